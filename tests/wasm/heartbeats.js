// heartbeats.js: a seed -> random heartbeats without findings, and mutations of them.
//
// The values are written down a second time, from the specification of the heartbeat and not from the tables in src/,
// so that a mistake in either shows as a difference. A list with the name of a field holds its values; `names` are
// valid client names that look like hosts, tokens or passwords.

const LIST = readLists(/\s+/)(`
fields1: anonymous_id version edition os arch go_version server_count connected_server_count tool_count
 uptime_hours routing_mode quarantine_enabled timestamp; fields2: schema_version anonymous_id_created_at?
 current_version? previous_version last_startup_outcome? surface_requests builtin_tool_calls? feature_flags
 upstream_tool_call_count_bucket rest_endpoint_calls? error_category_counts? doctor_checks?
fields3: server_protocol_counts server_docker_isolated_count? env_kind? env_markers activation? launch_source?
 autostart_enabled? diagnostics?
fields4: connected_client_count connected_client_ids wizard_engaged wizard_connect_step wizard_server_step
edition: personal server; tokens: 0 1_100 100_1k 1k_10k 10k_100k 100k_plus; statuses: 1xx 2xx 3xx 4xx 5xx
os: darwin linux windows freebsd openbsd netbsd dragonfly solaris illumos aix plan9 android ios js wasip1
arch: amd64 arm64 386 arm loong64 mips mipsle mips64 mips64le ppc64 ppc64le riscv64 s390x wasm
last_startup_outcome: success port_conflict db_locked config_error permission_error other_error
tools: retrieve_tools call_tool_read call_tool_write call_tool_destructive upstream_servers code_execution
 quarantine_security; upstream_tool_call_count_bucket: 0 1-10 11-100 101-1000 1000+
flags: enable_socket enable_web_ui enable_prompts require_mcp_auth enable_code_execution
 sensitive_data_detection_enabled; providers: generic github google microsoft
categories: oauth_refresh_failed oauth_token_expired upstream_connect_timeout upstream_connect_refused
 upstream_handshake_failed tool_quarantine_blocked docker_pull_failed docker_run_failed index_rebuild_failed
 config_reload_failed socket_bind_failed; protocols: stdio http sse streamable_http auto
checks: upstream_connections oauth_required oauth_issues missing_secrets runtime_warnings deprecated_configs
 docker_status db_writable config_valid port_available; launch_source: installer tray login_item cli unknown
env_kind: interactive ci cloud_ide container headless unknown; surfaces: mcp cli webui tray unknown
markers: has_ci_env has_cloud_ide_env is_container has_tty has_display
firsts: first_connected_server_ever first_mcp_client_ever first_retrieve_tools_call_ever
clients: claude-code claude-desktop cursor windsurf vscode codex gemini opencode
codes: STDIO_SPAWN_ENOENT CONFIG_DEPRECATED_FIELD CONFIG_MISSING_SECRET CONFIG_PARSE_ERROR DOCKER_DAEMON_DOWN
 DOCKER_IMAGE_PULL_FAILED DOCKER_SNAP_APPARMOR DOCKER_NO_PERMISSION HTTP_401 HTTP_403 HTTP_404 HTTP_5XX
 HTTP_DNS_FAILED HTTP_TLS_FAILED NETWORK_OFFLINE NETWORK_PROXY_MISCONFIG OAUTH_LOGIN_REQUIRED HTTP_TIMEOUT
 OAUTH_CALLBACK_MISMATCH OAUTH_CALLBACK_TIMEOUT OAUTH_DISCOVERY_FAILED OAUTH_REAUTH_REQUIRED OAUTH_REFRESH_403
 HTTP_CONN_REFUSED OAUTH_REFRESH_EXPIRED QUARANTINE_PENDING_APPROVAL QUARANTINE_TOOL_CHANGED
 STDIO_EXIT_BEFORE_INITIALIZE STDIO_EXIT_NONZERO STDIO_HANDSHAKE_INVALID STDIO_HANDSHAKE_TIMEOUT
 STDIO_SPAWN_EACCES UNKNOWN_UNCLASSIFIED; docker_cli_source: path bundled login_shell absent
codes_of_5: DOCKER_CLI_NOT_FOUND DOCKER_EXEC_NOT_FOUND DOCKER_OCI_RUNTIME STDIO_SPAWN_EXEC_FORMAT
names: claude-code cursor-vscode inspector-client cline n8n x 0 a.b localhost-mcp desktop-commander root home
 rider-2025.1.3.2 task_test_runner_for_every_case npm_run_all_scripts token-counter secret-santa key_chain
 password-helper node basic-client visual-studio_17.8.3; methods: GET POST PUT DELETE PATCH HEAD OPTIONS
routes: / /mcp/all /mcp/ /events /api/v1/servers /api/v1/servers/{id}/enable /ui/* /{any} /api/v1/{name}/
 /api/v1/servers/{id}/tools/{tool}/diff /api/v1/admin/users /api/v1/admin/users/{id}/enable /api/v1/tool-calls
 /api/v1/user/credentials/{server}/callback /api/v1/registries/{id}/servers/{serverId}/add /api/v1/home /homes
 /.well-known/* /v2/{rest:.*} /api/v10/activity/{id:[0-9]+} /api/v1/tmp/{name} /api/v1/secrets/ /rooted/{path}
segments: api servers tool-calls enable_all v1 v2 v33 {id} {jobId} {id:[0-9]+} {rest:.*} * .well-known
zones: Z Z Z Z Z +00:00 -00:00 +01:00 -05:00 +05:30 +14:00 -12:00 +12:45 +23:59 -23:59
moments: 2024-02-29T12:00:00Z 2025-12-31T23:59:59Z 2000-02-29T00:00:00Z 2026-03-01T00:00:00Z
pre: rc.1 alpha beta.2 0 dev.local alpha.1.2.3.4 20260102150405-0a1b2c3d4e5f next--1 x-y-z.7
build: 001 dirty build.5 20260102 sha-0a1b2c3 linux.amd64; go_experiments: X:loopvar X:rangefunc,fieldtrack
routing_mode: retrieve_tools direct code_execution; go_patches: .0 .1 .12 rc1 beta1 .3-fips .3-co_2 rc1-go3`)

