// chart.js: a chart { days, series, marks } -> SVG of a width in pixels. Text keeps its size at every width.
import { isExact } from './hidden.js'
import { count, dayText, percent } from './text.js'

const HEIGHT = 200
const TOP = 24
const BOTTOM = 24
const LEFT = 48
const RIGHT = 12
const LABEL_WIDTH = 80 // of a day
const LAST_WIDTH = 56 // of the share beside the last point
const TICKS = [1, 2, 4, 8, 12, 16, 20, 40, 60, 80]

function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children.flat(Infinity))
  return element
}

// The end of an axis: a number that four steps divide well.
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value || 1))
  return (TICKS.find((tick) => tick * power >= value) ?? 100) * power
}

// The days that have a label: the first and the last one, and some between them at about equal distances.
function labeledDays(count, room) {
  const last = count - 1
  const steps = Math.max(1, Math.min(last, Math.floor(room / LABEL_WIDTH)))
  return [...new Set(Array.from({ length: steps + 1 }, (_, i) => Math.round((i * last) / steps)))]
}

function axes({ days, width, max, text, xOf, yOf, right }) {
  const end = width - right
  const lines = [0, 0.25, 0.5, 0.75, 1].map((share) => [
    svg('line', {
      class: share ? 'grid' : 'axis',
      x1: LEFT,
      x2: end,
      y1: yOf(share * max),
      y2: yOf(share * max)
    }),
    svg('text', { x: LEFT - 6, y: yOf(share * max) + 4, 'text-anchor': 'end' }, text(share * max))
  ])
  const labels = labeledDays(days.length, end - LEFT).map((i) =>
    svg(
      'text',
      { x: Math.min(xOf(i), width - LABEL_WIDTH / 4), y: HEIGHT - 6, 'text-anchor': i ? 'middle' : 'start' },
      dayText(days[i])
    )
  )
  return [lines, labels]
}

function frame({ days }, width, { max, text, inset, right = RIGHT }) {
  const plot = width - LEFT - right
  const xOf = (i) =>
    LEFT + (inset ? ((i + 0.5) * plot) / days.length : (i * plot) / Math.max(1, days.length - 1))
  const yOf = (value) => HEIGHT - BOTTOM - (value / max) * (HEIGHT - BOTTOM - TOP)
  return { xOf, yOf, axes: axes({ days, width, max, text, xOf, yOf, right }) }
}

const picture = (width, label, ...children) =>
  svg(
    'svg',
    { class: 'plot', viewBox: `0 0 ${width} ${HEIGHT}`, height: HEIGHT, role: 'img', 'aria-label': label },
    children
  )

// ---- Lines ----

// The runs of days [{ i, low, high }] for which `isIn(share)`.
function runsOf(shares, isIn) {
  const runs = [[]]
  shares.forEach((share, i) => {
    if (share && isIn(share)) runs.at(-1).push({ i, ...share })
    else if (runs.at(-1).length) runs.push([])
  })
  return runs.filter(({ length }) => length)
}

