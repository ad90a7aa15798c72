// stats_filter.js: the parameters of GET /v1/stats -> the values that the panels' queries are run with.
import { dayOf } from './row.js'

const DAY_MS = 86_400_000
const DAYS = 30 // without parameters
const DAYS_MAX = 366

const FORMS = {
  from: /^\d{4}-\d\d-\d\d$/,
  to: /^\d{4}-\d\d-\d\d$/,
  release: /^(?:v[0-9][0-9A-Za-z.+-]{0,63}|dev|unknown)$/,
  os: /^[a-z0-9]{1,16}$/,
  schema: /^[1-9]\d{0,8}$/
}

const isDay = (text) => !Number.isNaN(Date.parse(text)) && dayOf(Date.parse(text)) === text

// null if a parameter is unknown, given twice or has a wrong value. The period includes both days.
export function filterOf(params, now) {
  const isValid = ([name, value]) => Object.hasOwn(FORMS, name) && FORMS[name].test(value)
  const given = [...params]
  const values = Object.fromEntries(given)
  if (!given.every(isValid) || Object.keys(values).length < given.length) return null
  const { to = dayOf(now), release = null, os = null, schema = null } = values
  if (!isDay(to)) return null
  const { from = dayOf(Date.parse(to) - (DAYS - 1) * DAY_MS) } = values
  if (!isDay(from) || from > to || Date.parse(to) - Date.parse(from) >= DAYS_MAX * DAY_MS) return null
  const version = schema && Number(schema)
  return {
    period: [from, to],
    values: [release, os, version],
    about: { from, to, release, os, schema: version }
  }
}
