// vectors.js: whether this engine has vectors (SIMD), which mcpx.wasm uses. Node 20 does; Safari does since 16.4.

// A module whose only type is a function that returns a vector.
const PROBE = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b]

export const hasVectors = () => WebAssembly.validate(Uint8Array.from(PROBE))
