//go:build cgo && !mcpx_wasm

package mcpx

/*
#cgo pkg-config: mcpx
#include <mcpx.h>
*/
import "C"

import (
	"encoding/json"
	"unsafe"
)

// stringPointer returns a pointer to the bytes of a string. It is never NULL,
// because the library treats a NULL text as no text, and an empty one as a text.
func stringPointer(text string) *C.char {
	if text == "" {
		text = "\x00"
	}
	return (*C.char)(unsafe.Pointer(unsafe.StringData(text)))
}

// bytesPointer is stringPointer for bytes.
func bytesPointer(bytes []byte) *C.char {
	return stringPointer(unsafe.String(unsafe.SliceData(bytes), len(bytes)))
}

func version() string { return C.GoString(C.mcpx_version()) }

// readJSON calls a function of the library that writes JSON: once for the size,
// once for the bytes.
func readJSON(write func(out *C.char, capacity C.size_t) C.size_t) []byte {
	size := write(nil, 0)
	out := make([]byte, size+1)
	write((*C.char)(unsafe.Pointer(&out[0])), size+1)
	return out[:size]
}

func catalogJSON() ([]byte, error) {
	return readJSON(func(out *C.char, capacity C.size_t) C.size_t {
		return C.mcpx_catalog_json(out, capacity)
	}), nil
}

func schemaJSON(version int) (json.RawMessage, error) {
	return readJSON(func(out *C.char, capacity C.size_t) C.size_t {
		return C.mcpx_schema_json(C.int(version), out, capacity)
	}), nil
}
