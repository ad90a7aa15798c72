// hidden.js: what is known about a group that an answer leaves out because it has fewer than 5 machines.

// Machines, because one machine can send any number of random ids.
export const MACHINES_MIN = 5

// The machines of a group as a range. null where the whole is not known either.
export function rangeOf(part, whole) {
  if (whole === null) return null
  if (part !== null) return { low: part, high: part, whole }
  return { low: 0, high: Math.min(MACHINES_MIN - 1, whole), whole }
}

export const isExact = ({ low, high }) => low === high

// The share of the machines of several days.
export function shareOf(ranges) {
  const sum = (member) => ranges.reduce((total, range) => total + range[member], 0)
  const whole = sum('whole')
  return whole ? { low: sum('low') / whole, high: sum('high') / whole } : null
}

const WINDOW_MAX = 7

// How a share changed: { days, low, high, before }: from the first days to the last ones, a week of each where the
// period is long enough, by at least `low` and at most `high`. null for fewer than two days.
export function changeOf(ranges) {
  const known = ranges.filter((range) => range !== null)
  const days = Math.min(WINDOW_MAX, Math.floor(known.length / 2))
  if (!days) return null
  const [before, after] = [shareOf(known.slice(0, days)), shareOf(known.slice(-days))]
  return { days, low: after.low - before.high, high: after.high - before.low, before }
}
