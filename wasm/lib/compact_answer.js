// compact_answer.js: an answer of profile `proxy` in the memory of the module -> an object, which costs less than JSON; and
// the answer to a null text.
import {
  CODE,
  EVIDENCE,
  EVIDENCE_COUNT,
  EXTENSION,
  FACT,
  FACT_SOURCE,
  ISOLATION,
  ISOLATION_SOURCE,
  ISOLATIONS,
  PROXY_CODE,
  RULE,
  SEVERITY,
  TRANSPORT,
  TRANSPORT_SOURCE
} from './answer_words.js'
import { answerJson } from './classifier.js'
import { coding } from './coding.js'

// The answer to a null text does not depend on the options.
const noError = () => ({
  code: null,
  severity: null,
  rule: null,
  extension: false,
  proxy_code: null,
  evidence: [],
  hints: {
    transport: null,
    transport_source: null,
    docker_isolated: null,
    docker_isolated_source: null,
    fact: null,
    fact_source: null
  }
})

// Constant strings of the module by their addresses; address 0 is null.
function names({ exports }) {
  const memory = new Uint8Array(exports.memory.buffer)
  const known = new Map([[0, null]])
  return (address) => {
    let name = known.get(address)
    if (name === undefined) {
      name = coding().decode(memory.subarray(address, memory.indexOf(0, address)))
      known.set(address, name)
    }
    return name
  }
}

// Returns answerAt(instance, address, profile): the answer at an address, as words of tables/answer_words.def, which have
// all that profile `proxy` gives. The keys are in the order of the JSON.
export function compactAnswers({ exports }) {
  const words = new Uint32Array(exports.memory.buffer)
  const nameAt = names({ exports })
  return function answerAt(instance, address, profile) {
    if (!address) return noError()
    if (profile !== 'proxy') return answerJson(instance)
    const at = address / Uint32Array.BYTES_PER_ELEMENT
    const word = (i) => words[at + i]
    const name = (i) => nameAt(word(i))
    if (!word(CODE)) return answerJson(instance) // a code that is not in the catalog
    const evidence = []
    for (let i = EVIDENCE; evidence.length < word(EVIDENCE_COUNT); i += 2)
      evidence.push({ start: word(i), end: word(i + 1) })
    return {
      code: name(CODE),
      severity: name(SEVERITY),
      rule: name(RULE),
      extension: word(EXTENSION) === 1,
      proxy_code: name(PROXY_CODE),
      evidence,
      hints: {
        transport: name(TRANSPORT),
        transport_source: name(TRANSPORT_SOURCE),
        docker_isolated: ISOLATIONS[word(ISOLATION)],
        docker_isolated_source: name(ISOLATION_SOURCE),
        fact: name(FACT),
        fact_source: name(FACT_SOURCE)
      }
    }
  }
}
