//go:build !cgo || mcpx_wasm

package mcpx

import (
	"encoding/json"
	"strings"
	"time"
)

// Docker finds the docker program. It needs cgo.
type Docker struct{}

// NewDocker returns [ErrNotSupported] without cgo.
func NewDocker(DockerOptions) (*Docker, error) { return nil, ErrNotSupported }

// Close does nothing without cgo.
func (*Docker) Close() {}

// Path returns "" without cgo.
func (*Docker) Path() string { return "" }

// Source returns [DockerAbsent] without cgo.
func (*Docker) Source() string { return DockerAbsent }

// IsolationHint tells whether the proxy would launch this server through Docker.
// The result is NotIsolated if the server has no command, if isolation is off or
// left out in the configuration, if it is off for the server, or if the command
// contains "docker".
func IsolationHint(server ServerSettings) Isolation {
	enabled := server.Isolation != nil && *server.Isolation
	inherits := server.ServerIsolation == nil || *server.ServerIsolation
	if server.Command != "" && enabled && inherits && !strings.Contains(server.Command, "docker") {
		return Isolated
	}
	return NotIsolated
}

// ConfigIsolated returns [ErrNotSupported] without cgo.
func ConfigIsolated([]byte, string) (Isolation, error) { return NotIsolated, ErrNotSupported }

// ConfigIsolationEnabled returns [ErrNotSupported] without cgo.
func ConfigIsolationEnabled([]byte) (bool, error) { return false, ErrNotSupported }

// Counters counts codes and fixes for the diagnostics of a heartbeat. It needs
// cgo.
type Counters struct{}

// NewCounters returns [ErrNotSupported] without cgo.
func NewCounters() (*Counters, error) { return nil, ErrNotSupported }

// Add counts nothing without cgo.
func (*Counters) Add(time.Time, string) bool { return false }

// AddFix counts nothing without cgo.
func (*Counters) AddFix(time.Time, string) {}

// Snapshot returns nil without cgo.
func (*Counters) Snapshot(time.Time) json.RawMessage { return nil }

// Save returns nil without cgo.
func (*Counters) Save() []byte { return nil }

// Load returns [ErrNotSupported] without cgo.
func (*Counters) Load([]byte) error { return ErrNotSupported }
