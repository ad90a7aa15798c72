// parts/hints.js: the controls for hints: the transport of the server, Docker isolation, the client and its system.
import { SYSTEM_NAMES } from '../../wasm/shared/words.js'
import { fill, h, newId } from '../dom.js'

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

// Without hints, everything is detected in the text.
export const NO_HINTS = { transport: null, dockerIsolated: null, os: null, client: null }

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

// A list whose first entry is "Auto-detect".
class Selection {
  element
  #names = new Map()
  #auto = h('option', { value: '' }, 'Auto-detect')
  #select

  constructor(label, onChange) {
    const id = newId('select')
    const change = () => onChange(this.#select.value || null)
    this.#select = h('select', { id, on: { change } }, this.#auto)
    this.element = h('div', { class: 'selection' }, h('label', { for: id }, label), this.#select)
  }

  // names: [[value, name]].
  fill(names) {
    const { value } = this.#select
    this.#names = new Map(names)
    const options = names.map(([id, name]) => h('option', { value: id }, name))
    fill(this.#select, this.#auto, options)
    this.#select.value = value
  }

  // Returns the value, or null if it is not in the list.
  set(value) {
    const known = this.#names.has(value) ? value : null
    this.#select.value = known ?? ''
    return known
  }

  showDetected(value) {
    const name = this.#select.value === '' && this.#names.get(value)
    this.#auto.textContent = name ? `Auto-detect: ${name}` : 'Auto-detect'
  }
}

export class Hints {
  element
  value = NO_HINTS
  #transport
  #isolation
  #client
  #os

  constructor(onChange) {
    const change = (part) => {
      this.value = { ...this.value, ...part }
      onChange()
    }
    this.#transport = choice('Transport', TRANSPORTS, null, (transport) => change({ transport }))
    this.#isolation = choice('Docker isolation', ISOLATIONS, null, (dockerIsolated) =>
      change({ dockerIsolated })
    )
    this.#client = new Selection('Client', (client) => change({ client }))
    this.#os = new Selection('Operating system', (os) => change({ os }))
    this.#os.fill(Object.entries(SYSTEM_NAMES))
    const places = h('div', { class: 'row' }, this.#client.element, this.#os.element)
    this.element = h('div', { class: 'hints' }, this.#transport.element, this.#isolation.element, places)
  }

  // The clients that can be chosen, once they are known.
  setClients(clients) {
    this.#client.fill(clients.map(({ id, name }) => [id, name]))
  }

  // Sets the hints that are given; other members of the object are ignored.
  set(given) {
    const { transport, dockerIsolated, os, client } = { ...this.value, ...given }
    this.#transport.set(transport)
    this.#isolation.set(dockerIsolated)
    this.value = { transport, dockerIsolated, os: this.#os.set(os), client: this.#client.set(client) }
  }

  // Shows what the library detected in the text; null shows nothing.
  showDetected(hints, context) {
    this.#transport.remark.textContent = detectedText(TRANSPORTS, hints?.transport_source, hints?.transport)
    this.#isolation.remark.textContent = detectedText(
      ISOLATIONS,
      hints?.docker_isolated_source,
      hints?.docker_isolated
    )
    this.#client.showDetected(context?.client)
    this.#os.showDetected(context?.os)
  }
}
