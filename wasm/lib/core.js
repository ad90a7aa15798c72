// core.js: bytes in, objects out: the whole library on one instance of the module.

const decoder = new TextDecoder()
const encoder = new TextEncoder()

// The options of a call, with what a request calls them.
const HINT_NAMES = {
  transport: 'transport',
  dockerIsolated: 'docker_isolated',
  facts: 'facts',
  profile: 'profile'
}
const CHECK_NAMES = { profile: 'profile', blockedValues: 'blocked_values' }

// mcpx_isolation of mcpx.h.
const ISOLATION = [null, false, true]

// Two realms (a page and its frame, a test and its runner) have an ArrayBuffer each, so instanceof would lie.
const typeName = (value) => Object.prototype.toString.call(value).slice(8, -1)

export function isBytes(value) {
  return (
    ArrayBuffer.isView(value) || typeName(value) === 'ArrayBuffer' || typeName(value) === 'SharedArrayBuffer'
  )
}

export function isModule(value) {
  return typeName(value) === 'WebAssembly.Module'
}

function asBytes(value) {
  if (!ArrayBuffer.isView(value)) return new Uint8Array(value)
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
}

// The options as the members of a request, or a TypeError that says what is accepted.
function membersOf(options, names) {
  const members = {}
  for (const [name, value] of Object.entries(options ?? {})) {
    if (!Object.hasOwn(names, name))
      throw new TypeError(`mcpx: there is no option "${name}", only ${Object.keys(names).join(', ')}`)
    members[names[name]] = value ?? undefined
  }
  return members
}

// Byte offsets into the UTF-8 form of `text` -> offsets in UTF-16 units. Ask in rising order.
function utf16Offsets(text) {
  let bytes = 0
  let units = 0
  return (offset) => {
    while (bytes < offset && units < text.length) {
      const c = text.codePointAt(units)
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4
      units += c < 0x10000 ? 1 : 2
    }
    return units
  }
}

class Mcpx {
  #exports
  #memory
  #input
  #output
  #words
  #names = new Map([[0, null]]) // address in the module -> the name that stands there
  #hints = null // the JSON of the hints that the module holds
  #checkOptions = null // so of the options of checks
  #reports = 0 // how many reports were opened: the last one is the one that may go on
  #logs = 0 // how many logs were opened: the last one is the one that may be fed
  #catalog = null
  #rules = null

