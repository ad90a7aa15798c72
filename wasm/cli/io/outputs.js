// outputs.js: writes results to standard output and to files, each in its format.
import { withoutColors } from '../show/terminal.js'
import { CommandError, printError } from './errors.js'
import { continueWhile, standardDrained, writeStandard } from './standard_output.js'
import { fileId, Target } from './target.js'

const BUFFER_MAX = 1 << 16

// Colors are chosen for standard output. Files get none, unless the user forces them.
const forFile = (text) => (process.env.FORCE_COLOR ? text : withoutColors(text))

// ---- Which outputs there may be ----

// A reader could not separate two formats in one stream.
export function checkStandardOutput(formats) {
  const [, second] = formats.filter(({ file }) => !file)
  if (!second) return
  const example = `-f ${second.name}=out.${second.name}`
  throw new CommandError(`Only one format can go to standard output. Give the others a file: ${example}`)
}

function checkDifferent(formats) {
  const seen = new Set()
  for (const { file } of formats.filter(({ file }) => file)) {
    const id = fileId(file)
    if (id && seen.has(id)) throw new CommandError(`Two formats cannot go to the same file: ${file}`)
    seen.add(id)
  }
}

// Names of files that contain no payloads and no error texts: earlier outputs, which a pattern of the shell may match.
const OUTPUT_NAME = /\.(sarif|xml|txt|md)$/i

// Without the file of an option, unless it is the only input: then reading it says what is wrong.
function inputsWithout(optionFiles, inputs) {
  const ids = new Set(optionFiles.map(fileId).filter(Boolean))
  const others = inputs.filter((name) => !ids.has(fileId(name)))
  if (!others.length) return inputs
  for (const name of inputs.filter((name) => !others.includes(name)))
    printError(`${name} is the file of an option, so it is not read as an input`)
  return others
}

// Finds the output that is the same file as a name, also under another name.
function outputFinder(formats) {
  const outputs = new Map(formats.filter(({ file }) => file).map(({ file }) => [fileId(file), file]))
  outputs.delete(null)
  return (name) => outputs.get(fileId(name))
}

// An output would destroy a file that an option names.
function checkKept(formats, files) {
  const output = files.map(outputFinder(formats)).find(Boolean)
  if (output)
    throw new CommandError(
      `cannot write ${output}: it is the file of an option. Choose another file for the output.`
    )
}

// The inputs that are not outputs. An output would destroy the input.
function inputsBeside(formats, inputs) {
  const outputAt = outputFinder(formats)
  return inputs.filter((name) => {
    const output = outputAt(name)
    if (output === undefined) return true
    if (inputs.length > 1 && OUTPUT_NAME.test(name)) {
      printError(`${name} is an output, so it is not read`)
      return false
    }
    throw new CommandError(`cannot write ${output}: it is also an input. Choose another file for the output.`)
  })
}

// ---- Workflow commands of GitHub ----

// A runner of GitHub takes lines of the output for commands: `::error::…` after white space, and `##[error]…` anywhere in
// a line. File names and lines of a log could contain them. Formats for programs can write the same characters in
// another way.
const JSON_FORMATS = ['json', 'ndjson', 'sarif', 'gitlab']
const PLAIN_FORMATS = ['text', 'unix', 'md', 'csv']
const jsonWithoutCommands = (text) => text.replaceAll('##[', '#\\u0023[')

const isOnGitHub = () => process.env.GITHUB_ACTIONS === 'true'

// Text for people has no escapes. There, the runner is told to stop until a random word comes.
class StoppedCommands {
  #word = `mcpx-${globalThis.crypto.randomUUID()}`
  #isStopped = false
  #add

  constructor(add) {
    this.#add = add
  }

