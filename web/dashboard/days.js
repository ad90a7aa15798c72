// days.js: days in UTC, as 2026-05-11.

const DAY_MS = 86_400_000

export const dayOf = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 10)

// The day some days later, or earlier for a negative number.
export const addDays = (day, days) => dayOf(Date.parse(day) + days * DAY_MS)

// A period of this many days, which includes both ends.
export const periodOf = (days, last) => ({ from: addDays(last, 1 - days), to: last })

export function daysOf({ from, to }) {
  const days = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
