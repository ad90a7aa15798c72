// Package core is the C library, translated to Go: the WebAssembly module
// go.wasm by wasm2go (module.go), with its data (data.bin). ./dev derive writes
// both files. docs/native.md says why.
package core

import (
	"compress/flate"
	_ "embed"
	"io"
	"strings"
)

//go:embed data.bin
var packed string

// Load makes an instance of a Module whose bytes are zero.
func (m *Module) Load() error {
	_, err := io.ReadFull(flate.NewReader(strings.NewReader(packed)), m.memory[dataAddress:dataAddress+dataSize])
	m.start()
	return err
}
