// formats.test.js: the formats of mcpx validate for other programs; none of them contains text of the payload.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { BAD, GOOD, heartbeat, rowsOf, WARN, withFiles } from '../fleet.js'
import { inTemporaryFolder, mcpx, root } from '../helpers.js'

const NOTE = heartbeat({ some_news: 1 })
const MIXED = rowsOf([GOOD, BAD, WARN, NOTE, '{"cut":'])

const validate = (args, options) => mcpx(['validate', ...args], options)
const format = (name, input, ...args) => validate(['-f', name, ...args], { input }).stdout

describe('json and ndjson', () => {
  test('json has each payload and a summary', () => {
    const { version, results, summary } = JSON.parse(format('json', MIXED))
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(results.map(({ file, line, ok }) => [file, line, ok])).toEqual([
      ['-', 1, true],
      ['-', 2, false],
      ['-', 3, true],
      ['-', 4, true],
      ['-', 5, false]
    ])
    expect(results[1].findings[0]).toMatchObject({
      rule: 'outside_closed_set',
      line: 2,
      suggestion: 'personal'
    })
    expect(results[1]).toMatchObject({ kind: 'heartbeat', schema_version: 5 })
    expect(summary).toMatchObject({ payloads: 5, with_errors: 2, errors: 2, warnings: 1, unreadable: 0 })
  })

  test('json without payloads, and with --scan', async () => {
    await withFiles({ 'none.ndjson': '' }, (cwd) => {
      const { results } = JSON.parse(validate(['-f', 'json', 'none.ndjson'], { cwd }).stdout)
      expect(results).toEqual([])
    })
    expect(JSON.parse(format('json', JSON.stringify(GOOD), '--scan')).results[0]).toEqual({
      file: '-',
      line: 1,
      clean: true,
      findings: []
    })
  })

  test('ndjson has a line per payload', () => {
    const lines = format('ndjson', MIXED).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).line)).toEqual([1, 2, 3, 4, 5])
  })
})

test('several formats in one run: each in its file, one on standard output', async () => {
  await inTemporaryFolder((folder) => {
    const names = ['text', 'json', 'ndjson', 'sarif', 'junit', 'github']
    const alone = names.map((name) => format(name, MIXED))
    const toFiles = names.flatMap((name) => ['-f', `${name}=${join(folder, name)}`])
    const { stdout } = validate([...toFiles, '-f', 'json'], { input: MIXED, env: { FORCE_COLOR: '0' } })
    expect(stdout).toBe(alone[1])
    expect(names.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(alone)
  })
})

test('files contain no colors', async () => {
  await inTemporaryFolder((folder) => {
    const command = `'${process.execPath}' '${root}wasm/dist/cli.mjs' validate --fail-on never -f text=out.txt -f text <<< '{}'`
    const { FORCE_COLOR, NO_COLOR, ...env } = process.env
    const shown = execFileSync('script', ['-qec', `bash -c "${command}"`, '/dev/null'], {
      cwd: folder,
      env: { ...env, TERM: 'xterm' }
    })
    const plain = readFileSync(join(folder, 'out.txt'), 'utf8')
    expect(shown.toString()).toContain('\u001b[31m')
    expect(plain).not.toContain('\u001b')
    expect(plain).toContain('missing_field')
  })
})

describe('sarif', () => {
  const logOf = (input, ...args) => JSON.parse(format('sarif', input, ...args))

  // The types of SARIF are generated from its schema and strict: the compiler rejects unknown members.
  test('is SARIF 2.1.0', async () => {
    await withFiles({ 'a.ndjson': MIXED }, (cwd) => {
      const { stdout } = validate(['-f', 'sarif', 'a.ndjson', 'none.json'], { cwd })
      const source = `import type { Log } from 'sarif'\nconst log: Log = ${stdout}\nexport default log\n`
      mkdirSync(join(root, 'build/sarif'), { recursive: true })
      writeFileSync(join(root, 'build/sarif/log.mts'), source)
      const compiler = `${root}node_modules/typescript/bin/tsc`
      const options = [
        '--noEmit',
        '--strict',
        '--types',
        'sarif',
        '--module',
        'nodenext',
        '--target',
        'es2022'
      ]
      execFileSync(process.execPath, [compiler, ...options, 'build/sarif/log.mts'], { cwd: root })
    })
  })

  test('has a rule and a location for each result', () => {
    const { runs, version } = logOf(MIXED)
    const { results, tool, columnKind, invocations } = runs[0]
    expect([version, columnKind, tool.driver.name]).toEqual(['2.1.0', 'unicodeCodePoints', 'mcpx'])
    expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }])
    expect(results.map(({ ruleId, level }) => `${level} ${ruleId}`)).toEqual([
      'error outside_closed_set',
      'error json_unexpected_end',
      'warning connected_exceeds_total',
      'note unknown_field',
      'note unknown_field'
    ])
    for (const { ruleId, ruleIndex, level, locations } of results) {
      const rule = tool.driver.rules[ruleIndex]
      expect(rule).toMatchObject({ id: ruleId, defaultConfiguration: { level } })
      expect(rule.shortDescription.text && rule.help.text).toBeTruthy()
      expect(locations[0].physicalLocation.artifactLocation).toEqual({ uri: 'stdin' })
      expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0)
    }
  })

  test('counts columns in characters', () => {
    const input = '{"日本😀":"é","edition":"é😀x",\n"surface_requests":"\u00e9'
    const regions = logOf(input).runs[0].results.map(({ locations }) => locations[0].physicalLocation.region)
    expect(regions).toContainEqual({ startLine: 1, startColumn: 22, endColumn: 27 })
    expect(regions.every(({ startColumn, endColumn }) => endColumn >= startColumn)).toBe(true)
  })

  test('names files relative to the working directory', async () => {
    const name = 'a b#ü%:1.json'
    await withFiles({ [name]: JSON.stringify(BAD) }, (cwd) => {
      const names = [join(cwd, name), './none.json']
      const [run] = JSON.parse(validate(['-f', 'sarif', ...names], { cwd }).stdout).runs
      const uri = 'a%20b%23%C3%BC%25%3A1.json'
      expect(run.results[0].locations[0].physicalLocation.artifactLocation).toEqual({ uri })
      expect(run.invocations[0].executionSuccessful).toBe(false)
      expect(run.invocations[0].toolExecutionNotifications).toEqual([
        {
          level: 'error',
          message: { text: 'cannot read ./none.json: the file does not exist' },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'none.json' } } }]
        }
      ])
    })
  })

  test('fingerprints are unique, and stay the same when other lines change', () => {
    const prints = (input) =>
      logOf(input).runs[0].results.map((result) => result.partialFingerprints.primaryLocationLineHash)
    const one = prints(rowsOf([BAD, BAD]))
    expect(new Set(one).size).toBe(2)
    expect(prints(`\n\n${rowsOf([GOOD, BAD, WARN, BAD])}`).slice(0, 2)).toEqual(one)
  })

  test('contains the 5,000 most severe results, and the number of the others', () => {
    const input = rowsOf([...Array(10).fill(NOTE), ...Array(5100).fill(WARN), BAD])
    const [{ results, invocations }] = logOf(input).runs
    expect(results).toHaveLength(5000)
    expect(results.slice(0, 2).map(({ level }) => level)).toEqual(['error', 'warning'])
    const [{ level, message }] = invocations[0].toolExecutionNotifications
    expect([level, message.text]).toEqual(['warning', '111 more results are not included.'])
  })
})

