// ops/chunks.js: a blob -> its bytes, chunk by chunk, with a progress report about every 100 ms.
import { chunksIn } from '../text/stream.js'

const PROGRESS_MS = 100

// Lets the worker handle other messages, so that a newer call can cancel this one.
const pause = () => new Promise((resolve) => setTimeout(resolve))

export async function* chunksOf(blob, { progress, signal }) {
  let done = 0
  let reported = performance.now()
  for await (const chunk of chunksIn(blob.stream())) {
    signal.throwIfAborted()
    yield chunk
    done += chunk.length
    if (performance.now() - reported < PROGRESS_MS) continue
    reported = performance.now()
    progress({ done, size: blob.size })
    await pause()
  }
}
