// worker.js: a Worker that answers a posted text: with its classification, or at /validate and /scan with a check.
import { load } from '../../wasm/dist/workerd.mjs'

const ready = load()
const CALLS = { '/': 'classify', '/validate': 'validate', '/scan': 'scan' }

export default {
  async fetch(request) {
    const mcpx = await ready
    return Response.json(mcpx[CALLS[new URL(request.url).pathname]](await request.text()))
  }
}
