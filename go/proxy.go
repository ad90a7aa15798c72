package mcpx

import (
	"errors"
	"fmt"
)

// ErrNotSupported means that a function needs cgo and the C library. The
// WebAssembly module has no imports, so it cannot look for a program or run a
// shell, and it omits the functions that only the proxy needs.
var ErrNotSupported = errors.New("mcpx: not supported without cgo and the C library")

// Platform selects the well-known places of the docker program, which are
// searched after PATH.
type Platform int

const (
	// PlatformHost is the platform that the library was compiled for.
	PlatformHost Platform = iota
	// PlatformLinux has well-known places and a login shell.
	PlatformLinux
	// PlatformMacOS has well-known places and a login shell.
	PlatformMacOS
	// PlatformWindows has neither.
	PlatformWindows
)

// DockerOptions configures a [Docker]. The zero value searches as this system
// does.
type DockerOptions struct {
	Platform Platform
}

// DockerAbsent is the source if docker was not found. The other sources are
// "path", "bundled" and "login_shell".
const DockerAbsent = "absent"

// ServerSettings decides whether a server is isolated. The zero value means that
// it is not.
type ServerSettings struct {
	// Command starts the server. It is empty if the server has no command.
	Command string
	// Isolation is docker_isolation.enabled of the configuration, nil if left
	// out.
	Isolation *bool
	// ServerIsolation is isolation.enabled of the server. If nil, the server
	// inherits Isolation.
	ServerIsolation *bool
}

// ReadError is the reason why a configuration or a saved state could not be
// read. It contains none of their text.
type ReadError struct {
	// Reason is "too_large", "not_json", "wrong_shape", "unknown_server",
	// "damaged", "newer" or "no_memory".
	Reason   string
	Message  string
	Expected string // the allowed values, or ""
	Offset   int    // in bytes, from 0
	Line     int    // from 1; 0 if the error has no position
	Column   int    // in characters, from 1
}

// Error returns the message and the position.
func (e *ReadError) Error() string {
	text := "mcpx: " + e.Message
	if e.Expected != "" {
		text += " Expected: " + e.Expected
	}
	if e.Line > 0 {
		text += fmt.Sprintf(" (line %d, column %d)", e.Line, e.Column)
	}
	return text
}
