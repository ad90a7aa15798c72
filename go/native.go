//go:build cgo && mcpx_cgo

package mcpx

/*
#cgo pkg-config: mcpx-static
#include <mcpx.h>

static const char *go_header_version(void) { return MCPX_VERSION; }
*/
import "C"

import (
	"encoding/json"
	"sync"
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

// backEnd is the result of [BackEnd].
const backEnd = "cgo"

// backEndError compares the releases of the header, of the library and of this
// package: Go does not compile again when the library changed.
var backEndError = sync.OnceValue(func() error {
	if header := C.GoString(C.go_header_version()); header != release {
		return releaseError("header mcpx.h", header)
	}
	if library := C.GoString(C.mcpx_version()); library != release {
		return releaseError("library", library)
	}
	return nil
})

// withLibrary runs use, unless the library is of another release. `where` is the
// function of the package that is reported then, or if use panics.
func withLibrary(where string, use func() error) (err error) {
	if err := backEndError(); err != nil {
		reportFailure("BackEnd", err)
		return err
	}
	defer recoverFrom(where, &err)
	return use()
}

// readJSON calls a function of the library that writes JSON: once for the size,
// once for the bytes.
func readJSON(write func(out *C.char, capacity C.size_t) C.size_t) []byte {
	size := write(nil, 0)
	out := make([]byte, size+1)
	write((*C.char)(unsafe.Pointer(&out[0])), size+1)
	return out[:size]
}

func catalogJSON() (text []byte, err error) {
	err = withLibrary("Catalog", func() error {
		text = readJSON(func(out *C.char, capacity C.size_t) C.size_t { return C.mcpx_catalog_json(out, capacity) })
		return nil
	})
	return text, err
}

func schemaJSON(version int) (text json.RawMessage, err error) {
	err = withLibrary("Schema", func() error {
		text = readJSON(func(out *C.char, capacity C.size_t) C.size_t {
			return C.mcpx_schema_json(C.int(version), out, capacity)
		})
		return nil
	})
	return text, err
}
