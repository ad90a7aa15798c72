// ops/chunks.js: a blob -> its bytes, piece by piece, with progress between them.

const PROGRESS_MS = 100

// Other messages get their turn between two chunks, so a newer call can end this one.
const pause = () => new Promise((resolve) => setTimeout(resolve))

export async function* chunksOf(blob, { progress, signal }) {
  const reader = blob.stream().getReader()
  let done = 0
  let told = performance.now()
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      signal.throwIfAborted()
      yield step.value
      done += step.value.length
      if (performance.now() - told < PROGRESS_MS) continue
      told = performance.now()
      progress({ done, size: blob.size })
      await pause()
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}
