// Package mcpx turns an error of an MCP server, or of the proxy in front of it,
// into one stable MCPX_* code, with the places in its text that decided; and
// says of a telemetry payload whether it is what it may be.
//
// There is one API and two back ends. With cgo the package calls the installed
// C library, which pkg-config has to find as "mcpx". Without cgo, or with the
// build tag mcpx_wasm, it runs the same code as an embedded WebAssembly module
// and needs nothing but the package. Both give the same answers. Only what the
// proxy itself needs ([Docker], [Counters], [ConfigIsolated]) is native alone:
// the module leaves it out, and there it is [ErrNotSupported].
//
// All functions may be called by any number of goroutines at once. The
// WebAssembly back end runs as many calls side by side as GOMAXPROCS says at
// the first of them, each on a module instance of 22 MiB that is kept for the
// next call; further calls wait for one of these.
//
// No input is an error: a text of any bytes and any length is classified, and
// a payload that cannot be checked is not OK.
package mcpx