const pathOf = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`

// The area between two lines over the same days. A single day is as wide as its half days.
function areaOf(points, top, bottom, half) {
  const wide = points.length > 1 ? points : [-half, half].map((shift) => ({ ...points[0], shift }))
  const line = (place) => wide.map((point) => place(point))
  return `${pathOf([...line(top), ...line(bottom).reverse()])}Z`
}

// Vertical lines where a release appears. A label that would run into the one before is left out.
function marksOf({ marks, days }, xOf) {
  let free = 0
  return marks.map(({ release, day }) => {
    const x = xOf(days.indexOf(day))
    const hasRoom = x > free
    if (hasRoom) free = x + 21 + 7 * release.length
    return [
      svg('line', { class: 'mark', x1: x, x2: x, y1: hasRoom ? 4 : TOP, y2: HEIGHT - BOTTOM }),
      hasRoom ? svg('text', { x: x + 4, y: 14 }, release) : []
    ]
  })
}

// Where the share of a day is a range, a band is drawn in place of the line. It reaches to the days beside it.
function bands(shares, pointAt, half) {
  const isBand = (share) => share && !isExact(share)
  const isBandOrBeside = (share, i) => isBand(share) || isBand(shares[i - 1]) || isBand(shares[i + 1])
  const near = shares.map((share, i) => (isBandOrBeside(share, i) ? share : null))
  return runsOf(near, () => true).map((points) =>
    svg('path', {
      class: 'band',
      d: areaOf(
        points,
        ({ i, high, shift }) => pointAt(i, high, shift),
        ({ i, low, shift }) => pointAt(i, low, shift),
        half
      )
    })
  )
}

const dot = ([x, y], r) => svg('circle', { class: 'fill-key', cx: x, cy: y, r })

// The share of the last day, beside its point. A range has none: the large figure says it.
function lastPoint({ shares, last }, pointAt) {
  if (!isExact(shares[last.index])) return []
  const [x, y] = pointAt(last.index, shares[last.index].low)
  return [dot([x, y], 3.5), svg('text', { class: 'strong', x: x + 7, y: y + 4 }, last.text)]
}

// `shares` has { low, high } or null per day.
export function lineChart(chart, width, label) {
  const { shares, baseline } = chart
  const highs = shares.map((share) => share?.high ?? 0)
  const max = roundUp(Math.max(...highs, baseline ?? 0, 0.01) * 100) / 100
  const text = (share) => `${+(100 * share).toFixed(2)}%`
  const { xOf, yOf, axes } = frame(chart, width, { max, text, right: LAST_WIDTH })
  const pointAt = (i, value, shift = 0) => [xOf(i) + shift, yOf(value)]
  const half = Math.min(Math.max(2, (xOf(1) - xOf(0)) / 2), 12)
  const runs = runsOf(shares, isExact)
  const lines = runs.filter(({ length }) => length > 1)
  const dots = runs.filter(({ length }) => length === 1) // a day without neighbors
  const top = ({ i, high, shift }) => pointAt(i, high, shift)
  const ground = ({ i, shift }) => pointAt(i, 0, shift)
  return picture(width, label, [
    ...[axes, marksOf(chart, xOf), bands(shares, pointAt, half)],
    lines.map((points) => svg('path', { class: 'area', d: areaOf(points, top, ground, half) })),
    baseline === null
      ? []
      : svg('line', {
          class: 'line-base',
          x1: LEFT,
          x2: width - LAST_WIDTH,
          y1: yOf(baseline),
          y2: yOf(baseline)
        }),
    lines.map((points) => svg('path', { class: 'line', d: pathOf(points.map(top)) })),
    dots.map(([point]) => dot(top(point), 2.5)),
    lastPoint(chart, pointAt)
  ])
}

// ---- Bars ----

function hatching() {
  const back = svg('rect', { class: 'hatch-back', width: 5, height: 5 })
  const stripe = svg('rect', { class: 'hatch-stripe', width: 1.6, height: 5 })
  const options = {
    id: 'hatch',
    width: 5,
    height: 5,
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)'
  }
  return svg('defs', {}, svg('pattern', options, back, stripe))
}

const totalOf = (series, i) => series.reduce((sum, { values }) => sum + values[i], 0)

// With `isShare`, each day is 100 %.
export function stackChart({ days, series }, width, label, { isShare }) {
  const totals = days.map((_, i) => totalOf(series, i))
  const max = isShare ? 1 : roundUp(Math.max(...totals, 4))
  const text = isShare
    ? (share) => `${100 * share}%`
    : (value) => (Number.isInteger(value) ? count(value) : '')
  const { xOf, yOf, axes } = frame({ days }, width, { max, text, inset: true })
  const thickness = Math.max(1, ((width - LEFT - RIGHT) / days.length) * 0.72)
  const bar = (i) => {
    let below = 0
    return series.map(({ name, tone, values, isHidden }) => {
      const size = isShare ? values[i] / (totals[i] || 1) : values[i]
      const [top, bottom] = [yOf(below + size), yOf(below)]
      below += size
      if (!values[i]) return []
      const figure = `: ${count(values[i])}${isShare ? ` (${percent(size)})` : ''}`
      const about = `${dayText(days[i])}, ${name}${isHidden ? '' : figure}`
      const place = {
        x: xOf(i) - thickness / 2,
        y: top,
        width: thickness,
        height: Math.max(0.5, bottom - top - 0.75)
      }
      return svg('rect', { class: `fill-${tone}`, ...place }, svg('title', {}, about))
    })
  }
  return picture(
    width,
    label,
    hatching(),
    axes,
    days.map((_, i) => bar(i))
  )
}

// The share of a full bar, for a list of shares.
export const fullShare = (shares) => Math.min(1, roundUp(100 * Math.max(...shares, 0.01)) / 100)

// A bar of a share, for a row of a table.
export const shareBar = (share, tone) =>
  svg(
    'svg',
    { class: 'bar', 'aria-hidden': 'true' },
    svg('rect', { class: 'fill-track', width: '100%', height: '100%' }),
    svg('rect', { class: `fill-${tone}`, width: `${(100 * share).toFixed(1)}%`, height: '100%' })
  )
