// text/stream.js: a stream -> its chunks, for browsers whose streams are not iterable. Leaving the loop cancels the
// stream.
export async function* chunksIn(stream) {
  const reader = stream.getReader()
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value
  } finally {
    reader.cancel().catch(() => {})
  }
}