// The known checks of doctor_checks.
export const knownChecks = LIST.checks

// Wrong and unusual values. Values, numbers and schemas are JSON; @ is a valid midnight, # a valid id.
const ODD = readLists(/\|(?:\n )?/)(`
values: null|true|false|0|1|-1|""|"0"|"true"|"null"|"x"|[]|{}|[null]|[1]|{"a":1}|[[]]
numbers: 9007199254740992|-1|-0.5|0|1|7|0.5|1.5|1e-7|5e-324|1e17|1e21|-1e21|1e300|1.7976931348623157e308
schemas: 0|1|2|3|4|5|6|7|100|4294967298|9007199254740991|-1|2.5|"3"|null|true|[5]
keys: new_field|hostname|api_token|password||x|#0|a/b~c|ключ|😀|toString; slips: |-|_|é|x
texts: |someone-new|two words|dynamic|static|dev|completed_external|telemetry_disabled|${'x'.repeat(65)}
dates: 2026-02-30T00:00:00Z|2025-02-29T00:00:00Z|2024-02-29T00:00:00Z|2100-02-29T00:00:00Z|
 2026-01-01T24:00:00Z|2026-01-01T23:59:60Z|2026-01-01T12:60:00Z|2026-01-01t00:00:00z|2026-01-01|1767225600|
 @|@z|@+24:00|@-24:00|@+23:60|@-23:59|@-00:00|@+0100|@+01|@.Z|@,5Z|@.123456789012Z|@Z |2026-01-01 00:00:00Z|
 2026-1-1T00:00:00Z|2026-01-01T00:00Z|0000-01-01T00:00:00Z|10000-01-01T00:00:00Z|2026-13-01T00:00:00Z|
 2026-00-10T00:00:00Z|2026-04-31T00:00:00Z|2026-01-00T00:00:00Z|2000-02-29T00:00:00Z
ids: {#}|urn:uuid:#|#0|0#|# |DEC2E547-72F0-4B41-A0D6-8F3C82F29DF6|dec2e54772f04b41a0d68f3c82f29df6|#-0000|
 #_|gec2e547-72f0-4b41-a0d6-8f3c82f29df6|dec2e5472-72f-4b41-a0d6-8f3c82f29df6
versions: dev|v|1|v1.2|v1.2-rc.1|v1.2.3.4|v01.2.3|v1.2.3-|v1.2.3+|v1.2.3-a..b|v1.2.3-01|V1.2.3| v1.2.3|
 v1.2.3 |v1.2.3-é|latest|v-1.2.3|1.2.3-rc_1|v1.2.3+a+b|v1.2.3-${'a'.repeat(57)}|v1.2.3-${'a'.repeat(58)}
go: go1|go2.1|go1.22.|go1.22rc|go1.22.1rc1|Go1.22|1.22|go1.22-|go1.22 X:|go1.22 X:a,|devel|go1.022|go1.22-a-b
routes: GET /users/alice|GET api|get /api|GET  /api|GET /api//x|TRACE /api|GET /API|GET /api/123|GET /home/x|
 GET /tmp/|GET /api/{id|GET /api/{}|GET /api/{id:}|GET /api?x=1|GET | /api|UNMATCHED |unmatched|GET|
 GET /.git|GET /v1|GET /v|GET /a--b|GET /-a|GET /a%2fb|GET /usr|GET /devices|GET /dev|GET /**
codes: MCPX_NEW_CODE|MCPX_|mcpx_http_401|MCPX_http|MCPX_HTTP_4O1|HTTP_401|connection refused|MCPX_X Y|`)

