// Package core is the C library, translated to Go: the WebAssembly module
// go.wasm by wasm2go (module.go), with its data (data.bin). ./dev derive writes
// both files. docs/native.md says why.
package core

import (
	_ "embed"

	"github.com/smart-mcp-proxy/mcpx/go/internal/inflate"
)

//go:embed data.bin
var packed string

// Load makes an instance of a Module whose bytes are zero.
func (m *Module) Load() error {
	err := inflate.Into(m.memory[dataAddress:dataAddress+dataSize], packed)
	m.start()
	return err
}
