// worker.js: a Worker that answers a posted text with its classification.
import { load } from '../../wasm/dist/workerd.mjs'

const ready = load()

export default {
  async fetch(request) {
    const mcpx = await ready
    return Response.json(mcpx.classify(await request.text()))
  }
}
