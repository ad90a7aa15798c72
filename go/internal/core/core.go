// Package core is the C library, translated to Go: the WebAssembly module
// go.wasm by wasm2go (module.go), with its data (data.bin). ./dev derive writes
// both files. docs/native.md says why.
package core

import (
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"io"
	"strings"
	"sync"
)

//go:embed data.bin
var packed string

// data is what New copies into the memory of a module. Load sets it.
var data string

// Load inflates the data. It has to be called before New; all calls but the first
// only return the error of the first.
var Load = sync.OnceValue(func() error {
	const head = 4 // bytes of the length
	var unpacked strings.Builder
	unpacked.Grow(int(binary.LittleEndian.Uint32([]byte(packed[:head]))))
	_, err := io.Copy(&unpacked, flate.NewReader(strings.NewReader(packed[head:])))
	data = unpacked.String()
	return err
})
