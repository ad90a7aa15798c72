// report_form.js: which members the report of a fleet has, in which order: is a value a report of this release?
import { isObject } from './json_text.js'

export const VERSION = 'version' // of the library that made the report
const FORMAT_VERSION = 'format_version' // of the document of the command
export const CODES = 'codes'
export const STATES = ['docker_available', 'docker_isolation_enabled', 'docker_cli_source']
const PAYLOAD_COUNTS = [
  ...['payloads', 'heartbeats', 'opt_out_beacons', 'neither', 'with_errors', 'repeated', 'not_counted']
]
export const HEAD = [VERSION, FORMAT_VERSION]
// Only reports made with --by have these.
export const CHOSEN_GROUPS = ['by_release', 'by_edition', 'by_day', 'by_client']

// Names are printed, so they cannot have characters that control a terminal.
const GROUP_NAME = /^[A-Za-z0-9.+-]{1,64}$/

export const isGroups = (name) => name.startsWith('by_')

// Whether a value has a number above the largest integer that all JSON parsers read alike.
export const hasInexact = (value) =>
  typeof value === 'number'
    ? value > Number.MAX_SAFE_INTEGER
    : typeof value === 'object' && value !== null && Object.values(value).some(hasInexact)

// What groups have of a report.
export const onlyFigures = (report) =>
  Object.fromEntries(
    Object.entries(report).filter(([name]) => ![...HEAD, ...PAYLOAD_COUNTS].includes(name) && !isGroups(name))
  )

// What a report of this release may have: `empty` is a report on nothing. Codes and the names of groups are in the order
// of a report; null stands for all codes outside the catalog. JavaScript lists names that are numbers before others.
export function modelOf(mcpx) {
  const versions = Array.from({ length: mcpx.schemaVersion }, (_, i) => String(i + 1))
  const systems = mcpx.schema().$defs.heartbeat.properties.os.enum
  return {
    version: mcpx.version,
    empty: mcpx.report([]),
    codes: [...mcpx.catalog().map(({ code }) => code), null],
    groups: { by_schema_version: [...versions, 'unknown', 'newer'], by_os: [...systems, 'unknown'] }
  }
}

const isCount = (value) => Number.isSafeInteger(value) && value >= 0

const isCode = (row, { codes }) =>
  isObject(row) &&
  Object.keys(row).length === 3 &&
  codes.includes(row.code) &&
  isCount(row.installs) &&
  isCount(row.count)

const isCodeList = (list, model) =>
  Array.isArray(list) &&
  list.every((row) => isCode(row, model)) &&
  new Set(list.map(({ code }) => code)).size === list.length

const isGroupName = (name, known) => (known ? known.includes(name) : GROUP_NAME.test(name))

const areGroups = (groups, known, model) =>
  isObject(groups) &&
  Object.entries(groups).every(
    ([name, group]) => isGroupName(name, known) && hasMembers(group, onlyFigures(model.empty), model)
  )

// Whether `value` has exactly the members of `shape`, with counts where the shape has counts.
function hasMembers(value, shape, model, isExtra = () => false) {
  if (!isObject(value)) return false
  const names = Object.keys(shape)
  return (
    Object.keys(value).every((name) => names.includes(name) || isExtra(name)) &&
    names.every((name) => {
      if (name === CODES) return isCodeList(value.codes, model)
      if (isGroups(name)) return areGroups(value[name], model.groups[name], model)
      return typeof shape[name] === 'number'
        ? isCount(value[name])
        : hasMembers(value[name], shape[name], model)
    })
  )
}

const isOptional = (name) => HEAD.includes(name) || CHOSEN_GROUPS.includes(name)

// Whether a value is a report of the release of the model, or, if that is null, of any release with the same members.
export function isReport(value, model) {
  if (
    !isObject(value) ||
    !isCount(value[FORMAT_VERSION] ?? 0) ||
    (model.version !== null && value[VERSION] !== model.version)
  )
    return false
  const chosen = CHOSEN_GROUPS.filter((name) => Object.hasOwn(value, name))
  return (
    hasMembers(value, model.empty, model, isOptional) &&
    chosen.every((name) => areGroups(value[name], null, model))
  )
}
