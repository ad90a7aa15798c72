// text.js: numbers, shares, days and names as the dashboard writes them.

const NUMBER = new Intl.NumberFormat('en')
const DAY = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' })

export const count = (number) => NUMBER.format(number)
export const ratio = (part, whole) => (whole ? part / whole : 0)
export const percent = (share) => `${(100 * share).toFixed(1)}%`

// "+3.2", "−3.2"; "0.0" has no sign.
export function points(share) {
  const text = Math.abs(100 * share).toFixed(1)
  return Number(text) === 0 ? text : `${share < 0 ? '−' : '+'}${text}`
}

export const dayText = (day) => DAY.format(Date.parse(day))

const SYSTEMS = { darwin: 'macOS', linux: 'Linux', windows: 'Windows', freebsd: 'FreeBSD' }
export const systemName = (name) => SYSTEMS[name] ?? name

// v0.9.0 before v0.10.0.
export const compareReleases = (a, b) => a.localeCompare(b, 'en', { numeric: true })
