// check_thread.js: a thread of mcpx validate: payloads of a batch -> their verdicts.
import { parentPort, workerData } from 'node:worker_threads'
import { loadSync } from '../lib/node.js'

const { scan, options } = workerData
const mcpx = loadSync()
const check = scan ? mcpx.scan : mcpx.validate

parentPort.on('message', ({ bytes, lengths }) => {
  let at = 0
  const verdicts = Array.from(lengths, (length) => {
    at += length
    return check(bytes.subarray(at - length, at), options)
  })
  parentPort.postMessage(JSON.stringify(verdicts)) // a text is passed on faster than objects are
})
