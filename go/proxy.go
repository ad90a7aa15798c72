package mcpx

import (
	"errors"
	"fmt"
)

// ErrNotSupported says that the WebAssembly back end cannot do this: the module
// has no imports, so it can neither look for a program nor run a shell, and
// leaves out what only the proxy needs. Build with cgo.
var ErrNotSupported = errors.New("mcpx: only with cgo and the C library")

// Platform says where docker is looked for, beside PATH.
type Platform int

const (
	// PlatformOwn is the one that the library was compiled for.
	PlatformOwn Platform = iota
	// PlatformLinux has well-known places and a login shell.
	PlatformLinux
	// PlatformMacOS has well-known places and a login shell.
	PlatformMacOS
	// PlatformWindows has neither.
	PlatformWindows
)

// DockerOptions say how a [Docker] looks. The zero value: as on this system.
type DockerOptions struct {
	Platform Platform
}

// DockerAbsent is the source where docker was not found. The others are "path",
// "bundled" and "login_shell".
const DockerAbsent = "absent"

// ServerSettings decide whether a server is isolated. The zero value: it is not.
type ServerSettings struct {
	// Command starts the server; empty where nothing does.
	Command string
	// Isolation is docker_isolation.enabled of the configuration, nil where it
	// is left out.
	Isolation *bool
	// ServerIsolation is isolation.enabled of the server; nil inherits.
	ServerIsolation *bool
}

// ReadError says why a configuration or a saved state was not read. It repeats
// nothing of it.
type ReadError struct {
	// Reason is "too_large", "not_json", "wrong_shape", "unknown_server",
	// "damaged", "newer" or "no_memory".
	Reason   string
	Message  string
	Expected string // what may stand there, or ""
	Offset   int    // bytes, from 0
	Line     int    // from 1; 0 where it is not about a place
	Column   int    // from 1, in characters
}

// Error gives the message, with its place.
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
