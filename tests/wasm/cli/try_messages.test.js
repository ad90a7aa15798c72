import { describe, expect, test } from '@jest/globals'
import { program, runTry, tryAsJson } from './try_helpers.js'

const SHORT = ['--timeout', '1']

describe('right messages that are not one line each', () => {
  test.each([
    ['prettyPrinted', 'split_message', 'Server prints a message over several lines', 'in one line'],
    ['prettyPrintedUnended', 'split_message', 'Server prints a message over several lines', 'in one line'],
    [
      'unended',
      'unended_message',
      'Server does not end its message with a line break',
      'a line break after each'
    ]
  ])('%s', async (behavior, kind, title, words) => {
    const result = await tryAsJson([...SHORT, ...program(behavior)])
    expect(result).toMatchObject({
      status: 1,
      code: 'MCPX_STDIO_HANDSHAKE_INVALID',
      cause: null,
      finding: { kind, title }
    })
    expect(result.steps[0].label).toContain(words)
    const { stdout } = await runTry([...SHORT, ...program(behavior)])
    expect(stdout.split('\n')[0]).toBe(`error ${title}  MCPX_STDIO_HANDSHAKE_INVALID`)
    expect(stdout).not.toContain('LOG_LEVEL')
  })
})

describe('what only a trial sees', () => {
  test.each([
    ['framed', 'framed_message', 'HANDSHAKE_INVALID', 'Server writes headers before its messages'],
    ['withoutVersion', 'nearly_message', 'HANDSHAKE_INVALID', "Server's message is not JSON-RPC 2.0"],
    ['inList', 'nearly_message', 'HANDSHAKE_INVALID', "Server's message is not JSON-RPC 2.0"],
    ['errorWithoutVersion', 'nearly_message', 'HANDSHAKE_INVALID', "Server's message is not JSON-RPC 2.0"],
    ['nullResult', 'wrong_result', 'HANDSHAKE_INVALID', "Server's answer is not what MCP requires"],
    ['numberVersion', 'wrong_result', 'HANDSHAKE_INVALID', "Server's answer is not what MCP requires"],
    ['toolsInObject', 'wrong_result', 'HANDSHAKE_INVALID', "Server's answer is not what MCP requires"],
    ['toolsError', 'error_response', null, 'Server answers with an error'],
    ['otherId', 'other_id', 'HANDSHAKE_INVALID', 'Server answers with another id'],
    ['otherIdType', 'other_id', 'HANDSHAKE_INVALID', 'Server answers with another id'],
    ['endlessLine', 'endless_line', 'HANDSHAKE_INVALID', 'Server prints without line breaks'],
    ['longLine', 'endless_line', 'HANDSHAKE_INVALID', 'Server prints without line breaks'],
    ['closesOutput', 'closed_output', null, 'Server closes its standard output'],
    ['samePage', 'endless_pages', null, "Server's list of tools has no end"],
    ['pagesInCircle', 'endless_pages', null, "Server's list of tools has no end"]
  ])('%s: %s', async (behavior, kind, code, title) => {
    const result = await tryAsJson([...SHORT, ...program(behavior)])
    expect(result).toMatchObject({ status: 1, cause: null, finding: { kind, title } })
    expect(result.code).toBe(code ? `MCPX_STDIO_${code}` : 'MCPX_UNKNOWN_UNCLASSIFIED')
    expect(result.steps.length).toBeGreaterThan(1)
    expect(JSON.stringify(result)).not.toMatch(/download|no known failure/i)
  })

  test('lines of a log that look like a response are none', async () => {
    const lines = [
      { level: 'info', id: 'req-1', result: 'cache hit' },
      { level: 'error', id: 7, error: { code: 1 } }
    ]
    for (const line of lines) {
      const code = `console.log(${JSON.stringify(JSON.stringify(line))}); console.error("Error: Cannot find module 'pg'"); process.exit(1)`
      const { finding } = await tryAsJson([...SHORT, '--', process.execPath, '-e', code])
      expect(finding).toBeUndefined()
    }
  })

  test('a server that prints without end is not waited for: the limit is longer than that of this test', async () => {
    const { finding } = await tryAsJson(['--timeout', '600', ...program('endlessLine')])
    expect(finding.kind).toBe('endless_line')
  })

  test.each([
    ['headerAlone', 'MCPX_STDIO_HANDSHAKE_INVALID'],
    ['logWithError', 'MCPX_STDIO_HANDSHAKE_INVALID'],
    ['answersTwice', 'MCPX_STDIO_HANDSHAKE_TIMEOUT'],
    ['prompts', 'MCPX_STDIO_HANDSHAKE_TIMEOUT'],
    ['longMessage', 'MCPX_STDIO_HANDSHAKE_TIMEOUT'],
    ['closesOutputAndEnds', 'MCPX_STDIO_EXIT_BEFORE_INITIALIZE']
  ])('a near miss: %s', async (behavior, code) => {
    const result = await tryAsJson([...SHORT, ...program(behavior)])
    expect([result.code, result.finding]).toEqual([code, undefined])
  })

  test('the error in the words of the server is shown as a whole on a narrow terminal', async () => {
    const { stdout } = await runTry(program('toolsErrorLong'), { env: { COLUMNS: '60' } })
    const rows = stdout.match(/^ .*│ .*$/gm)
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(60)
    expect(rows.map((row) => row.replace(/^.*│ /, '')).join(' ')).toMatch(/-32603: (word ){30}x+…$/)
  })

  test('an error of a later request that a rule knows has its cause', async () => {
    const { code, cause, finding } = await tryAsJson(program('toolsRefused'))
    expect([code, Boolean(cause), finding]).toEqual(['MCPX_HTTP_CONN_REFUSED', true, undefined])
  })

  test('an error without an id is the answer to the request', async () => {
    expect((await tryAsJson(program('errorWithoutId'))).text).toContain('error -32700: cannot parse this')
  })

  test('many pages with cursors of their own are counted', async () => {
    expect((await tryAsJson(program('manyPages'))).tools).toBe(30)
  })
})
