// heartbeats.js: a seed -> random heartbeats without findings, and mutations of them.
import { LIST, ODD } from './heartbeat_words.js'

// The known checks of doctor_checks.
export const knownChecks = LIST.checks

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
// The largest count that is plausible.
const COUNT_MAX = 9_999_999_999

function count(random, most = COUNT_MAX) {
  const limits = [0, 1, 100, 5000, 2 ** 31, 2 ** 32 + 1, most].filter((limit) => limit <= most)
  if (random.chance(0.1)) return random.pick(limits)
  return random.below(min(most, random.pick([1, 10, 100, 5000])) + 1)
}

const counts = (random, keys) => record(random.shuffle(keys), () => count(random))
const counted = (random, keys) => record(keys, () => max(1, count(random)))
const codeNames = (names) => names.map((name) => `MCPX_${name}`)

// Of version 4.
function uuid(random) {
  const letters = random.pick([HEX, HEX, HEX.toUpperCase(), DIGITS, `${HEX}ABCDEF`])
  const [first, second, third, fourth, last] = [8, 4, 3, 3, 12].map((length) => random.text(length, letters))
  return `${first}-${second}-4${third}-${random.pick('89')}${fourth}-${last}`
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
  const hasMore = !patch.includes('X:') && random.chance(0.15)
  return base + patch + (hasMore ? ` ${random.pick(LIST.go_experiments)}` : '')
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
  if (facts.schema_version < 8) return flags
  flags.deep_scan_enabled = flag(random)
  if (flag(random)) flags.aggregate_upstream_prompts = flag(random)
  return flags
}

function envKind(random, { env_markers: markers }) {
  if (!markers) return random.pick(LIST.env_kind)
  if (markers.has_cloud_ide_env) return 'cloud_ide'
  if (markers.has_ci_env) return 'ci'
  if (markers.is_container) return 'container'
  return markers.has_tty || markers.has_display ? 'interactive' : 'headless'
}

function activation(random, { schema_version: schema }) {
  const long = () => `z${random.text(random.pick([0, 1, 8, 63]), 'abc.-_')}`
  const name = () => (random.chance(0.8) ? random.pick(LIST.names) : long())
  const seen = [...new Set(random.times(random.pick([0, 1, 3, 8, 16]), name))]
  return {
    ...record(LIST.firsts, () => flag(random)),
    first_real_tool_call_ever: schema >= 7 && random.chance(0.8) ? flag(random) : undefined,
    mcp_clients_seen_ever: seen.length === 0 && flag(random) ? null : seen,
    retrieve_tools_calls_24h: count(random),
    estimated_tokens_saved_24h_bucket: random.pick(LIST.tokens),
    configured_ide_count: count(random)
  }
}

const codesOf = (schema) => [
  ...LIST.codes,
  ...(schema >= 5 ? LIST.codes_of_5 : []),
  ...(schema >= 8 ? LIST.codes_of_8 : [])
]

function tpaScanner(random) {
  const completed = count(random)
  const found = count(random, completed)
  const rest = counted(random, random.some(LIST.severities.slice(1), 0.3))
  return {
    scans_completed: completed,
    scans_failed: count(random),
    scans_with_findings: found,
    findings: found > 0 ? { ...rest, critical: max(found, count(random)) } : undefined
  }
}

// A small count for each of some reasons; their sum is the count of all.
function preflight(random) {
  const reasons = record(random.some(LIST.reasons, 0.3), () => 1 + random.below(1000))
  const blocks = Object.values(reasons).reduce((sum, one) => sum + one, 0)
  return {
    ...counts(random, LIST.preflight),
    availability_block_24h: blocks,
    availability_block_reasons_24h: blocks > 0 || flag(random) ? reasons : undefined
  }
}

function days(random) {
  const age = count(random)
  return { days_since_install: age, active_days_30d: 1 + random.below(min(30, age + 1)) }
}

function diagnostics(random, { schema_version: schema }) {
  const known = random.shuffle(codesOf(schema))
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
  const step = (...more) =>
    engaged ? random.pick(['completed', 'skipped', '', undefined, ...more]) : undefined
  return {
    ...moments(random),
    ...days(random),
    ...{ schema_version: schema, version: current, current_version: current },
    ...{ isolation, docker: flag(random), quarantine_enabled: flag(random) },
    ...{ server_count: servers, connected_server_count: count(random, servers) },
    server_docker_isolated_count: count(random, schema < 5 || isolation ? servers : 0),
    server_protocol_counts: split(random, servers, LIST.protocols),
    env_markers: random.chance(0.8) ? record(LIST.markers, () => random.chance(0.3)) : undefined,
    connected_client_count: clients.length > 0 || flag(random) ? clients.length : undefined,
    connected_client_ids: clients.length > 0 || flag(random) ? clients : undefined,
    ...{ wizard_engaged: engaged, wizard_server_step: step() },
    wizard_connect_step: schema >= 7 ? step('completed_external') : step()
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
  error_category_counts: (random, { schema_version: schema }) =>
    counted(random, random.some([...LIST.categories, ...(schema >= 7 ? LIST.categories_of_7 : [])], 0.3)),
  doctor_checks: (random) => record(random.some(LIST.checks, 0.5), () => counts(random, ['pass', 'fail'])),
  env_kind: envKind,
  activation,
  autostart_enabled: (random) => random.pick([true, false, null]),
  diagnostics,
  machine_id: (random) => random.text(64, random.pick([HEX, HEX, HEX, DIGITS])),
  wizard_shown: flag,
  last_error_code: (random, { schema_version: schema }) => `MCPX_${random.pick(codesOf(schema))}`,
  tpa_scanner: tpaScanner,
  preflight
}

// The versions that added fields to the payload itself.
const FIELD_VERSIONS = [1, 2, 3, 4, 6, 7, 8]

// A heartbeat of a schema version without errors, warnings and notes.
export function cleanHeartbeat(random, { schemaVersion }) {
  const facts = agree(random, schemaVersion)
  const listed = (name) => (name in LIST ? random.pick(LIST[name]) : count(random))
  const make = (name) => (name in MAKE ? MAKE[name](random, facts) : listed(name))
  const fields = FIELD_VERSIONS.filter((since) => since <= schemaVersion).flatMap(
    (since) => LIST[`fields${since}`]
  )
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
    // A known key with an escape is a warning.
    const spellKey = (key) => blank() + stringify(key) + blank()
    const members = Object.entries(item).map(([key, member]) => `${spellKey(key)}:${spell(member)}`)
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
