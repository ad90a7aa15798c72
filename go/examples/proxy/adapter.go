// Package proxy shows how the proxy replaces three packages of its own by mcpx:
// the classifier, the scanner of payloads, and the resolver of docker with the
// counters of codes. types.go has simple forms of the types of the proxy.
package proxy

import (
	"context"
	"encoding/json"
	"time"

	mcpx "github.com/smart-mcp-proxy/mcpx/go"
)

// Classify replaces the classifier.
func Classify(err error, hints ClassifierHints) Code {
	isolated := mcpx.IsolationHint(hints.Server)
	return Code(mcpx.Classify(err, mcpx.Hints{Transport: hints.Transport, DockerIsolated: isolated}).Code)
}

// ScanForPII replaces the scanner: the first violation of a payload, or nil.
func ScanForPII(payload []byte, blocked []string, version string) error {
	options := mcpx.CheckOptions{ProxyProfile: true, ProxyRelease: version, BlockedValues: blocked}
	for _, finding := range mcpx.Scan(payload, options).Findings {
		if finding.Severity == "error" {
			return &AnonymityViolation{finding.Rule, finding.Pointer}
		}
	}
	return nil
}

// Diagnostics replaces the resolver of docker and the counters in the database.
type Diagnostics struct {
	Docker   mcpx.Docker // Path(ctx), Source(ctx)
	counters mcpx.Counters
	store    Store
}

// NewDiagnostics starts with the stored counts. Damaged ones count from zero.
func NewDiagnostics(store Store) (*Diagnostics, error) {
	d := &Diagnostics{store: store}
	if saved := store.Get(); saved != nil {
		return d, d.counters.Load(saved)
	}
	return d, nil
}

// Record counts a code and stores the counts.
func (d *Diagnostics) Record(code Code) {
	d.counters.Add(time.Now(), string(code))
	d.store.Put(d.counters.Save())
}

// Heartbeat sets the members of a payload.
func (d *Diagnostics) Heartbeat(ctx context.Context, payload map[string]any) {
	payload["docker_cli_source"] = d.Docker.Source(ctx)
	if diagnostics := d.counters.Snapshot(time.Now()); diagnostics != nil {
		payload["diagnostics"] = json.RawMessage(diagnostics)
	}
}
