// parts/hints.js: how the server runs, as the visitor says it: transport and Docker isolation.
import { h, newId } from '../dom.js'

const TRANSPORTS = [
  [null, 'Not known'],
  ['stdio', 'stdio'],
  ['http', 'HTTP']
]
const ISOLATIONS = [
  [null, 'Not known'],
  [true, 'On'],
  [false, 'Off']
]

// One choice of a few: radio buttons that look like a switch. values: [[value, label]]; `chosen` is one of them.
export function choice(legend, values, chosen, onChange) {
  const name = newId('choice')
  const input = (value) =>
    h('input', { type: 'radio', name, checked: value === chosen, on: { change: () => onChange(value) } })
  const labels = values.map(([value, label]) => h('label', {}, input(value), h('span', {}, label)))
  const read = h('span', { class: 'muted' })
  const set = (value) => {
    labels[values.findIndex(([one]) => one === value)].firstChild.checked = true
  }
  const element = h(
    'fieldset',
    { class: 'choice' },
    h('legend', {}, legend),
    h('div', { class: 'switch' }, labels),
    read
  )
  return { element, set, read }
}

// What was read off the text where the visitor said nothing.
const readOff = (source, value) => (source === 'text' ? `${value}, by the text` : '')

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

  // Change some of them; what else the object holds is not looked at.
  set({ transport = this.value.transport, dockerIsolated = this.value.dockerIsolated }) {
    this.value = { transport, dockerIsolated }
    this.#transport.set(this.value.transport)
    this.#isolation.set(this.value.dockerIsolated)
  }

  // Show what an answer rests on.
  tell(hints) {
    this.#transport.read.textContent = readOff(hints?.transport_source, hints?.transport)
    this.#isolation.read.textContent = readOff(
      hints?.docker_isolated_source,
      hints?.docker_isolated ? 'on' : 'off'
    )
  }
}
