// parts/abort_previous.js: work that may be started again before it is done -> only the newest run counts.

// Returns a function that starts `run(signal, ...args)` and aborts the signal of the run before. What an aborted run
// throws is dropped; any other error goes to `onError`. Its method `stop` aborts the run without a new one.
export function abortPrevious(run, onError) {
  let control = null
  const start = async (...args) => {
    start.stop()
    control = new AbortController()
    const { signal } = control
    try {
      await run(signal, ...args)
    } catch (error) {
      if (!signal.aborted) onError(error)
    }
  }
  start.stop = () => control?.abort()
  return start
}
