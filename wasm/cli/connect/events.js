// events.js: the chunks of an event stream -> its events { event, data }.
import { LineSplitter } from '../../shared/lines.js'

const LINE_MAX = 16 << 20 // bytes

const decoder = new TextDecoder()

// The fields of an event: "event: endpoint", "data: …".
function eventOf(lines) {
  const values = (name) =>
    lines
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).replace(/^ /, ''))
  return { event: values('event').at(-1) ?? 'message', data: values('data').join('\n') }
}

async function* linesOf(chunks) {
  const splitter = new LineSplitter(LINE_MAX)
  let lines = []
  const onLine = (bytes) => lines.push(decoder.decode(bytes).replace(/\r$/, ''))
  for await (const chunk of chunks) {
    splitter.split(chunk, onLine)
    yield* lines
    lines = []
  }
}

export async function* eventsOf(chunks) {
  let lines = []
  for await (const line of linesOf(chunks)) {
    if (line) lines.push(line)
    else if (lines.length) {
      yield eventOf(lines)
      lines = []
    }
  }
}
