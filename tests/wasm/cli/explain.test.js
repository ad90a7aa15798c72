// explain.test.js: mcpx explain, codes and schema.
import { describe, expect, test } from '@jest/globals'
import { adviceOn } from '../../../wasm/cli/show/rule_advice.js'
import { mcpx, readText } from '../helpers.js'

const explain = (...args) => mcpx(['explain', ...args])

describe('explain a code', () => {
  test.each(['MCPX_DOCKER_CLI_NOT_FOUND', 'docker_cli', 'docker-cli-not-found', 'dockercli'])(
    '%s',
    (name) => {
      const { status, stdout } = explain(name)
      expect(status).toBe(0)
      expect(stdout).toMatch(/^error Docker command not found {2}MCPX_DOCKER_CLI_NOT_FOUND\n/)
      expect(stdout).toContain('(macOS)')
      expect(stdout).toMatch(/^ {2}rules {4}docker_/m)
      expect(stdout).toContain('docker_cli_missing')
      expect(
        Math.max(...stdout.split('\n').map((line) => (line.includes('$ ') ? 0 : line.length)))
      ).toBeLessThan(101)
    }
  )

  test.each([
    ['conection_refused', 'unknown name "conection_refused". Did you mean:', '  connection_refused'],
    ['docker', '"docker" matches several names; be more specific:', 'MCPX_DOCKER_OCI_RUNTIME'],
    ['', 'unknown name "". To list the names, run: mcpx codes, mcpx rules or mcpx fields', 'mcpx codes'],
    [
      'nosuchthing',
      'unknown name "nosuchthing". To list the names, run: mcpx codes, mcpx rules or mcpx fields',
      'mcpx codes'
    ]
  ])('%p is a usage error', (name, message, suggestion) => {
    const { status, stderr } = explain(name)
    expect(status).toBe(2)
    expect(stderr).toContain(`mcpx: ${message}\n`)
    expect(stderr).toContain(suggestion)
  })
})

describe('explain a cause', () => {
  test.each(['node_too_old', 'node-too-old', 'Node too old'])('%s', (name) => {
    const { status, stdout } = explain(name)
    expect(status).toBe(0)
    const [head, , example] = stdout.split('\n')
    expect(head).toBe('cause Node.js is too old for this server  node_too_old')
    expect(example).toMatch(/^ {7}│ ./)
    expect(stdout).toMatch(/\n {5}\$ which -a node/)
    expect(stdout).toMatch(/\n {5}> where\.exe node/)
    expect(stdout).toMatch(
      /\n {2}codes {4}Server exited before it was ready MCPX_STDIO_EXIT_BEFORE_INITIALIZE\n/
    )
  })

  test('for one system and client', () => {
    const { stdout } = explain('node_too_old', '--os', 'Windows', '--client', 'Claude Desktop')
    expect(stdout).toContain('%APPDATA%\\Claude\\claude_desktop_config.json')
    expect(stdout).not.toContain('$ which')
    expect(stdout).not.toContain('(Windows)')
  })

  test('a name of none', () => {
    const { status, stderr } = explain('node_too_old', '--client', 'netscape')
    expect(status).toBe(2)
    expect(stderr).toContain('Allowed names are claude_desktop, ')
  })

  test.each([
    ['Node.js is too old', 'cause Node.js is too old for this server  node_too_old'],
    ['path_cut', 'cause Path is cut at a space  windows_path_space'],
    ['tls', 'error Server certificate is not trusted  MCPX_HTTP_TLS_FAILED'],
    ['rule tls', 'rule tls  a rule of mcpx classify']
  ])('words of a title find it, and no rule of the classifier: %s', (words, head) => {
    expect(explain(words).stdout.split('\n')[0]).toBe(head)
  })

  test('a word of several causes lists also those that have it in their title only', () => {
    const { stderr } = explain('npx')
    expect(stderr).toContain('npx_cache_broken')
    expect(stderr).toContain('node_not_found')
  })

  test('lists at most four codes, those that it appears under', () => {
    const { stdout } = explain('oauth_stale_registration')
    const codes = stdout.match(/MCPX_\w+$/gm)
    expect(codes.length).toBeLessThanOrEqual(4)
    expect(codes.every((code) => /^MCPX_(OAUTH|HTTP_40)/.test(code))).toBe(true)
  })

  test('as JSON', () => {
    const { stdout } = explain('-f', 'json', 'node_too_old')
    expect(JSON.parse(stdout).results).toMatchObject([
      { kind: 'cause', id: 'node_too_old', codes: expect.any(Array) }
    ])
  })

  test('a code lists its causes, the general ones first, at most twelve unless --verbose', () => {
    const causes = (...args) =>
      explain('exit_before_initialize', ...args)
        .stdout.match(/\(\w+_\w+\)$/gm)
        .map((id) => id.slice(1, -1))
    const { stdout } = explain('exit_before_initialize')
    expect(stdout).toMatch(/\n {2}causes {3}Server printed its usage and ended \(usage_printed\)\n/)
    expect(causes()).toHaveLength(12)
    expect(causes()).toContain('server_ended_at_start')
    expect(stdout).toMatch(/\n {11}… and \d+ more \(--verbose\)\n {2}docs {5}https:/)
    expect(causes('-v').length).toBeGreaterThan(50)
    expect(causes('-v')).toContain('node_too_old')
  })

  test('a code leaves out causes of other systems', () => {
    const { stdout } = explain('exit_before_initialize', '--os', 'linux', '-v')
    expect(stdout).toContain('(node_too_old)')
    expect(stdout).not.toContain('(windows_env_stripped)')
    expect(explain('exit_before_initialize', '--os', 'windows', '-v').stdout).toContain(
      '(windows_env_stripped)'
    )
  })
})