  write = (text) => {
    if (!this.#isStopped) this.#add(`::stop-commands::${this.#word}\n`)
    this.#isStopped = true
    this.#add(text)
  }

  end() {
    if (this.#isStopped) this.#add(`\n::${this.#word}::\n`)
    this.#isStopped = false
  }
}

// ---- Writing ----

// Collects text or bytes and passes them on in larger pieces, because each write to a file or pipe is slow.
class WriteBuffer {
  #parts = []
  #size = 0
  #pass

  constructor(pass) {
    this.#pass = pass
  }

  add(text) {
    this.#parts.push(text)
    this.#size += text.length
    if (this.#size > BUFFER_MAX) this.flush()
  }

  flush() {
    if (!this.#size) return
    const bytes = Buffer.concat(this.#parts.map((text) => Buffer.from(text)))
    this.#parts = []
    this.#size = 0
    this.#pass(bytes)
  }
}

// An output { name, write } per requested format { name, file }; the default is text on standard output. Of the names
// of the inputs, `inputs` are those that are not outputs.
export class Outputs {
  list
  inputs
  #files = []
  #ids
  #isFull = false
  #standard = new WriteBuffer((bytes) => {
    if (!writeStandard(bytes)) this.#isFull = true
  })

  #stopped = null // of text on standard output, on GitHub

  // `isData` says that the text is one to process further, such as a redacted log: nothing may be added to it.
  // `optionFiles` are the files that options name and that are no inputs, such as a baseline: a folder or a pattern may
  // have them, too. `keptFiles` are those that no output may replace. With a baseline, an output has only what is new.
  constructor(
    formats = [{ name: 'text', file: null }],
    inputs = [],
    { isData = false, optionFiles = [], keptFiles = [] } = {}
  ) {
    const named = optionFiles.filter(Boolean)
    checkStandardOutput(formats)
    checkDifferent(formats)
    checkKept(formats, keptFiles.filter(Boolean))
    this.inputs = inputsWithout(named, inputsBeside(formats, inputs))
    this.list = formats.map(({ name, file }) => ({
      name,
      write: file ? this.#writerOf(file, name) : this.#standardWriter(name, isData)
    }))
    const files = [...formats.map(({ file }) => file), ...named]
    this.#ids = new Set(files.filter(Boolean).map(fileId))
    continueWhile(() => this.#files.length > 0)
  }

  #standardWriter(name, isData) {
    const add = (text) => this.#standard.add(text)
    if (JSON_FORMATS.includes(name)) return (text) => add(jsonWithoutCommands(text))
    if (!PLAIN_FORMATS.includes(name) || isData || !isOnGitHub()) return add
    this.#stopped = new StoppedCommands(add)
    return this.#stopped.write
  }

  #writerOf(file, name) {
    const target = new Target(file)
    const buffer = new WriteBuffer((bytes) => target.write(bytes))
    this.#files.push({ target, buffer })
    return (text) => buffer.add(name === 'text' && typeof text === 'string' ? forFile(text) : text)
  }

  // Whether a file, found in a folder or by a pattern, is one of the outputs or the file of an option.
  isOutput = (file) => this.#ids.size > 0 && this.#ids.has(fileId(file))

  // Show on standard output what was written so far, and wait until its reader has caught up.
  ready = async () => {
    this.#standard.flush()
    if (this.#isFull) await standardDrained()
    this.#isFull = false
  }

  // Call `work` and complete all files. After an error they are left as they were before.
  async during(work) {
    try {
      const result = await work(this)
      this.close()
      return result
    } finally {
      this.#stopped?.end()
      this.#standard.flush()
    }
  }

  close() {
    this.#stopped?.end()
    this.#standard.flush()
    for (const { target, buffer } of this.#files) {
      buffer.flush()
      target.finish()
    }
    this.#files = []
  }
}

// Write one result in each requested format. `render` has a function for each format's name.
export function emit(formats, render, options) {
  const outputs = new Outputs(formats, [], options)
  for (const { name, write } of outputs.list) write(render[name]())
  outputs.close()
}
