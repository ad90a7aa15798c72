// source.js: what load() accepts -> a compiled module.
import { isBytes, isModule, isUrl } from './values.js'

async function compileResponse(response) {
  const answer = await response
  if (!answer.ok) throw new Error(`mcpx: cannot fetch the module: HTTP ${answer.status}`)
  return WebAssembly.compile(await answer.arrayBuffer())
}

export async function compile(source) {
  if (isModule(source)) return source
  if (isBytes(source)) return WebAssembly.compile(source)
  if (isUrl(source)) return compileResponse(fetch(source))
  if (typeof source?.arrayBuffer === 'function') return compileResponse(source)
  throw new TypeError('mcpx: load() accepts bytes, a URL, a Response or a compiled WebAssembly.Module')
}

export function compileSync(source) {
  if (isModule(source)) return source
  if (isBytes(source)) return new WebAssembly.Module(source)
  throw new TypeError('mcpx: loadSync() accepts bytes or a compiled WebAssembly.Module')
}