// "name: item item; name: ..." -> { name: [item, item, ...] }. A line that begins with a space continues the last.
function readLists(separator) {
  const rows = (text) => [...text.matchAll(/(\w+): (.*?)(?=; |\n(?! )|$)/gs)]
  return (text) => Object.fromEntries(rows(text).map(([, name, items]) => [name, items.split(separator)]))
}

// Under Jest, each access of a global takes a microsecond, so they are copied here.
const { floor, imul, max, min } = Math
const { from, isArray } = Array
const { stringify } = JSON

const DAY = 86_400
const DIGITS = '0123456789'
const HEX = `${DIGITS}abcdef`

// A random stream that is the same for the same seed.
export function random(seed) {
  let state = seed >>> 0
  const draw = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const unit = () => (draw() * 2 ** 21 + (draw() >>> 11)) / 2 ** 53
  const below = (limit) => floor(unit() * limit)
  const chance = (share) => draw() < share * 2 ** 32
  const pick = (list) => list[floor((draw() / 2 ** 32) * list.length)]
  const some = (list, share) => list.filter(() => chance(share))
  const times = (length, make) => from({ length }, make)
  const text = (length, letters) => times(length, () => pick(letters)).join('')
  const shuffle = (list) => list.reduce((out, item) => out.toSpliced(below(out.length + 1), 0, item), [])
  return { below, chance, pick, some, times, text, shuffle }
}

const flag = (random) => random.chance(0.5)
const record = (keys, value) => Object.fromEntries(keys.map((key) => [key, value(key)]))

// Mostly small counts, sometimes a limit.
function count(random, most = Number.MAX_SAFE_INTEGER) {
  const limits = [0, 1, 100, 5000, 2 ** 31, 2 ** 32 + 1, most].filter((limit) => limit <= most)
  if (random.chance(0.1)) return random.pick(limits)
  return random.below(min(most, random.pick([1, 10, 100, 5000])) + 1)
}

const counts = (random, keys) => record(random.shuffle(keys), () => count(random))
const counted = (random, keys) => record(keys, () => max(1, count(random)))
const codeNames = (names) => names.map((name) => `MCPX_${name}`)

function uuid(random) {
  const letters = random.pick([HEX, HEX, HEX.toUpperCase(), DIGITS, `${HEX}ABCDEF`])
  return [8, 4, 4, 4, 12].map((length) => random.text(length, letters)).join('-')
}

function version(random) {
  const parts = (length) => random.times(length, () => random.below(random.pick([1, 10, 60, 3000]))).join('.')
  const start = random.pick(['v', 'v', ''])
  if (random.chance(0.15)) return start + parts(1 + random.below(2))
  const pre = random.chance(0.3) ? `-${random.pick(LIST.pre)}` : ''
  const build = random.chance(0.2) ? `+${random.pick(LIST.build)}` : ''
  const whole = start + parts(3) + pre + build
  return random.chance(0.02) ? `${whole}${pre || build ? '.' : '-'}${'x'.repeat(64)}`.slice(0, 64) : whole
}

function goVersion(random) {
  const base = `go1.${random.below(31)}`
  if (random.chance(0.08)) return `devel ${base}-${random.text(10, HEX)} Wed Nov 10 18:01:10 2021 +0000`
  const patch = random.chance(0.8) ? random.pick(LIST.go_patches) : ''
  return base + patch + (random.chance(0.15) ? ` ${random.pick(LIST.go_experiments)}` : '')
}