describe('explain a rule or a field', () => {
  test('a rule names a command that shows it, if there is one', () => {
    expect(explain('home_path').stdout).toContain('mcpx example --bad home_path | mcpx validate')
    expect(explain('unfinished').stdout).not.toContain('mcpx example')
  })

  test.each([
    [
      'home_path',
      /^error home_path {2}a rule of mcpx validate\n\n {2}.*\n\n {2}Do not send or store a payload/
    ],
    ['cli-absent', /^note cli_absent/],
    [
      'docker_cli_source',
      /pointer {2}\/feature_flags\/docker_cli_source\n {2}value {4}one of: 'path' .* 'absent'\n.*version 5; optional/
    ],
    ['diagnostics.error_code_counts_24h', /^field error_code_counts_24h/],
    ['/surface_requests/webui', /value {4}.*0.*\n {2}since {4}schema version 2; required/],
    ['quarantine_enabled', /\/quarantine_enabled\n[\s\S]*\/feature_flags\/quarantine_enabled\n/],
    ['seen_ever', /an array of at most 16 items, each/]
  ])('%s', (name, expected) => {
    const { status, stdout } = explain(name)
    expect(status).toBe(0)
    expect(stdout).toMatch(expected)
  })

  test('a rule that decides a code, with its requirement and phrases', () => {
    const { status, stdout } = explain('docker_cli_missing_isolated')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^rule docker_cli_missing_isolated {2}a rule of mcpx classify\n/)
    expect(stdout).toMatch(/\n {2}codes {4}MCPX_DOCKER_CLI_NOT_FOUND\n/)
    expect(stdout).toMatch(/\n {2}requires .*Docker/)
    expect(stdout).toMatch(/\n {2}contains "/)
  })

  test('every rule that an answer can name is explained', () => {
    const { stdout } = explain('text_refused', '-f', 'json')
    expect(JSON.parse(stdout).results).toMatchObject([{ kind: 'classifier rule', name: 'text_refused' }])
  })

  test('suggestions include codes, rules and fields', () => {
    expect(explain('hmoe_pth').stderr).toContain('  home_path\n')
    expect(explain('dokcer_available').stderr).toContain('  /feature_flags/docker_available\n')
    expect(explain('wizard').stderr).toMatch(/be more specific:\n {2}wizard_not_engaged\n {2}\/wizard/)
  })
})

test('explain as JSON', () => {
  const all = (name) => JSON.parse(explain('-f', 'json', name).stdout).results
  const json = (name) => all(name)[0]
  expect(json('docker_cli').code).toBe('MCPX_DOCKER_CLI_NOT_FOUND')
  expect(json('home_path')).toMatchObject({ kind: 'rule', name: 'home_path', severity: 'error' })
  expect(Object.keys(json('env_kind'))).toEqual([
    'kind',
    'name',
    'pointer',
    'description',
    'since',
    'required',
    'expected'
  ])
  expect(json('env_kind')).toMatchObject({ kind: 'field', pointer: '/env_kind', since: 3, required: false })
  expect(all('quarantine_enabled')).toHaveLength(2)
})

describe('what to do about the findings of a rule', () => {
  const { results: rules } = JSON.parse(mcpx(['rules', '-f', 'json']).stdout)

  test('rules lists all, and explain says more than the message', () => {
    expect(rules.length).toBeGreaterThan(120)
    expect(mcpx(['rules']).stdout.match(/^\w+ +(error|warning|note) /gm)).toHaveLength(rules.length)
    const words = explain('misspelled_field').stdout
    expect(words).toContain('Use the name that the finding suggests.')
    expect(words).not.toContain('contradict')
  })

  test('a rule about two fields is about a contradiction, others are not', () => {
    const isAbout = (rule) => adviceOn(rule).startsWith('Compare the fields')
    const names = rules.filter(isAbout).map(({ name }) => name)
    expect(names.length).toBeGreaterThan(15)
    expect(rules.filter(({ name }) => /_(exceeds?|differs?)/.test(name)).every(isAbout)).toBe(true)
    for (const { name } of rules.filter(isAbout)) expect(name).not.toMatch(/^(json|bad|unknown|missing)_/)
  })

  test('personal data is deleted, whatever its rule is called', () => {
    const leaks = rules.filter(({ message }) => message.endsWith('from the payload.'))
    expect(new Set(leaks.map(adviceOn)).size).toBe(1)
    expect(adviceOn(leaks[0])).toContain('delete stored payloads')
  })
})

test('codes lists the catalog', () => {
  const catalog = JSON.parse(readText('docs/catalog.json'))
  const { status, stdout } = mcpx(['codes'])
  expect(status).toBe(0)
  expect(stdout.trimEnd().split('\n')).toHaveLength(catalog.length)
  expect(JSON.parse(mcpx(['codes', '-f', 'json']).stdout).results).toEqual(catalog)
})

describe('schema', () => {
  test.each([
    [[], 8],
    [['2'], 2]
  ])('%j', (args, version) => {
    const { status, stdout } = mcpx(['schema', ...args])
    expect(status).toBe(0)
    expect(JSON.parse(stdout).title).toContain(`schema version ${version}`)
    expect(stdout).toMatch(/^\{\n {2}"\$schema"/)
  })

  test.each(['0', '9', 'two', '1.5'])('version %s is a usage error', (version) => {
    const { status, stderr } = mcpx(['schema', version])
    expect(status).toBe(2)
    expect(stderr).toBe(`mcpx: unknown schema version "${version}"; the versions are 1 to 8\n`)
  })
})
