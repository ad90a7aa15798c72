// filter.js: mcpx filter: request lines on standard input -> response lines on standard output.
import { once } from 'node:events'
import { LineSplitter } from '../../shared/lines.js'
import { EXIT } from '../io/errors.js'

export async function filter(mcpx) {
  const splitter = new LineSplitter(mcpx.requestMax + 1) // one byte more, so that the library sees it is too long
  const newline = Buffer.from('\n')
  let responses = []
  const onLine = (line) => responses.push(mcpx.respond(line), newline)
  const flush = async () => {
    const output = Buffer.concat(responses)
    responses = []
    if (output.length && !process.stdout.write(output)) await once(process.stdout, 'drain')
  }
  for await (const chunk of process.stdin) {
    splitter.split(chunk, onLine)
    await flush()
  }
  splitter.finish(onLine)
  await flush()
  return EXIT.ok
}
