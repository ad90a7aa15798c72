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

// Load writes the data into memory of MemorySize zero bytes, for New.
func Load(memory []byte) error {
	_, err := io.ReadFull(flate.NewReader(strings.NewReader(packed)), memory[dataAddress:dataAddress+dataSize])
	return err
}
