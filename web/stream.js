// stream.js: a stream -> its pieces, for browsers that cannot walk through one; who stops early cancels it.
export async function* piecesOf(stream) {
  const reader = stream.getReader()
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value
  } finally {
    reader.cancel().catch(() => {})
  }
}
