// parts/hints.js: the switches for hints: the transport of the server, and whether Docker isolation is on.
import { h, newId } from '../dom.js'

const TRANSPORTS = [
  [null, 'Auto-detect'],
  ['stdio', 'stdio'],
  ['http', 'HTTP']
]
const ISOLATIONS = [
  [null, 'Auto-detect'],
  [true, 'On'],
  [false, 'Off']
]

// How a hint is introduced: by its source.
export const LEADS = { caller: 'Given: ', text: 'Detected: ' }

// Radio buttons that look like a switch. values: [[value, label]]; `chosen` is one of the values. Returns its element,
// set(value), and `remark`, an element for a text beside the switch.
export function choice(legend, values, chosen, onChange) {
  const name = newId('choice')
  const input = (value) =>
    h('input', { type: 'radio', name, checked: value === chosen, on: { change: () => onChange(value) } })
  const labels = values.map(([value, label]) => h('label', {}, input(value), h('span', {}, label)))
  const remark = h('span', { class: 'muted' })
  const set = (value) => {
    labels[values.findIndex(([one]) => one === value)].firstChild.checked = true
  }
  const element = h(
    'fieldset',
    { class: 'choice' },
    h('legend', {}, legend),
    h('div', { class: 'switch' }, labels),
    remark
  )
  return { element, set, remark }
}

// The label of a value that the library detected.
function detectedText(values, source, value) {
  if (source !== 'text') return ''
  const label = values.find(([one]) => one === value)?.[1] ?? value
  return LEADS.text + label
}

export class Hints {
  element
  value = { transport: null, dockerIsolated: null }
  #transport
  #isolation

  constructor(onChange) {
    const change = (part) => {
      this.value = { ...this.value, ...part }
      onChange()
    }
    this.#transport = choice('Transport', TRANSPORTS, null, (transport) => change({ transport }))
    this.#isolation = choice('Docker isolation', ISOLATIONS, null, (dockerIsolated) =>
      change({ dockerIsolated })
    )
    this.element = h('div', { class: 'hints' }, this.#transport.element, this.#isolation.element)
  }

  // Sets the hints that are given; other members of the object are ignored.
  set({ transport = this.value.transport, dockerIsolated = this.value.dockerIsolated }) {
    this.value = { transport, dockerIsolated }
    this.#transport.set(transport)
    this.#isolation.set(dockerIsolated)
  }

  // Shows what the library detected in the text; null shows nothing.
  showDetected(hints) {
    this.#transport.remark.textContent = detectedText(TRANSPORTS, hints?.transport_source, hints?.transport)
    this.#isolation.remark.textContent = detectedText(
      ISOLATIONS,
      hints?.docker_isolated_source,
      hints?.docker_isolated
    )
  }
}
