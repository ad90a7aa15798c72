// Package mcpx classifies errors of MCP servers and of the proxy in front of
// them, and checks telemetry payloads.
//
//   - [Classify] and [ClassifyText] turn an error into one stable MCPX_* code,
//     with the ranges of the text that decided. [Lookup] gives the severity,
//     the message and the fix steps of a code. [ClassifyAll] decides on one text
//     for several transports or settings.
//   - [Validate] checks that a payload is strict JSON, matches the schema of its
//     version and is free of personal data. [Scan] looks for personal data only.
//   - [Redact] replaces personal data in a text.
//   - [Docker], [IsolationHint], [ConfigIsolated] and [Counters] produce the
//     parts of a payload that the proxy reports.
//
// # Back ends
//
// The package has two back ends with the same API. Both give the same results.
//
//   - With cgo, the package calls the installed C library. pkg-config must find
//     it as "mcpx".
//   - Without cgo, or with the build tag mcpx_wasm, the package runs an embedded
//     WebAssembly module in wazero. It needs nothing else.
//
// [Docker], [Counters], [ConfigIsolated] and [ConfigIsolationEnabled] need cgo.
// Without it they return [ErrNotSupported].
//
// # Concurrency
//
// Any number of goroutines may call any function at the same time. The
// WebAssembly back end creates at most GOMAXPROCS module instances, each with
// 6 MiB of memory, and reuses them. A call waits while all of them are busy.
//
// # Errors
//
// Classification and checks accept any bytes and do not return errors. A text
// that no rule matches gives [CodeUnclassified]. A payload that could not be
// checked is never reported as OK or clean. A text that could not be redacted is
// never returned.
package mcpx
