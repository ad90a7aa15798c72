// parts/latest.js: work that is asked for again before it is done -> only the newest of it counts.

// `run(signal, ...args)`: its signal is aborted when it is asked for again, or stopped, and what it throws then is
// dropped. What it throws otherwise goes to `complain`.
export function latest(run, complain) {
  let control = null
  const ask = async (...args) => {
    ask.stop()
    control = new AbortController()
    const { signal } = control
    try {
      await run(signal, ...args)
    } catch (error) {
      if (!signal.aborted) complain(error)
    }
  }
  ask.stop = () => control?.abort()
  return ask
}