// A time (whole seconds since 1970) in any zone, sometimes with a fraction of a second.
function dateTime(random, seconds, withFraction) {
  const zone = random.pick(LIST.zones)
  const behind = Date.parse(`1970-01-01T00:00:00${zone}`)
  const fraction = withFraction && random.chance(0.4) ? `.${random.text(1 + random.below(9), DIGITS)}` : ''
  return new Date(seconds * 1000 - behind).toISOString().slice(0, 19) + fraction + zone
}

function moments(random) {
  const special = random.chance(0.1) && Date.parse(random.pick(LIST.moments)) / 1000
  const now = special || Date.UTC(2025) / 1000 + random.below(2000 * DAY)
  const edge = random.chance(0.2)
  const age = edge ? random.pick([0, 366 * DAY]) : 1 + random.below(366 * DAY - 1)
  const created = dateTime(random, now - age, !edge)
  return { timestamp: dateTime(random, now, !edge), anonymous_id_created_at: created }
}

// A random part of the whole for each key.
function split(random, whole, keys) {
  const marks = random.times(keys.length - 1, () => random.below(whole + 1)).sort((a, b) => a - b)
  return Object.fromEntries(keys.map((key, i) => [key, (marks[i] ?? whole) - (marks[i - 1] ?? 0)]))
}

function route(random) {
  const method = random.pick(LIST.methods)
  if (random.chance(0.1)) return random.pick(['UNMATCHED', `${method} UNMATCHED`])
  if (random.chance(0.7)) return `${method} ${random.pick(LIST.routes)}`
  const segments = random.times(1 + random.below(5), () => random.pick(LIST.segments))
  return `${method} /${segments.join('/')}${random.pick(['', '', '/'])}`
}

function restCalls(random) {
  const routes = random.times(random.below(9), () => route(random))
  return record(routes, () => counts(random, random.some(LIST.statuses, 0.3)))
}

function featureFlags(random, facts) {
  const flags = record(LIST.flags, () => flag(random))
  flags.quarantine_enabled = facts.quarantine_enabled
  flags.oauth_provider_types = random.some(LIST.providers, 0.4)
  if (facts.schema_version >= 3) flags.docker_available = facts.docker
  if (facts.schema_version < 5) return flags
  flags.docker_isolation_enabled = facts.isolation
  const sources = LIST.docker_cli_source.slice(0, facts.docker ? -1 : undefined) // absent is the last
  if (random.chance(0.8)) flags.docker_cli_source = random.pick(sources)
  return flags
}

function envKind(random, { env_markers: markers }) {
  if (!markers) return random.pick(LIST.env_kind)
  if (markers.has_cloud_ide_env) return 'cloud_ide'
  if (markers.has_ci_env) return 'ci'
  if (markers.is_container) return 'container'
  return markers.has_tty || markers.has_display ? 'interactive' : 'headless'
}

function activation(random) {
  const long = () => `z${random.text(random.pick([0, 1, 8, 63]), 'abc.-_')}`
  const name = () => (random.chance(0.8) ? random.pick(LIST.names) : long())
  const seen = [...new Set(random.times(random.pick([0, 1, 3, 8, 16]), name))]
  return {
    ...record(LIST.firsts, () => flag(random)),
    mcp_clients_seen_ever: seen.length === 0 && flag(random) ? null : seen,
    retrieve_tools_calls_24h: count(random),
    estimated_tokens_saved_24h_bucket: random.pick(LIST.tokens),
    configured_ide_count: count(random)
  }
}

function diagnostics(random, { schema_version: schema }) {
  const known = random.shuffle([...LIST.codes, ...(schema >= 5 ? LIST.codes_of_5 : [])])
  const codes = codeNames(known.slice(0, random.pick([0, 1, 2, 5, random.below(21), 20])))
  const attempted = count(random)
  return {
    ...(codes.length > 0 || flag(random) ? { error_code_counts_24h: counted(random, codes) } : {}),
    fix_attempted_24h: attempted,
    fix_succeeded_24h: count(random, attempted),
    unique_codes_ever: codes.length + count(random, 10)
  }
}

