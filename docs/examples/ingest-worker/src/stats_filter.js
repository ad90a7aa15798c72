// stats_filter.js: the parameters of GET /v1/stats -> the values that the panels' queries are run with.
import { SYSTEMS } from './library.js'
import { dayOf, OTHER, releaseName, SCHEMA_MAX, UNKNOWN } from './row.js'

const DAY_MS = 86_400_000
const DAYS = 30 // without parameters
const DAYS_MAX = 366
const DAY = /^[1-9]\d{3}-\d\d-\d\d$/
const SCHEMA = /^[1-9]\d*$/
const REST = [OTHER, UNKNOWN]

// What people call a system.
const ALIASES = { macos: 'darwin' }

// ---- A value -> what the queries need; null if it is wrong ----

function readDay(text) {
  const isDay = DAY.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(Date.parse(text)) === text
  return isDay ? text : null
}

function readRelease(text) {
  const name = text.toLowerCase()
  return REST.includes(name) ? name : releaseName(name)
}

function readSystem(text) {
  const name = text.toLowerCase()
  const system = Object.hasOwn(ALIASES, name) ? ALIASES[name] : name
  return [...SYSTEMS, ...REST].find((known) => known === system) ?? null
}

const readSchema = (text) => (SCHEMA.test(text) && Number(text) <= SCHEMA_MAX ? Number(text) : null)

const PARAMETERS = {
  from: { read: readDay, expected: 'a day such as 2026-05-01' },
  to: { read: readDay, expected: 'a day such as 2026-05-31' },
  release: { read: readRelease, expected: 'a release such as v0.31.2, or dev, other or unknown' },
  os: { read: readSystem, expected: `one of ${SYSTEMS.join(', ')}, other and unknown` },
  schema: { read: readSchema, expected: 'a schema version such as 5' }
}
const NAMES = Object.keys(PARAMETERS)

// ---- All parameters ----

// A parameter is named, and its value is not repeated.
const wrong = (parameter, expected) => ({
  problem: { error: `"${parameter}" must be ${expected}.`, parameter }
})

function readAll(params) {
  const values = {}
  for (const [name, text] of params) {
    if (!Object.hasOwn(PARAMETERS, name))
      return { problem: { error: `A parameter is unknown. The parameters are ${NAMES.join(', ')}.` } }
    const { read, expected } = PARAMETERS[name]
    if (Object.hasOwn(values, name)) return wrong(name, 'given once')
    values[name] = read(text)
    if (values[name] === null) return wrong(name, expected)
  }
  return { values }
}

// { filter }, or { problem } with what is wrong. The period includes both days.
export function filterOf(params, now) {
  const { values, problem } = readAll(params)
  if (problem) return { problem }
  const { to = dayOf(now), release = null, os = null, schema = null } = values
  const { from = dayOf(Date.parse(to) - (DAYS - 1) * DAY_MS) } = values
  if (from > to) return wrong('from', 'a day that is not after "to"')
  if (Date.parse(to) - Date.parse(from) >= DAYS_MAX * DAY_MS)
    return wrong('from', `a day less than ${DAYS_MAX} days before "to"`)
  return {
    filter: { period: [from, to], values: [release, os, schema], about: { from, to, release, os, schema } }
  }
}