// A strict reader of the XML that this file needs: elements { name, attributes, children }, text as strings.
function readXml(xml) {
  const top = { children: [] }
  const open = [top]
  const text = '(?:[^<&\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]|&(?:amp|lt|gt|quot|#\\d+);)'
  const token = new RegExp(`<(/?)([a-z-]+)((?: [a-z]+="${text.replace('<&', '<&"')}*")*)(/?)>|${text}+`, 'uy')
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
  for (let match; token.lastIndex < body.length; ) {
    match = token.exec(body)
    if (!match) throw new Error('not well-formed')
    const [all, closing, name, attributes, empty] = match
    if (name === undefined) open[0].children.push(all)
    else if (closing) expect(open.shift().name).toBe(name)
    else {
      const element = {
        name,
        attributes: Object.fromEntries(
          [...attributes.matchAll(/ (\w+)="(.*?)"/gs)].map(([, key, value]) => [key, value])
        ),
        children: []
      }
      open[0].children.push(element)
      if (!empty) open.unshift(element)
    }
  }
  expect(open).toHaveLength(1)
  return top.children.find(({ name }) => name)
}

const elements = ({ children }, name) => children.filter((child) => child.name === name)

describe('junit', () => {
  const casesOf = (xml) => elements(elements(readXml(xml), 'testsuite')[0], 'testcase')

  test.each([
    ['error', [0, 1, 0, 0, 1]],
    ['warning', [0, 1, 1, 0, 1]],
    ['never', [0, 0, 0, 0, 0]]
  ])('has a test case for each payload; --fail-on %s', (failOn, failures) => {
    const xml = format('junit', MIXED, '--fail-on', failOn)
    const cases = casesOf(xml)
    expect(cases.map(({ attributes }) => attributes)).toEqual(
      [1, 2, 3, 4, 5].map((line) => ({
        classname: 'stdin',
        name: `line ${line}`,
        file: 'stdin',
        line: String(line)
      }))
    )
    expect(cases.map((element) => elements(element, 'failure').length)).toEqual(failures)
    expect(cases.map((element) => elements(element, 'system-out').length)).toEqual(
      failures.map((failed, i) => (i === 0 ? 0 : i === 4 || !failed ? 1 : 0))
    )
    const { tests, failures: count, errors } = readXml(xml).attributes
    expect([tests, count, errors].map(Number)).toEqual([5, failures.reduce((sum, n) => sum + n), 0])
  })

  test('escapes any file name', async () => {
    const name = 'a<&">\u0001\u007f\n.json'
    await withFiles({ [name]: '{}' }, (cwd) => {
      const cases = casesOf(validate(['-f', 'junit', name, 'no<ne'], { cwd }).stdout)
      const { classname, file } = cases[0].attributes
      expect(classname).toBe('a&lt;&amp;&quot;&gt;&#10;_json')
      expect(file).toBe('a&lt;&amp;&quot;&gt;&#10;.json')
      expect(elements(cases[1], 'error')[0].attributes.message).toContain('no&lt;ne: the file does not exist')
    })
  })
})

