// parts/hints.js: the controls for hints: the client, its system, the transport of the server, Docker isolation. Each shows
// what was detected until the visitor sets it.
import { mayIsolate } from '../../wasm/shared/hints.js'
import { SYSTEM_NAMES } from '../../wasm/shared/words.js'
import { fill, h } from '../dom.js'

// How a hint is introduced: by its source.
export const LEADS = { caller: 'Given: ', text: 'Detected: ' }

// Without hints, everything is detected in the text.
export const NO_HINTS = { transport: null, dockerIsolated: null, os: null, client: null }

const SELECTIONS = [
  { name: 'client', label: 'Client', values: [] },
  { name: 'os', label: 'Operating system', short: 'System', values: Object.entries(SYSTEM_NAMES) },
  {
    name: 'transport',
    label: 'Transport',
    values: [
      ['stdio', 'stdio'],
      ['http', 'HTTP']
    ]
  },
  {
    name: 'dockerIsolated',
    label: 'Docker isolation',
    short: 'Isolation',
    values: [
      [true, 'On'],
      [false, 'Off']
    ]
  }
]

// A list that looks like a chip. Its first entry is "Auto-detect".
class Selection {
  element
  #label
  #values = [] // [[value, name]]
  #auto = h('option', { value: '' })
  #select

  constructor({ label, short = label, values }, onChange) {
    this.#label = short
    const change = () => onChange(this.value)
    this.#select = h('select', { 'aria-label': label, on: { change } })
    this.element = h('span', { class: 'chip-select' }, this.#select)
    this.fill(values)
    this.showDetected(null)
  }

  get value() {
    return this.#values.find(([one]) => String(one) === this.#select.value)?.[0] ?? null
  }

  fill(values) {
    this.#values = values
    const options = values.map(([one, name]) =>
      h('option', { value: String(one) }, `${this.#label}: ${name}`)
    )
    fill(this.#select, this.#auto, options)
  }

  // Returns the value, or null if it is not in the list. Until there is a list, any value may be in it.
  set(value) {
    const known = !this.#values[0] || this.#values.some(([one]) => one === value) ? value : null
    this.#select.value = String(known ?? '')
    this.#mark()
    return known
  }

  showDetected(value) {
    const name = this.#values.find(([one]) => one === value)?.[1]
    this.#auto.textContent = `${this.#label}: ${name ? `${name} (detected)` : 'Auto-detect'}`
    this.#mark()
  }

  #mark() {
    this.element.classList.toggle('set', this.#select.value !== '')
  }
}

export class Hints {
  element
  value = NO_HINTS
  #selections = {}

  constructor(onChange) {
    for (const selection of SELECTIONS) {
      this.#selections[selection.name] = new Selection(selection, (value) => {
        this.set({ [selection.name]: value })
        onChange()
      })
    }
    const all = SELECTIONS.map(({ name }) => this.#selections[name].element)
    this.element = h('div', { class: 'hints row', role: 'group', 'aria-label': 'About the server' }, all)
  }

  // The clients that can be chosen, once they are known.
  setClients(clients) {
    this.#selections.client.fill(clients.map(({ id, name }) => [id, name]))
    this.set({})
  }

  // Sets the hints that are given; other members of the object are ignored.
  set(given) {
    const wanted = { ...this.value, ...given }
    const entries = SELECTIONS.map(({ name }) => [name, this.#selections[name].set(wanted[name])])
    this.value = Object.fromEntries(entries)
  }

  // Shows what the library detected in the text; null shows nothing. The client is in the context even if it was given.
  showDetected(hints, context) {
    const detected = {
      client: context?.client,
      os: context?.os,
      transport: hints?.transport_source === 'text' ? hints.transport : null,
      dockerIsolated: hints?.docker_isolated_source === 'text' ? hints.docker_isolated : null
    }
    for (const { name } of SELECTIONS) this.#selections[name].showDetected(detected[name] ?? null)
    this.#selections.dockerIsolated.element.hidden =
      this.value.dockerIsolated === null && !mayIsolate(detected.client)
  }
}
