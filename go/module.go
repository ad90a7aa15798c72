//go:build !cgo || !mcpx_cgo

package mcpx

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/smart-mcp-proxy/mcpx/go/internal/core"
)

// instance is an instance of the module with its own memory, whose size is fixed.
// It serves one call at a time.
type instance struct {
	*core.Module
	memory []byte
	input  []byte // the input buffer
	output []byte // the output buffer and what follows it

	hints        string // the hints that the module holds, if they were passed as JSON
	checkOptions string // the check options that the module holds, as JSON
}

// newInstance makes an instance of a module whose bytes are zero.
func newInstance(module *core.Module) (*instance, error) {
	if err := module.Load(); err != nil {
		return nil, fmt.Errorf("inflate the data of the module: %w", err)
	}
	module.X_initialize()
	in := &instance{Module: module, memory: module.Memory()}
	start := uint32(module.Xinput())
	in.input = in.memory[start : start+uint32(module.Xinput_size())]
	in.output = in.memory[uint32(module.Xoutput()):]
	return in, nil
}

var errOptions = errors.New("mcpx: the module rejects the options")

// setOptions passes options to a function of the module that returns the length of
// an error message, or 0.
func (in *instance) setOptions(set func(length int32) int32, options string) error {
	if set(int32(copy(in.input, options))) != 0 {
		return errOptions
	}
	return nil
}

// readOutput calls a function that returns the length of its output, on any
// instance, and copies the output.
func readOutput(where string, write func(*instance) int32) (output []byte, err error) {
	err = withInstance(where, func(in *instance) error {
		output = append([]byte(nil), in.output[:write(in)]...)
		return nil
	})
	return output, err
}

// words are 32-bit numbers in the memory of a module. Some are addresses of constant
// strings.
type words struct {
	memory  []byte
	address uint32
}

func (w words) number(i uint32) uint32 {
	return binary.LittleEndian.Uint32(w.memory[w.address+4*i:])
}

// names caches the constant strings of the module by address. All instances have
// them at the same addresses.
var names sync.Map

func (w words) name(i uint32) string {
	address := w.number(i)
	if address == 0 {
		return ""
	}
	if name, ok := names.Load(address); ok {
		return name.(string)
	}
	name := cString(w.memory, address)
	names.Store(address, name)
	return name
}

func catalogJSON() ([]byte, error) {
	return readOutput("Catalog", func(in *instance) int32 { return in.Xcatalog() })
}

func schemaJSON(version int) (json.RawMessage, error) {
	return readOutput("Schema", func(in *instance) int32 { return in.Xschema(int32(version)) })
}

func backEndError() error {
	text, err := readOutput("BackEnd", func(in *instance) int32 { return in.Xversion() })
	if err == nil && string(text) != `"`+release+`"` {
		err = releaseError("module", string(text))
	}
	return err
}
