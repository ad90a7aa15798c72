// fleet_files.js: the figures of a fleet -> Markdown for a job summary or an issue, and CSV for a spreadsheet.
import { fleetTotals, GROUP_COLUMNS, percent, ratio } from '../../shared/fleet.js'
import { comparison, groupsOf, sectionsOf } from './fleet_text.js'
import { markdownTable } from './markdown.js'

// Names in the tables are ours, or those of releases, days, editions and known clients.
const cell = (value) => (/[",]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value)
const csvOf = (rows) => rows.map((row) => `${row.map(cell).join(',')}\n`).join('')

const section = (title, table) => `\n### ${title}\n\n${table}`
const share = (part, whole) => `${part} (${percent(ratio(part, whole))})`

// ---- One period ----

export function reportMarkdown(figures, by) {
  const totals = fleetTotals(figures).map(([label, count]) => `- ${label}: ${count}\n`)
  const states = sectionsOf(figures).map(([title, rows]) =>
    section(
      title,
      markdownTable(
        ['name', 'installs', 'share'],
        rows.map(({ label, installs }) => [label, installs, percent(ratio(installs, figures.installs))])
      )
    )
  )
  const groups = groupsOf(figures, by).map(({ title, rows }) =>
    section(
      title,
      markdownTable(
        ['name', 'installs', ...GROUP_COLUMNS.map((name) => name.toLowerCase())],
        rows.map(({ name, installs, parts }) => [
          name,
          installs,
          ...parts.map((part) => share(part, installs))
        ])
      )
    )
  )
  return `## Fleet report\n\n${[totals.join(''), ...states, ...groups].join('')}`
}

// Long rows, of which a pivot table can be made: `installs` of the `of` that the figure could have.
export function reportCsv(figures, by) {
  const totals = fleetTotals(figures).map(([label, count]) => ['Totals', label, count, ''])
  const states = sectionsOf(figures).flatMap(([title, rows]) =>
    rows.map(({ label, installs }) => [title, label, installs, figures.installs])
  )
  const groups = groupsOf(figures, by).flatMap(({ title, rows }) =>
    rows.flatMap(({ name, installs, parts }) => [
      [title, name, installs, figures.installs],
      ...parts.map((part, i) => [`${title}: ${GROUP_COLUMNS[i]}`, name, part, installs])
    ])
  )
  return csvOf([['table', 'name', 'installs', 'of'], ...totals, ...states, ...groups])
}

// ---- Two periods ----

const HEAD = ['group', 'share', 'before', 'after']

export const comparisonMarkdown = (before, after, by) =>
  markdownTable(
    HEAD,
    comparison(before, after, by).map(({ group, name, ...row }) => [
      group ?? 'all',
      name,
      percent(row.before),
      percent(row.after)
    ])
  )

export const comparisonCsv = (before, after, by) =>
  csvOf([
    HEAD,
    ...comparison(before, after, by).map(({ group, name, ...row }) => [
      group ?? 'all',
      name,
      row.before.toFixed(4),
      row.after.toFixed(4)
    ])
  ])