describe('github', () => {
  const count = (stdout, kind) => stdout.split('\n').filter((line) => line.startsWith(`::${kind} `)).length

  test('annotates the place', async () => {
    await withFiles({ 'a.json': JSON.stringify(BAD, null, 2) }, (cwd) => {
      const { stdout } = validate(['-f', 'github', 'a.json'], { cwd })
      const place = 'file=a.json,line=4,col=14,endColumn=23,title=outside_closed_set'
      expect(stdout.startsWith(`::error ${place}::The value of \`edition\` `)).toBe(true)
      expect(stdout.endsWith(`. Expected: one of: 'personal' 'server'. Did you mean "personal"?\n`)).toBe(
        true
      )
    })
  })

  test('a file name cannot end or begin a workflow command', async () => {
    const name = 'a,b:c%\r\n::warning::x.json'
    await withFiles({ [name]: JSON.stringify(BAD) }, (cwd) => {
      const { stdout } = validate(['-f', 'github', name, '/\n::error::'], { cwd })
      expect(stdout).toContain('file=a%2Cb%3Ac%25%0D%0A%3A%3Awarning%3A%3Ax.json,line=1,')
      expect(stdout.trimEnd().split('\n')).toHaveLength(2)
    })
  })

  test('at most ten annotations per kind', () => {
    const input = rowsOf([BAD, WARN, NOTE].flatMap((payload) => Array(15).fill(payload)))
    const stdout = format('github', input)
    expect(['error', 'warning', 'notice'].map((kind) => count(stdout, kind))).toEqual([10, 10, 10])
    expect(count(format('github', rowsOf(Array(4).fill(BAD))), 'error')).toBe(4)
  })

  const summaryOf = (files, args, before = '') =>
    withFiles(files, (cwd) => {
      const file = join(cwd, 'summary.md')
      writeFileSync(file, before)
      validate(['-f', 'github', ...args], { cwd, env: { GITHUB_STEP_SUMMARY: file } })
      return readFileSync(file, 'utf8')
    })

  test('the job summary has a row per rule and per file', async () => {
    const files = { 'a|b.ndjson': MIXED, 'good.json': JSON.stringify(GOOD) }
    const summary = await summaryOf(files, ['good.json', 'a|b.ndjson', 'none.json'], 'before\n')
    expect(summary.split('\n')).toEqual([
      'before',
      '## mcpx validate',
      '',
      '6 payloads, 2 with errors, 1 warning, 2 notes.',
      '',
      '| rule | severity | findings | payloads |',
      '| --- | --- | ---: | ---: |',
      '| `outside_closed_set` | error | 1 | 1 |',
      '| `json_unexpected_end` | error | 1 | 1 |',
      '| `connected_exceeds_total` | warning | 1 | 1 |',
      '| `unknown_field` | note | 2 | 2 |',
      '',
      '| place | rule | finding |',
      '| --- | --- | --- |',
      "| a&#124;b.ndjson:2:86 | `outside_closed_set` | The value of `edition` is not one of the allowed values. Expected: one of: 'personal' 'server'. Did you mean \"personal\"? |",
      '| a&#124;b.ndjson:5:8 | `json_unexpected_end` | /#0: The payload ends before the JSON is complete. Expected: a value. |',
      '| a&#124;b.ndjson:3:192 | `connected_exceeds_total` | `connected_server_count` is higher than `server_count`. |',
      '',
      '| file | payloads | with errors | findings | verdict |',
      '| --- | ---: | ---: | ---: | --- |',
      '| a&#124;b.ndjson | 5 | 2 | 5 | ❌ errors |',
      '| none.json | 0 | 0 | 0 | ❌ unreadable: the file does not exist |',
      '| good.json | 1 | 0 | 0 | ✅ no errors |',
      '',
      ''
    ])
  })

  test('the job summary stays below 1 MiB and lists at most 200 files', async () => {
    const content = (i) => (i % 3 ? '{}' : JSON.stringify(GOOD))
    const files = Object.fromEntries(Array.from({ length: 230 }, (_, i) => [`${i}.json`, content(i)]))
    const long = await summaryOf(files, ['.'])
    expect(long.match(/❌ errors/g)).toHaveLength(153)
    expect(long.match(/✅ no errors/g)).toHaveLength(47)
    expect(long).toContain('… and 30 more files')
    const full = await summaryOf({ 'a.json': '{}' }, ['.'], 'x'.repeat((1 << 20) - 100))
    expect(full.length).toBeLessThan(1 << 20)
    expect(full.slice(-100)).toMatch(/x## mcpx validate\n\n[^x]*\n$/)
    expect((await summaryOf({ 'a.json': '{}' }, ['.'], 'x'.repeat(1 << 20))).length).toBe(1 << 20)
  })
})

describe('no format contains text of the payload', () => {
  // Joined here, so that no part of this file looks like a secret.
  const SECRETS = {
    home: ['/Us', 'ers/qzxvkwyjq/Jvqxzk'].join(''),
    token: ['gh', 'p_', 'Zq7Xv9Kw3Yj5Bq8Zx2Vk6Wy4Jq1Zv0Xk7Wq9'].join(''),
    mail: 'wvqzjx.kqzvwx@zjqxvk.kqz',
    host: 'XQZJW-VKQXZ.corp',
    card: ['4929', '7312', '6058', '8146'].join(' '),
    blocked: 'vqxjzkwq'
  }
  const all = Object.values(SECRETS)
  const escaped = (text) =>
    [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  const windows = (text) => Array.from({ length: text.length - 4 }, (_, i) => text.slice(i, i + 5))
  const forbidden = [...all, ...all.map((text) => text.toLowerCase())].flatMap(windows)

  // Each secret as a value and as a key, plain and escaped, in known and unknown fields, in invalid JSON.
  const payloads = all.flatMap((secret) => [
    JSON.stringify(heartbeat({ edition: secret, extra: { deep: [secret] } })),
    JSON.stringify(heartbeat({ [secret]: 1, rest_endpoint_calls: { [`GET ${secret}`]: { '2xx': 1 } } })),
    JSON.stringify(heartbeat({ os: 'OS', previous_version: 'OS' })).replaceAll(
      '"OS"',
      `"${escaped(secret)}"`
    ),
    `{"edition": "${secret}`,
    `{"edition": ${secret}}`,
    `{"edition": 'linux ${secret}', "os": "linux", "${secret}"}`,
    `${secret} {"edition": "personal"`,
    `{"server_count": 92731264510488275, "version": "${secret}", "version": "${secret}"}`
  ])
  const pretty = JSON.stringify(heartbeat({ edition: SECRETS.home, mail: SECRETS.mail }), null, 2)

  test.each(['text', 'json', 'ndjson', 'sarif', 'junit', 'github'])('%s', async (name) => {
    const files = {
      'rows.ndjson': payloads.join('\n'),
      'a.json': pretty,
      'b.gz': gzipSync(pretty),
      'cut.gz': SECRETS.home
    }
    await withFiles(files, (cwd) => {
      const summary = join(cwd, 'summary.md')
      writeFileSync(summary, '')
      const args = [
        '-f',
        name,
        '-v',
        '--blocked-value',
        SECRETS.blocked,
        'rows.ndjson',
        'a.json',
        'b.gz',
        'cut.gz'
      ]
      const { stdout, stderr, status } = validate(args, { cwd, env: { GITHUB_STEP_SUMMARY: summary } })
      const output = `${stdout}${stderr}${readFileSync(summary, 'utf8')}`
      expect(status).toBe(1)
      expect(output.length).toBeGreaterThan(1000)
      expect(
        forbidden.filter((part) => output.includes(part) || output.toLowerCase().includes(part))
      ).toEqual([])
      expect(output).not.toMatch(/9273|\\u00/)
    })
  })

  test('mcpx report', () => {
    const { stdout, stderr } = mcpx(['report'], { input: payloads.join('\n') })
    expect(forbidden.filter((part) => `${stdout}${stderr}`.includes(part))).toEqual([])
  })
})

test('the workflow commands of GitHub have no characters that move the cursor or reorder text', async () => {
  const name = 'a\u001b[31m\u202eb\u0085.json'
  await withFiles({ [name]: '{}' }, (cwd) => {
    const { stdout } = mcpx(['validate', '-f', 'github', name, `none${name}`], { cwd })
    expect(stdout).toContain('file=a\u241b[31m·b·.json')
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  })
})
