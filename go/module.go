//go:build !cgo || mcpx_wasm

package mcpx

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/tetratelabs/wazero/api"
)

// instance is an instance of the module with its own memory. It serves one call
// at a time.
type instance struct {
	module    api.Module
	functions map[string]api.Function
	stack     [3]uint64 // arguments and result of a call
	input     uint32    // address of the input buffer
	inputSize uint32
	output    uint32 // address of the output buffer

	hints        Hints // the hints that the module holds, if hasHints
	hasHints     bool
	checkOptions string // the check options that the module holds, as JSON
}

func newInstance(module api.Module) (*instance, error) {
	in := &instance{module: module, functions: map[string]api.Function{}}
	for name := range module.ExportedFunctionDefinitions() {
		in.functions[name] = module.ExportedFunction(name)
	}
	for name, value := range map[string]*uint32{
		"input": &in.input, "input_size": &in.inputSize, "output": &in.output,
	} {
		var err error
		if *value, err = in.call(name); err != nil {
			return nil, err
		}
	}
	return in, nil
}

// call calls an exported function with at most two arguments.
func (in *instance) call(name string, arguments ...uint32) (uint32, error) {
	function := in.functions[name]
	if function == nil {
		return 0, fmt.Errorf("mcpx: the module does not export %s", name)
	}
	in.stack[0] = 0
	for i, argument := range arguments {
		in.stack[i] = uint64(argument)
	}
	if err := function.CallWithStack(background, in.stack[:]); err != nil {
		return 0, fmt.Errorf("mcpx: call %s of the module: %w", name, err)
	}
	return uint32(in.stack[0]), nil
}

// writeInput copies as much of the text as fits into the input buffer. It
// returns the number of bytes.
func (in *instance) writeInput(text string) uint32 {
	length := min(len(text), int(in.inputSize))
	in.module.Memory().WriteString(in.input, text[:length])
	return uint32(length)
}

// writeInputBytes is writeInput for bytes.
func (in *instance) writeInputBytes(bytes []byte) uint32 {
	length := min(len(bytes), int(in.inputSize))
	in.module.Memory().Write(in.input, bytes[:length])
	return uint32(length)
}

// callForOutput calls a function that returns the length of its output. The
// bytes belong to the module and are valid until the next call.
func (in *instance) callForOutput(name string, arguments ...uint32) ([]byte, error) {
	length, err := in.call(name, arguments...)
	if err != nil {
		return nil, err
	}
	output, ok := in.module.Memory().Read(in.output, length)
	if !ok {
		return nil, fmt.Errorf("mcpx: the output of %s lies outside the module's memory", name)
	}
	return output, nil
}

var errOptions = errors.New("mcpx: the module rejects the options")

// setOptions passes options to a function that returns the length of an error
// message, or 0.
func (in *instance) setOptions(function, options string) error {
	errorLength, err := in.call(function, in.writeInput(options))
	if err == nil && errorLength != 0 {
		err = errOptions
	}
	return err
}

// readOutput calls a function on any instance and copies its output.
func readOutput(name string, arguments ...uint32) (output []byte, err error) {
	err = withInstance(func(in *instance) error {
		borrowed, err := in.callForOutput(name, arguments...)
		output = append([]byte(nil), borrowed...)
		return err
	})
	return output, err
}

// words are 32-bit numbers in the module's memory. Some are addresses of constant
// strings.
type words struct {
	memory  api.Memory
	address uint32
}

func (w words) number(i uint32) uint32 {
	value, _ := w.memory.ReadUint32Le(w.address + 4*i)
	return value
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
	var name []byte
	for at := address; ; at++ {
		letter, ok := w.memory.ReadByte(at)
		if !ok || letter == 0 {
			break
		}
		name = append(name, letter)
	}
	names.Store(address, string(name))
	return string(name)
}

func catalogJSON() ([]byte, error) { return readOutput("catalog") }

func schemaJSON(version int) (json.RawMessage, error) { return readOutput("schema", uint32(version)) }

func version() string {
	var version string
	text, err := readOutput("version")
	if err != nil || json.Unmarshal(text, &version) != nil {
		return ""
	}
	return version
}
