// Package proxy is src/proxy of the C library, translated to Go: the WebAssembly
// module proxy.wasm by wasm2go (module.go), with its data (data.bin). ./dev derive writes
// both files. docs/native.md says why.
package proxy

import (
	_ "embed"
	"sync"

	"github.com/smart-mcp-proxy/mcpx/go/internal/inflate"
)

//go:embed data.bin
var packed string

// data is inflated once, since there are many short-lived instances.
var data = sync.OnceValues(func() ([]byte, error) {
	unpacked := make([]byte, dataSize)
	err := inflate.Into(unpacked, packed)
	return unpacked, err
})

// Load writes the data into memory of MemorySize zero bytes, for New.
func Load(memory []byte) error {
	unpacked, err := data()
	copy(memory[dataAddress:], unpacked)
	return err
}
