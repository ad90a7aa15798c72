//go:build !cgo || mcpx_wasm

package mcpx

import (
	"encoding/json"
	"strings"
	"time"
)

// Docker says where the docker program is: with cgo alone.
type Docker struct{}

// NewDocker gives [ErrNotSupported] without cgo.
func NewDocker(DockerOptions) (*Docker, error) { return nil, ErrNotSupported }

// Close ends it.
func (*Docker) Close() {}

// Path is "": nothing is found.
func (*Docker) Path() string { return "" }

// Source is "absent".
func (*Docker) Source() string { return DockerAbsent }

// IsolationHint says whether the proxy would launch this server through Docker,
// as [Hints] wants it. Not without a command; where isolation is left out or
// off for all; where the server has it off; where the command is docker already.
func IsolationHint(server ServerSettings) Isolation {
	forAll := server.Isolation != nil && *server.Isolation
	inherits := server.ServerIsolation == nil || *server.ServerIsolation
	if server.Command != "" && forAll && inherits && !strings.Contains(server.Command, "docker") {
		return Isolated
	}
	return NotIsolated
}

// ConfigIsolated gives [ErrNotSupported] without cgo.
func ConfigIsolated([]byte, string) (Isolation, error) { return NotIsolated, ErrNotSupported }

// ConfigIsolationEnabled gives [ErrNotSupported] without cgo.
func ConfigIsolationEnabled([]byte) (bool, error) { return false, ErrNotSupported }

// Counters are the diagnostics of a heartbeat: with cgo alone.
type Counters struct{}

// NewCounters gives [ErrNotSupported] without cgo.
func NewCounters() (*Counters, error) { return nil, ErrNotSupported }

// Add counts nothing.
func (*Counters) Add(time.Time, string) bool { return false }

// AddFix counts nothing.
func (*Counters) AddFix(time.Time, string) {}

// Snapshot is nil.
func (*Counters) Snapshot(time.Time) json.RawMessage { return nil }

// Save is nil.
func (*Counters) Save() []byte { return nil }

// Load gives [ErrNotSupported].
func (*Counters) Load([]byte) error { return ErrNotSupported }
