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
//   - [Docker], [IsolationHint], [LaunchMode] and [Counters] produce the parts of a
//     payload that the proxy reports.
//
// # Back ends
//
// The package is plain Go without dependencies: the C library, translated to Go. It
// uses no cgo, no unsafe memory and no executable memory that it writes itself.
//
// With the build tag mcpx_cgo, the classifier and the checks call the installed C
// library instead, which is linked statically; pkg-config must find it as
// "mcpx-static". Both back ends give the same results. [BackEnd] tells which one is
// used, and whether the library has the release of this package.
//
// # Concurrency
//
// Any number of goroutines may call any function at the same time. The translated
// library works in instances of 7.2 MiB of memory each, of which a call uses a part.
// There are at most 4, for parallel calls; further calls wait. Their memory is not in
// the heap, and the system provides only the pages that are used, about 1.5 MB for an
// instance. A [Docker] and [Counters] have an instance of 256 KiB each, in the heap.
//
// # Long texts
//
// A call cannot be interrupted, and its time grows with the length of its text: 64 KiB
// take up to 60 ms in [ProfileExtended], 8 MiB take seconds. Four calls with long texts
// make all others wait, short ones too. A host that does not control the length cuts the
// text, for instance to its last 64 KiB, at the start of a line.
//
// # Not in this package
//
// The code of each line of a log (mcpx_log_feed of the C library) and the report about
// many heartbeats (report, mcpx_report_start) are not in Go. [ClassifyLog] gives the
// incidents of a log.
//
// # Errors
//
// Classification and checks accept any bytes and do not return errors. A text
// that no rule matches gives [CodeUnclassified]. A payload that could not be
// checked is never reported as OK or clean. A text that could not be redacted is
// never returned. No panic leaves the package; [SetFailureHandler] says what
// becomes of one.
package mcpx
