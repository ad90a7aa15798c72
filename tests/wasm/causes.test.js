// causes.test.js: each cause is found by its texts and not by its near misses, and what it says can be used.
import { readdirSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { loadSync } from '../../wasm/dist/node.mjs'
import { readRows, root } from './helpers.js'

const mcpx = loadSync()
const causes = mcpx.causes()
const files = readdirSync(`${root}tests/vectors/causes`)
  .map((name) => name.replace(/\.jsonl$/, ''))
  .sort()
const rowsOf = Object.fromEntries(files.map((name) => [name, readRows(`causes/${name}`)]))

const classify = ({ text, transport, docker_isolated, os }) =>
  mcpx.classify(text, { transport, dockerIsolated: docker_isolated, os })

describe('the vectors', () => {
  test('have two texts and a near miss for every cause', () => {
    const counts = Object.fromEntries(causes.map(({ id }) => [id, { first: 0, miss: 0 }]))
    for (const { cause, first } of Object.values(rowsOf).flat()) counts[cause][first ? 'first' : 'miss'] += 1
    const few = Object.entries(counts).filter(([, { first, miss }]) => first < 2 || miss < 1)
    expect(few).toEqual([])
  })

  test.each(files)('of %s hold', (name) => {
    const wrong = rowsOf[name].flatMap((row, i) => {
      const { cause, also_possible: others } = classify(row)
      const ids = [cause, ...others].map((found) => found?.id)
      const holds = row.first ? ids[0] === row.cause : !ids.includes(row.cause)
      return holds ? [] : [`${i + 1}: ${row.first ? 'not' : ''} ${row.cause}, but ${ids}`]
    })
    expect(wrong).toEqual([])
  })

  test('are different', () => {
    const all = Object.values(rowsOf)
      .flat()
      .map((row) => JSON.stringify(row))
    expect(all.filter((row, i) => all.indexOf(row) !== i)).toEqual([])
  })
})

// What clients write around the output of a server that ends, and in front of each of its lines.
const desktop = (level, words) => `2026-03-11T08:20:05.431Z [weather] [${level}] ${words}\n`
const CLIENTS = {
  'Claude Desktop': {
    opening:
      desktop('info', 'Initializing server... { metadata: undefined }') +
      desktop('info', 'Server started and connected successfully { metadata: undefined }'),
    frame: '',
    closing:
      desktop('info', 'Server transport closed { metadata: undefined }') +
      desktop(
        'info',
        'Server transport closed unexpectedly, this is likely due to the process exiting early. You can add output to stderr and it will appear in this log. { metadata: undefined }'
      ) +
      desktop(
        'error',
        "Server disconnected. For troubleshooting guidance, please visit our [debugging documentation](https://modelcontextprotocol.io/docs/tools/debugging) { metadata: { context: 'connection' } }"
      ),
    lost: 0.07
  },
  'VS Code': {
    opening: '2026-02-10 09:12:00.026 [info] Starting server weather\n',
    frame: '2026-02-10 09:12:00.662 [warning] [server stderr] ',
    closing: '2026-02-10 09:12:01.662 [info] Connection state: Error Process exited with code 1\n',
    lost: 0.08
  },
  Cursor: {
    opening:
      '2026-01-08 10:00:00.150 [info] user-weather: Starting new stdio process with command: node x.js\n',
    frame: '2026-01-08 10:00:00.662 [error] user-weather: ',
    closing: '2026-01-08 10:00:01.000 [info] user-weather: Client closed for command\n',
    lost: 0.03
  },
  'Claude Code': {
    opening: '2026-05-06T09:00:00.035Z [DEBUG] MCP server "weather": Initializing stdio transport\n',
    frame: '2026-05-06T09:00:00.135Z [ERROR] MCP server "weather" Server stderr: ',
    closing:
      '2026-05-06T09:00:00.235Z [ERROR] MCP server "weather" Connection failed: MCP error -32000: Connection closed\n',
    lost: 0.05
  },
  'Docker Compose': {
    opening: '',
    frame: 'weather-1  | ',
    closing: 'weather-1 exited with code 1\n',
    lost: 0.07
  }
}

describe('in the log of a client', () => {
  const crashes = Object.values(rowsOf)
    .flat()
    .filter((row) => row.first && /STDIO_(EXIT|HANDSHAKE_TIMEOUT)/.test(classify(row).code))
  const framed = (text, frame) =>
    text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${frame}${line}\n`)
      .join('')

  // A few texts name no server or are a client's own sentence, so that the log tells another story.
  test.each(Object.entries(CLIENTS))(
    'a server that ended has the cause that its output has alone: %s',
    (_, { opening, frame, closing, lost: limit }) => {
      const lost = crashes.filter(({ cause, text }) => {
        const { incidents } = mcpx.classifyLog(opening + framed(text, frame) + closing)
        return !incidents.some((incident) => incident.cause?.id === cause)
      })
      expect(crashes.length).toBeGreaterThan(200)
      expect(lost.length / crashes.length).toBeLessThan(limit)
    }
  )
})

describe('the list of causes', () => {
  test('has each cause once, under codes of the catalog', () => {
    const codes = mcpx.catalog().map(({ code }) => code)
    expect(causes.length).toBeGreaterThanOrEqual(120)
    expect(new Set(causes.map(({ id }) => id)).size).toBe(causes.length)
    for (const cause of causes) {
      expect(cause.id).toMatch(/^[a-z][a-z0-9_]*$/)
      expect(cause.codes.length).toBeGreaterThan(0)
      expect(codes).toEqual(expect.arrayContaining(cause.codes))
    }
  })

  test('names an answer only under the codes that it lists', () => {
    const codesOf = Object.fromEntries(causes.map(({ id, codes }) => [id, codes]))
    const wrong = Object.values(rowsOf)
      .flat()
      .map(classify)
      .filter(({ code, cause, unknown }) => cause && !unknown && !codesOf[cause.id].includes(code))
    expect(wrong.map(({ code, cause }) => `${cause.id} under ${code}`)).toEqual([])
  })

  test('has steps with what they need, and no placeholder', () => {
    const value = { do: 'label', command: 'command', config: 'config', link: 'url' }
    for (const { id, title, text, steps } of causes) {
      expect([id, steps.length > 0]).toEqual([id, true])
      for (const step of steps) expect([id, Boolean(step[value[step.type]])]).toEqual([id, true])
      // Quotes that were escaped twice in a table.
      expect([id, steps.filter(({ config }) => config?.includes('\\"'))]).toEqual([id, []])
      expect(JSON.stringify([title, text, steps])).not.toMatch(/\{(config|log|client|program)\}/)
    }
  })
})

describe('advise', () => {
  // The runtime that the image lacks is the only thing that an answer tells in its steps alone.
  const lackedRuntime = ({ steps }) => steps[0]?.label.match(/^The image lacks (\S+)\. /)?.[1]

  // The name of a missing program is only in the text.
  const withoutProgram = (step) =>
    step.command
      ? { ...step, command: step.command.replace(/^(which|where\.exe) [\w.+-]+$/, '$1 <program>') }
      : step

  test('gives what an answer says, for every text', () => {
    const members = ({ title, cause, also_possible, unknown, steps }) => ({
      title,
      cause,
      also_possible,
      unknown,
      steps: steps.map(withoutProgram)
    })
    for (const row of Object.values(rowsOf).flat()) {
      const answer = classify(row)
      const advice = mcpx.advise({
        code: answer.code,
        cause: answer.cause?.id,
        alsoPossible: answer.also_possible.map(({ id }) => id),
        unknown: answer.unknown?.kind,
        os: answer.context.os,
        client: answer.context.client,
        runner: answer.context.runner,
        dockerIsolated: answer.hints.docker_isolated,
        command: lackedRuntime(answer)
      })
      if (advice.unknown) advice.unknown.nearest = answer.unknown.nearest
      expect(members(advice)).toEqual(members(answer))
    }
  })

  test('takes the causes of an answer as they are', () => {
    const {
      code,
      cause,
      also_possible: alsoPossible
    } = mcpx.classify('zsh: command not found: docker', {
      dockerIsolated: true
    })
    expect([cause.id, alsoPossible.length]).toEqual([expect.any(String), expect.any(Number)])
    const ids = { code, cause: cause.id, alsoPossible: alsoPossible.map(({ id }) => id) }
    expect(mcpx.advise({ code, cause, alsoPossible })).toEqual(mcpx.advise(ids))
    expect(mcpx.advise({ code, cause: null })).toEqual(mcpx.advise({ code }))
    expect(() => mcpx.advise({ cause: { id: 'no_such_cause' } })).toThrow('must be the id of a cause')
    expect(() => mcpx.advise({ cause: {} })).toThrow('needs a code or a cause')
  })

  test.each([
    [{}, 'needs a code or a cause'],
    [undefined, 'needs a code or a cause'],
    [{ cause: 'no_such_cause' }, '`cause` must be the id of a cause'],
    [{ code: 'MCPX_HTTP_401', system: 'macos' }, 'unknown option "system"'],
    [{ code: 'MCPX_HTTP_401', os: 'beos' }, '`os` must be "windows"'],
    [{ code: 'MCPX_HTTP_401', client: 'curser' }, '`client` must be the name of a client'],
    [{ code: 'MCPX_HTTP_401', alsoPossible: 'node_too_old' }, '`also_possible` must be an array']
  ])('%j is refused', (about, message) => {
    expect(() => mcpx.advise(about)).toThrow(new RegExp(`^mcpx: .*${message.replaceAll(/[`"]/g, '.')}`))
  })

  test('a code without a place in the catalog has no title and no steps', () => {
    expect(mcpx.advise({ code: 'ACME_7' })).toMatchObject({ title: null, cause: null, steps: [] })
  })

  test('the surroundings are those that it takes', () => {
    const { clients, systems, runners } = mcpx.surroundings()
    expect(clients.length).toBeGreaterThan(10)
    for (const { id } of clients) mcpx.advise({ code: 'MCPX_HTTP_401', client: id })
    for (const os of systems) mcpx.advise({ code: 'MCPX_HTTP_401', os })
    for (const runner of runners) mcpx.advise({ code: 'MCPX_HTTP_401', runner })
    expect(clients[0]).toMatchObject({ id: 'claude_desktop', name: 'Claude Desktop' })
    expect(clients[0].config.windows).toBe('%APPDATA%\\Claude\\claude_desktop_config.json')
  })

  test('steps are those of the system and name the file of the client', () => {
    const stepsOn = (os) => mcpx.advise({ cause: 'node_too_old', os, client: 'claude_desktop' }).steps
    expect(stepsOn('windows').map(({ platform }) => platform)).not.toContain('unix')
    expect(stepsOn('macos').map(({ platform }) => platform)).not.toContain('windows')
    expect(JSON.stringify(stepsOn('macos'))).toContain('~/Library/Application Support/Claude/')
  })
})
