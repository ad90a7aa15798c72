// chart.js: a chart { days, series, marks } -> SVG of a width in pixels. Text keeps its size at every width.
import { count, dayText, percent } from './text.js'

const HEIGHT = 200
const TOP = 24
const BOTTOM = 24
const LEFT = 48
const RIGHT = 12
const LABEL_WIDTH = 80 // of a day
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

function axes({ days, width, max, text, xOf, yOf }) {
  const right = width - RIGHT
  const lines = [0, 0.25, 0.5, 0.75, 1].map((share) => [
    svg('line', {
      class: share ? 'grid' : 'axis',
      x1: LEFT,
      x2: right,
      y1: yOf(share * max),
      y2: yOf(share * max)
    }),
    share % 0.5 === 0
      ? svg('text', { x: LEFT - 6, y: yOf(share * max) + 4, 'text-anchor': 'end' }, text(share * max))
      : []
  ])
  const step = Math.max(1, Math.ceil(days.length / Math.max(1, Math.floor((right - LEFT) / LABEL_WIDTH))))
  const labels = days.map((day, i) =>
    i % step
      ? []
      : svg('text', { x: xOf(i), y: HEIGHT - 6, 'text-anchor': i ? 'middle' : 'start' }, dayText(day))
  )
  return [lines, labels]
}

function frame({ days }, width, { max, text, inset }) {
  const plot = width - LEFT - RIGHT
  const xOf = (i) =>
    LEFT + (inset ? ((i + 0.5) * plot) / days.length : (i * plot) / Math.max(1, days.length - 1))
  const yOf = (value) => HEIGHT - BOTTOM - (value / max) * (HEIGHT - BOTTOM - TOP)
  return { xOf, yOf, axes: axes({ days, width, max, text, xOf, yOf }) }
}

const picture = (width, label, ...children) =>
  svg(
    'svg',
    { class: 'plot', viewBox: `0 0 ${width} ${HEIGHT}`, height: HEIGHT, role: 'img', 'aria-label': label },
    children
  )

// ---- Lines ----

// The runs of values that are known, as lists of points.
function runsOf(values, pointOf) {
  const runs = [[]]
  values.forEach((value, i) => {
    if (value !== null) runs.at(-1).push(pointOf(value, i))
    else if (runs.at(-1).length) runs.push([])
  })
  return runs.filter(({ length }) => length)
}

const pathOf = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`

function area(points, bottom) {
  return `${pathOf(points)}L${points.at(-1)[0].toFixed(1)} ${bottom}L${points[0][0].toFixed(1)} ${bottom}Z`
}

// Vertical lines where a release appears. A label that would run into the one before is left out.
function marksOf({ marks, days }, xOf) {
  let free = 0
  return marks.map(({ release, day }) => {
    const x = xOf(days.indexOf(day))
    const hasRoom = x > free
    if (hasRoom) free = x + 70
    return [
      svg('line', { class: 'mark', x1: x, x2: x, y1: hasRoom ? 4 : TOP, y2: HEIGHT - BOTTOM }),
      hasRoom ? svg('text', { x: x + 4, y: 14 }, release) : []
    ]
  })
}

export function lineChart(chart, width, label) {
  const [{ values }] = chart.series
  const max = roundUp(Math.max(...values, 0.01) * 100) / 100
  const { xOf, yOf, axes } = frame(chart, width, { max, text: (share) => `${+(100 * share).toFixed(1)}%` })
  const runs = runsOf(values, (value, i) => [xOf(i), yOf(value)])
  const bottom = yOf(0)
  return picture(width, label, axes, marksOf(chart, xOf), [
    runs.map((points) => svg('path', { class: 'area', d: area(points, bottom) })),
    runs.map((points) => svg('path', { class: 'line', d: pathOf(points) })),
    runs.length
      ? svg('circle', { class: 'fill-key', cx: runs.at(-1).at(-1)[0], cy: runs.at(-1).at(-1)[1], r: 3.5 })
      : []
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
  const text = isShare ? (share) => `${100 * share}%` : count
  const { xOf, yOf, axes } = frame({ days }, width, { max, text, inset: true })
  const thickness = Math.max(1, ((width - LEFT - RIGHT) / days.length) * 0.72)
  const bar = (i) => {
    let below = 0
    return series.map(({ name, tone, values }) => {
      const size = isShare ? values[i] / (totals[i] || 1) : values[i]
      const [top, bottom] = [yOf(below + size), yOf(below)]
      below += size
      if (!values[i]) return []
      const about = `${dayText(days[i])}, ${name}: ${count(values[i])}${isShare ? ` (${percent(size)})` : ''}`
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

// A bar of a share, for a row of a table.
export const shareBar = (share, tone) =>
  svg(
    'svg',
    { class: 'bar', 'aria-hidden': 'true' },
    svg('rect', { class: 'fill-track', width: '100%', height: '100%' }),
    svg('rect', { class: `fill-${tone}`, width: `${(100 * share).toFixed(1)}%`, height: '100%' })
  )
