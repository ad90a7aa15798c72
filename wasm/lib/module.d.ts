// module.d.ts: the type of mcpx.wasm itself, where a host can import it.

/** The compiled module: a `WebAssembly.Module`. */
declare const module: object
export default module
