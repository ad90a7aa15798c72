package mcpx

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/smart-mcp-proxy/mcpx/go/internal/proxy"
)

// proxyModule is an instance of the module with src/proxy of the C library: one
// resolver of docker and one state of counters. It serves one call at a time.
type proxyModule struct {
	*proxy.Module
	host *proxyHost
}

// proxyHost answers what the module asks its system.
type proxyHost struct {
	module *proxyModule
	system System
	start  time.Time       // of the clock
	ctx    context.Context // of the call
	shell  error           // why the shell gave no path, if it was asked

	interrupted bool // the context was done when the shell failed
}

func newProxyModule(system System) (*proxyModule, error) {
	if err := proxy.Load(); err != nil {
		return nil, fmt.Errorf("inflate the data of the module: %w", err)
	}
	host := &proxyHost{system: system, ctx: context.Background()}
	host.module = &proxyModule{proxy.New(host), host}
	host.module.X_initialize()
	return host.module, nil
}

// memory is valid until the module allocates.
func (m *proxyModule) memory() []byte { return *m.Xmemory().Slice() }

// reserve starts a call. It returns false if the module cannot have that much
// memory.
func (m *proxyModule) reserve(length int) bool { return m.Xreserve(int32(length)) != 0 }

// setInput starts a call with an input, whose parts follow one another.
func (m *proxyModule) setInput(parts ...[]byte) bool {
	length := 0
	for _, part := range parts {
		length += len(part)
	}
	start := uint32(m.Xreserve(int32(length)))
	if start == 0 {
		return false
	}
	for _, part := range parts {
		start += uint32(copy(m.memory()[start:], part))
	}
	return true
}

// output copies what a function of the module wrote.
func (m *proxyModule) output(length int32) []byte {
	start := uint32(m.Xoutput())
	return append([]byte(nil), m.memory()[start:start+uint32(length)]...)
}

func (m *proxyModule) text(address int32) string {
	if address == 0 {
		return ""
	}
	return cString(m.memory(), uint32(address))
}

// cString copies the string at an address, which ends with a NUL.
func cString(memory []byte, address uint32) string {
	end := address
	for memory[end] != 0 {
		end++
	}
	return string(memory[address:end])
}

// readResult reads the result of a function that read a text. The reasons are in the
// order of mcpx_read_status.
func (m *proxyModule) readResult(address int32) (uint32, error) {
	word := func(i int) uint32 { return binary.LittleEndian.Uint32(m.memory()[int(uint32(address))+4*i:]) }
	if word(0) == 0 {
		return word(1), nil
	}
	reasons := [...]string{
		"", "too_large", "not_json", "wrong_shape", "unknown_server", "damaged", "newer", "no_memory",
	}
	return word(1), &ReadError{
		reasons[word(0)], m.text(int32(word(2))), m.text(int32(word(3))), int(word(4)), int(word(5)), int(word(6)),
	}
}

var errReadMemory = &ReadError{Reason: "no_memory", Message: "Not enough memory to parse the text."}

// ---- What the module imports ----

func (h *proxyHost) Xsystem_clock() int64 {
	now := h.system.Now()
	if h.start.IsZero() {
		h.start = now
	}
	return now.Sub(h.start).Milliseconds()
}

const environmentMax = 1 << 20

func (h *proxyHost) Xsystem_environment(name, out, capacity int32) int32 {
	value := h.system.Getenv(h.module.text(name))
	value = value[:min(len(value), environmentMax)]
	start := uint32(out)
	copy(h.module.memory()[start:start+uint32(capacity)], value)
	return int32(len(value))
}

func (h *proxyHost) Xsystem_is_executable(path int32) int32 {
	if h.system.IsExecutable(h.module.text(path)) {
		return 1
	}
	return 0
}

func (h *proxyHost) Xsystem_shell(shell, question, out, capacity int32) int32 {
	output, err := h.system.RunShell(h.ctx, h.module.text(shell), h.module.text(question))
	if err != nil {
		h.shellFailed(err)
		return -1
	}
	h.shell = errShellWithoutPath
	output = output[max(len(output)-int(capacity), 0):]
	return int32(copy(h.module.memory()[uint32(out):], output))
}

// A deadline that is not that of the caller's context is the shell's own limit. It must
// not be taken for that of the caller.
func (h *proxyHost) shellFailed(err error) {
	h.shell = err
	h.interrupted = h.ctx.Err() != nil
	if !h.interrupted && errors.Is(err, context.DeadlineExceeded) {
		h.shell = errShellTooSlow
	}
}

// ---- Instances for calls without a state ----

// proxyModules holds instances whose memory has not grown.
var proxyModules sync.Pool

// withProxyModule runs use with an instance whose resolver and counters it must not
// use. `where` is the function of the package that is reported if it panics.
func withProxyModule(where string, use func(*proxyModule) error) (err error) {
	defer recoverFrom(where, &err)
	module, ok := proxyModules.Get().(*proxyModule)
	if !ok {
		if module, err = newProxyModule(HostSystem{}); err != nil {
			return internalFailure(where, err.Error())
		}
	}
	size := len(module.memory())
	err = use(module)
	if len(module.memory()) == size {
		proxyModules.Put(module)
	}
	return err
}