// Values that several fields must agree on. One with the name of a field is its value; undefined omits the field.
function agree(random, schema) {
  const current = version(random)
  const clients = random.shuffle(random.some(LIST.clients, random.pick([0, 0.3, 1])))
  const [servers, isolation] = [count(random), flag(random)]
  const engaged = random.pick([true, true, false, undefined])
  const step = () => (engaged ? random.pick(['completed', 'skipped', '', undefined]) : undefined)
  return {
    ...moments(random),
    ...{ schema_version: schema, version: current, current_version: current },
    ...{ isolation, docker: flag(random), quarantine_enabled: flag(random) },
    ...{ server_count: servers, connected_server_count: count(random, servers) },
    server_docker_isolated_count: count(random, schema < 5 || isolation ? servers : 0),
    server_protocol_counts: split(random, servers, LIST.protocols),
    env_markers: random.chance(0.8) ? record(LIST.markers, () => random.chance(0.3)) : undefined,
    connected_client_count: clients.length > 0 || flag(random) ? clients.length : undefined,
    connected_client_ids: clients.length > 0 || flag(random) ? clients : undefined,
    ...{ wizard_engaged: engaged, wizard_connect_step: step(), wizard_server_step: step() }
  }
}

// The fields that neither have to agree with others nor have a list of values.
const MAKE = {
  anonymous_id: uuid,
  go_version: goVersion,
  previous_version: (random) => (random.chance(0.3) ? '' : version(random)),
  last_startup_outcome: (random) => random.pick(['', ...LIST.last_startup_outcome]),
  surface_requests: (random) => counts(random, LIST.surfaces),
  builtin_tool_calls: (random) => counts(random, random.some(LIST.tools, 0.4)),
  rest_endpoint_calls: restCalls,
  feature_flags: featureFlags,
  error_category_counts: (random) => counted(random, random.some(LIST.categories, 0.3)),
  doctor_checks: (random) => record(random.some(LIST.checks, 0.5), () => counts(random, ['pass', 'fail'])),
  env_kind: envKind,
  activation,
  autostart_enabled: (random) => random.pick([true, false, null]),
  diagnostics
}

// A heartbeat of a schema version without errors, warnings and notes.
export function cleanHeartbeat(random, { schemaVersion }) {
  const facts = agree(random, schemaVersion)
  const listed = (name) => (name in LIST ? random.pick(LIST[name]) : count(random))
  const make = (name) => (name in MAKE ? MAKE[name](random, facts) : listed(name))
  const fields = [1, 2, 3, 4].slice(0, schemaVersion).flatMap((since) => LIST[`fields${since}`])
  const present = fields.filter((field) => !field.endsWith('?') || random.chance(0.8))
  const names = present.map((field) => field.replace('?', ''))
  const heartbeat = record(names, (name) => (name in facts ? facts[name] : make(name)))
  return JSON.parse(stringify(heartbeat)) // drops undefined members
}

// The payload that a proxy sends once when its user opts out.
export const beacon = (random) => ({ event: 'telemetry_disabled', anonymous_id: uuid(random) })

// The value as JSON with random blanks, escapes and order; plain JSON if that would exceed 8,192 bytes.
export function cleanText(random, value) {
  const [blanks, escapes, mixed] = [random.pick([0, 0.2, 0.6]), random.pick([0, 0.02, 0.3, 1]), flag(random)]
  const blank = () => (random.chance(blanks) ? random.pick([' ', '\n', '\t', '\r\n', '  ']) : '')
  const spell = (item) => blank() + spellValue(item) + blank()
  const spellValue = (item) => {
    if (typeof item === 'string') return spellString(random, item, escapes)
    if (item === null || typeof item !== 'object') return stringify(item)
    if (isArray(item)) return `[${item.map(spell).join(',') || blank()}]`
    const members = Object.entries(item).map(([key, member]) => `${spell(key)}:${spell(member)}`)
    return `{${(mixed ? random.shuffle(members) : members).join(',') || blank()}}`
  }
  const text = spell(value)
  return Buffer.byteLength(text) > 8192 ? stringify(value) : text
}

function spellString(random, value, share) {
  const hex = (unit) => unit.charCodeAt(0).toString(16).padStart(4, '0')
  const escaped = (unit) => `\\u${flag(random) ? hex(unit) : hex(unit).toUpperCase()}`
  const plain = (letter) => (letter === '/' && flag(random) ? '\\/' : stringify(letter).slice(1, -1))
  const spell = (letter) => (random.chance(share) ? letter.split('').map(escaped).join('') : plain(letter))
  // If few letters are escaped, most strings are written whole, because spelling each letter is slow.
  if (!random.chance(share * 8)) return stringify(value).replaceAll('/', flag(random) ? '\\/' : '/')
  return `"${from(value, spell).join('')}"`
}

