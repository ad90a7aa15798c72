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

// One choice of a few: radio buttons that look like a switch.
function choice(legend, values, onChange) {
  const name = newId('choice')
  const inputs = values.map(([value, label], i) =>
    h(
      'label',
      {},
      h('input', {
        type: 'radio',
        name,
        value: String(i),
        checked: i === 0,
        on: { change: () => onChange(value) }
      }),
      h('span', {}, label)
    )
  )
  const read = h('span', { class: 'muted' })
  const set = (value) => {
    inputs[values.findIndex(([one]) => one === value)].firstChild.checked = true
  }
  const element = h(
    'fieldset',
    { class: 'choice' },
    h('legend', {}, legend),
    h('div', { class: 'switch' }, inputs),
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
    this.#transport = choice('Transport', TRANSPORTS, (transport) => change({ transport }))
    this.#isolation = choice('Docker isolation', ISOLATIONS, (dockerIsolated) => change({ dockerIsolated }))
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
