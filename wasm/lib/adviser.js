// adviser.js: a code and a cause -> what a person is told; the causes; the clients, systems and runners.
import { optionError } from './instance.js'
import { membersOf } from './options.js'

const ADVICE_NAMES = [
  'code',
  'cause',
  'alsoPossible',
  'unknown',
  'os',
  'client',
  'runner',
  'dockerIsolated',
  'command',
  'image',
  'defaultImages'
]

export function adviser(instance) {
  const { exports } = instance

  function advise(about) {
    const members = membersOf(about, ADVICE_NAMES)
    const { error, ...advice } = instance.outputJson(
      exports.advise(instance.write(JSON.stringify(members)).written)
    )
    if (error) throw optionError(error)
    return advice
  }

  return {
    advise,
    causes: () => instance.outputJson(exports.causes()),
    surroundings: () => instance.outputJson(exports.surroundings())
  }
}
