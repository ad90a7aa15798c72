// filter.js: mcpx filter: request lines from standard input -> answer lines on standard output.
import { once } from 'node:events'
import { LineSplitter } from '../../shared/lines.js'
import { EXIT } from '../show/output.js'

export async function filter(mcpx) {
  const splitter = new LineSplitter(mcpx.requestMax + 1) // one more, to see that it is too long
  const newline = Buffer.from('\n')
  let answers = []
  const take = (line) => answers.push(mcpx.answer(line), newline)
  const flush = async () => {
    const output = Buffer.concat(answers)
    answers = []
    if (output.length && !process.stdout.write(output)) await once(process.stdout, 'drain')
  }
  for await (const chunk of process.stdin) {
    splitter.split(chunk, take)
    await flush()
  }
  splitter.finish(take)
  await flush()
  return EXIT.clean
}
