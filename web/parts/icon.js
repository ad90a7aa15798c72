// parts/icon.js: a name -> a small drawing in the color of the text around it.
import { svg } from '../dom.js'

const SHIELD = 'M8 1.8 13 3.6v4c0 3.2-2.1 5.4-5 6.6-2.9-1.2-5-3.4-5-6.6v-4z'
const CIRCLE = 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z'
const PATHS = {
  check: 'm3.5 8.5 3 3 6-7',
  chevron: 'm6 3.5 4.5 4.5L6 12.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 3.5v-1h-8v8h1',
  download: 'M8 2.5v7.5m-3-3 3 3 3-3M3 13.5h10',
  error: `${CIRCLE}M5.9 5.9l4.2 4.2m0-4.2-4.2 4.2`,
  file: 'M4 2h5l3.5 3.5V14H4zM8.8 2v3.7h3.7',
  good: `${CIRCLE}M5.3 8.2l2 2 3.5-4.2`,
  info: `${CIRCLE}M8 7.5v3.5M8 5v.1`,
  leak: `${SHIELD}M8 5v3.5M8 11v.1`,
  link: 'M9 3h4v4m0-4L7.5 8.5M11.5 9v4H3V4.5h4',
  offline: 'M2.5 6.2a8 8 0 0 1 11 0M4.8 8.9a4.8 4.8 0 0 1 6.4 0M8 12v.1',
  paste: 'M5.5 3.5h-2V14h9V3.5h-2M5.5 2h5v3h-5z',
  report: 'M4 14V2.5h8L10 5.5l2 3H4',
  search: 'M11.3 7A4.3 4.3 0 1 1 2.7 7a4.3 4.3 0 0 1 8.6 0zm-1 3.3 3.2 3.2',
  share: 'M8 9.5v-7M5.5 4.8 8 2.3l2.5 2.5M4.5 7.5h-1v6h9v-6h-1',
  shield: `${SHIELD}M5.8 8l1.6 1.5 2.8-3`,
  spark: 'M7 2.5 8.3 6 12 7.3 8.3 8.6 7 12.2 5.7 8.6 2 7.3 5.7 6zM12.5 10.5v3M11 12h3',
  terminal: 'M2 3h12v10H2zM4.5 6l2 2-2 2M8.5 10.2h3',
  unfold: 'm5 5.5 3-3 3 3m-6 5 3 3 3-3',
  unknown: `${CIRCLE}M6.2 6.4A1.8 1.8 0 1 1 8 8.3v.7M8 11.2v.1`,
  warn: 'M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 11.8v.1',
  x: 'm4 4 8 8m0-8-8 8'
}

export const icon = (name) =>
  svg(
    'svg',
    { class: 'i', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
    svg('path', { d: PATHS[name] })
  )