  constructor(instance) {
    this.#exports = instance.exports
    this.#exports._initialize?.()
    this.#memory = new Uint8Array(this.#exports.memory.buffer)
    this.#input = this.#memory.subarray(
      this.#exports.input(),
      this.#exports.input() + this.#exports.input_size()
    )
    this.#output = this.#exports.output()
    this.#words = new Uint32Array(this.#memory.buffer)
    this.requestMax = this.#input.length - 1
    this.version = this.#read(this.#exports.version())
    // A page's modules have one half of the library each: without the checks there is no schema.
    this.schemaVersion = this.#exports.schema_version?.()
  }

  #read(length) {
    return JSON.parse(decoder.decode(this.#memory.subarray(this.#output, this.#output + length)))
  }

  // Put a string or bytes into `input`, as much as fits; returns how much of the source went and how many
  // bytes it became.
  #put(source, from) {
    if (typeof source === 'string') return encoder.encodeInto(from ? source.slice(from) : source, this.#input)
    const piece = source.subarray(from, from + this.#input.length)
    this.#input.set(piece)
    return { read: piece.length, written: piece.length }
  }

  // Give a text of any length to `take(bytes)`, piece by piece.
  #feed(source, take) {
    for (let from = 0; from < source.length; ) {
      const { read, written } = this.#put(source, from)
      take(written)
      from += read
    }
  }

  // Hand over the options, and begin. The module reads the hints of a classification only when they change.
  #start(options) {
    const hints = JSON.stringify(membersOf(options, HINT_NAMES))
    if (hints === this.#hints) {
      this.#exports.start_again()
      return
    }
    this.#hints = null
    this.#refuse(this.#exports.start(this.#put(hints, 0).written))
    this.#hints = hints
  }

  #refuse(complaint) {
    if (complaint) throw new TypeError(`mcpx: ${this.#read(complaint)}`)
  }

  #name(address) {
    let name = this.#names.get(address)
    if (name === undefined) {
      name = decoder.decode(this.#memory.subarray(address, this.#memory.indexOf(0, address)))
      this.#names.set(address, name)
    }
    return name
  }

  // The answer that finish() left as words (exports/classify.c lists them), with the keys in the order of the JSON.
  #answer() {
    const at = this.#exports.finish() / Uint32Array.BYTES_PER_ELEMENT
    const word = (i) => this.#words[at + i]
    const name = (i) => this.#name(word(i))
    const evidence = []
    for (let i = 0; i < word(11); i++) evidence.push({ start: word(12 + 2 * i), end: word(13 + 2 * i) })
    if (!word(0)) return this.#read(this.#exports.finished())
    return {
      code: name(0),
      severity: name(1),
      rule: name(2),
      extension: word(3) === 1,
      proxy_code: name(4),
      evidence,
      hints: {
        transport: name(5),
        transport_source: name(6),
        docker_isolated: ISOLATION[word(7)],
        docker_isolated_source: name(8),
        fact: name(9),
        fact_source: name(10)
      }
    }
  }

  #request(request) {
    const { written } = this.#put(JSON.stringify(request), 0)
    return this.#read(this.#exports.respond(written))
  }

  classify(text, options) {
    if (text === null || text === undefined) {
      const { id, ...answer } = this.#request({
        ...membersOf(options, HINT_NAMES),
        op: 'classify',
        text: null
      })
      if (answer.error) throw new TypeError(`mcpx: ${answer.error}`)
      return answer
    }
    const source = sourceOf(text)
    this.#start(options)
    this.#feed(source, this.#exports.feed)
    const answer = this.#answer()
    if (typeof source === 'string') inUtf16(source, answer.evidence)
    return answer
  }

  #logStart(options) {
    this.#refuse(
      this.#exports.log_start(this.#put(JSON.stringify(membersOf(options, HINT_NAMES)), 0).written)
    )
    this.#logs += 1
    return this.#logs
  }

  #logLines(source) {
    const found = []
    this.#feed(source, (length) => {
      for (let from = 0; from < length; ) {
        from += this.#exports.log_feed(from, length)
        found.push(...this.#read(this.#exports.log_found()))
      }
    })
    return found
  }

  #logFinish() {
    this.#exports.log_finish()
    const lines = this.#read(this.#exports.log_found())
    return { ...this.#read(this.#exports.log_totals()), lines }
  }

  classifyLog(text, options) {
    const source = sourceOf(text)
    this.#logStart(options)
    const lines = this.#logLines(source)
    const end = this.#logFinish()
    lines.push(...end.lines)
    if (typeof source === 'string') inUtf16(source, lines)
    return { ...end, lines }
  }

  // A log that arrives over time: feed(bytes) gives the lines found so far, finish() the rest and the totals.
  openLog(options) {
    const mine = this.#logStart(options)
    const check = () => {
      if (mine !== this.#logs) throw new Error('mcpx: another log was opened; only the last one can go on')
    }
    return {
      feed: (bytes) => {
        check()
        return this.#logLines(asBytes(bytes))
      },
      finish: () => {
        check()
        return this.#logFinish()
      }
    }
  }

  // ---- Checks ----

  // Hand over the options of checks, when they change.
  #setCheckOptions(options) {
    const members = JSON.stringify(membersOf(options, CHECK_NAMES))
    if (members === this.#checkOptions) return
    this.#checkOptions = null
    this.#refuse(this.#exports.check_options(this.#put(members, 0).written))
    this.#checkOptions = members
  }

  // Give the payload to `check(bytes)`. One that does not fit is longer than any may be.
  #check(payload, options, check) {
    const source = sourceOf(payload)
    this.#setCheckOptions(options)
    const { written } = this.#put(source, 0)
    const verdict = this.#read(check(written))
    if (typeof source === 'string') findingsInUtf16(source, verdict.findings)
    return verdict
  }

  validate(payload, options) {
    return this.#check(payload, options, this.#exports.validate)
  }

  scan(payload, options) {
    return this.#check(payload, options, this.#exports.scan)
  }

  // Fleet figures of payloads that arrive over time: add(payload) gives its verdict, figures() what was counted.
  openReport(options) {
    this.#setCheckOptions(options)
    this.#exports.report_start()
    this.#reports += 1
    const mine = this.#reports
    const check = () => {
      if (mine !== this.#reports)
        throw new Error('mcpx: another report was opened; only the last one can go on')
    }
    return {
      add: (payload) => {
        check()
        return this.#check(payload, options, this.#exports.report_add)
      },
      figures: () => {
        check()
        return this.#read(this.#exports.report_figures())
      }
    }
  }

  report(payloads, options) {
    const report = this.openReport(options)
    for (const payload of payloads) report.add(payload)
    return report.figures()
  }

  // The JSON Schema of a version, or null where there is none.
  schema(version = this.schemaVersion) {
    const known = Number.isInteger(version) && version >= 1 && version <= this.schemaVersion
    return known ? this.#read(this.#exports.schema(version)) : null
  }

  checkRules() {
    return this.#read(this.#exports.check_rules())
  }

  // Answer one request line of the streaming filter, as bytes, with the bytes of the answer line.
  answer(line) {
    const bytes = typeof line === 'string' ? encoder.encode(line) : asBytes(line)
    this.#input.set(bytes.subarray(0, this.#input.length))
    const length = this.#exports.respond(bytes.length)
    return this.#memory.slice(this.#output, this.#output + length)
  }

  #entries() {
    this.#catalog ??= this.#read(this.#exports.catalog())
    return this.#catalog
  }

  // What is handed out is a copy: the caller may change it.
  entry(code) {
    return structuredClone(this.#entries().find((entry) => entry.code === code) ?? null)
  }

  catalog() {
    return structuredClone(this.#entries())
  }

  rules() {
    this.#rules ??= this.#read(this.#exports.rules())
    return structuredClone(this.#rules)
  }
}

function sourceOf(text) {
  if (typeof text === 'string') return text
  if (isBytes(text)) return asBytes(text)
  throw new TypeError('mcpx: the text has to be a string or bytes')
}

// Ranges {start, end} in rising order, from bytes to UTF-16 units. They may overlap, so each end is looked
// up on its own walk.
function inUtf16(text, ranges) {
  const start = utf16Offsets(text)
  const ends = ranges.map((range) => range.end).sort((a, b) => a - b)
  const end = utf16Offsets(text)
  const endOf = new Map(ends.map((offset) => [offset, end(offset)]))
  for (const range of ranges) {
    range.start = start(range.start)
    range.end = endOf.get(range.end)
  }
}

// Findings in the order of the payload, from bytes to UTF-16 units.
function findingsInUtf16(text, findings) {
  const ranges = findings.map(({ offset, length }) => ({ start: offset, end: offset + length }))
  inUtf16(text, ranges)
  findings.forEach((finding, i) => {
    finding.offset = ranges[i].start
    finding.length = ranges[i].end - ranges[i].start
  })
}

export function create(instance) {
  return new Mcpx(instance)
}

const WANTED = 'mcpx: load from bytes, a URL, a Response or a compiled WebAssembly.Module'

async function compileResponse(response) {
  const answer = await response
  if (!answer.ok) throw new Error(`mcpx: the module could not be fetched: HTTP ${answer.status}`)
  return WebAssembly.compile(await answer.arrayBuffer())
}

// Anything that load() takes -> a compiled module.
async function compile(source) {
  if (isModule(source)) return source
  if (isBytes(source)) return WebAssembly.compile(source)
  if (typeof source === 'string' || typeName(source) === 'URL') return compileResponse(fetch(source))
  if (typeof source?.arrayBuffer === 'function') return compileResponse(source)
  throw new TypeError(WANTED)
}

export async function loadFrom(source) {
  const module = await compile(await source)
  return create(await WebAssembly.instantiate(module, {}))
}

export function loadSyncFrom(source) {
  if (!isModule(source) && !isBytes(source)) {
    throw new TypeError('mcpx: loadSync takes bytes or a compiled WebAssembly.Module here')
  }
  return create(new WebAssembly.Instance(isModule(source) ? source : new WebAssembly.Module(source), {}))
}
