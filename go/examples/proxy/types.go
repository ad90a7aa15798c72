package proxy

import (
	"fmt"

	mcpx "github.com/smart-mcp-proxy/mcpx/go"
)

// Code is the proxy's type of a code.
type Code string

// ClassifierHints is what the proxy knows about a server that failed.
type ClassifierHints struct {
	Transport string
	Server    mcpx.ServerSettings // from the configuration
}

// AnonymityViolation is the proxy's error for a payload that must not be sent.
type AnonymityViolation struct{ Rule, Pointer string }

func (v *AnonymityViolation) Error() string {
	return fmt.Sprintf("telemetry payload refused: rule %s at %q", v.Rule, v.Pointer)
}

// Store is where the proxy keeps the counts between two runs.
type Store interface {
	Get() []byte
	Put(state []byte)
}
