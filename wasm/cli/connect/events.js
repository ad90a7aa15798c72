// events.js: the chunks of an event stream -> its events { event, data }.

const decoder = () => new TextDecoder()

// The fields of an event: "event: endpoint", "data: …".
function eventOf(lines) {
  const values = (name) =>
    lines
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).replace(/^ /, ''))
  return { event: values('event').at(-1) ?? 'message', data: values('data').join('\n') }
}

async function* linesOf(chunks) {
  const text = decoder()
  let rest = ''
  for await (const chunk of chunks) {
    rest += text.decode(chunk, { stream: true })
    // A CR at the end may be the first half of a line break.
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop()
    yield* lines
  }
  if (rest) yield rest.replace(/\r$/, '')
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