const isHolder = (value) => value !== null && typeof value === 'object'
const isRecord = (value) => isHolder(value) && !isArray(value)
const isText = (value) => typeof value === 'string'
const isUuid = (value) => isText(value) && value.length === 36
const at = (pattern) => (_, key) => pattern.test(key)
const isMember = (pattern) => (_, key, holder) => isRecord(holder) && pattern.test(key)

// Every place of a tree: its holder (an object or array), its key and its value.
function places(tree) {
  const below = (value) => (isHolder(value) ? places(value) : [])
  return Object.entries(tree).flatMap(([key, value]) => [{ holder: tree, key, value }, ...below(value)])
}

// Mutations change one random place that `fits`, if there is one: `put` its value, `rename` its key.
const change = (fits, work) => (random, heartbeat) => {
  const place = random.pick(places(heartbeat).filter(({ value, key, holder }) => fits(value, key, holder)))
  if (place) work(random, place)
}
const put = (fits, remake) =>
  change(fits, (random, { holder, key, value }) => {
    holder[key] = structuredClone(remake(random, value))
  })
const rename = (pattern, remake) =>
  change(isMember(pattern), (random, { holder, key, value }) => {
    delete holder[key]
    holder[remake(random, key)] = value
  })
const set = (keys, make) => (random, heartbeat) => {
  heartbeat[random.pick(keys)] = make(random)
}
const one = (list) => (random) => random.pick(list)
const oneJson = (list) => (random) => JSON.parse(random.pick(list))

function misspell(random, text) {
  const letters = from(text)
  const place = random.below(letters.length)
  const letter = letters[place] ?? ''
  const near = [letter.repeat(2), letter.toUpperCase(), letter.toLowerCase(), `${letter} `, ...ODD.slips]
  return letters.toSpliced(place, 1, random.pick(near)).join('')
}

function misshape(random, list) {
  const odd = random.pick([...ODD.values.map((json) => JSON.parse(json)), ...ODD.texts, ...LIST.clients])
  const seventeen = LIST.names.slice(0, 17)
  return random.pick([seventeen, [...list, ...list], list.toReversed(), [...list, odd], { ...list }])
}

const misplace = (random, value) =>
  random.pick([[value], { value }, Object.values(value), Object.keys(value), stringify(value), {}])
const addUnknown = (random, value) => ({ ...value, [random.pick(ODD.keys)]: oneJson(ODD.values)(random) })

const MUTATIONS = [
  put(at(/^/), oneJson(ODD.values)),
  put((value) => typeof value === 'number', oneJson(ODD.numbers)),
  put((value) => typeof value === 'boolean', flag),
  put(isText, misspell),
  put(isText, one([...ODD.texts, ...Object.values(LIST).flat()])),
  put(isArray, misshape),
  put(isRecord, misplace),
  put(at(/^timestamp$|_at$/), (random) => random.pick(ODD.dates).replace('@', '2026-01-01T00:00:00')),
  put(at(/^(current_|previous_)?version$/), one(ODD.versions)),
  put(isUuid, (random, id) => random.pick(ODD.ids).replace('#', id)),
  put(at(/^go_version$/), one(ODD.go)),
  put(at(/^error_code_counts_24h$/), (random) => counted(random, codeNames(LIST.codes.slice(0, 21)))),
  rename(/^/, misspell),
  rename(/ |^UNMATCHED$/, one(ODD.routes)),
  rename(/^MCPX_/, one(ODD.codes)),
  change(at(/^/), (_, { holder, key }) => (isRecord(holder) ? delete holder[key] : holder.splice(key, 1))),
  put(isRecord, addUnknown),
  set(ODD.keys, oneJson(ODD.values)),
  set(['schema_version'], oneJson(ODD.schemas)),
  set(['event', 'wizard_connect_step', 'routing_mode'], one(ODD.texts))
]

// A copy with one to three mutations. Sometimes it is still clean.
export function mutate(random, heartbeat) {
  const changed = structuredClone(heartbeat)
  for (let left = 1 + random.below(3); left > 0; left--) random.pick(MUTATIONS)(random, changed)
  return changed
}
