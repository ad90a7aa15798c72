//go:build !cgo || mcpx_wasm

package mcpx

import (
	"context"
	_ "embed"
	"fmt"
	"runtime"
	"sync"

	"github.com/tetratelabs/wazero"
)

//go:embed mcpx.wasm
var moduleBytes []byte

// A call into the module runs for microseconds and cannot be canceled.
var background = context.Background()

// pool hands out module instances. A caller first takes one of the permits, so
// there are never more instances than permits. The last instance returned is the
// first one reused, so sequential calls share one instance.
type pool struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
	permits chan struct{}
	lock    sync.Mutex // guards idle
	idle    []*instance
}

var sharedPool = sync.OnceValues(newPool)

func newPool() (*pool, error) {
	engine := wazero.NewRuntimeWithConfig(background, wazero.NewRuntimeConfig())
	module, err := engine.CompileModule(background, moduleBytes)
	if err != nil {
		return nil, fmt.Errorf("mcpx: compile the module: %w", err)
	}
	return &pool{runtime: engine, module: module, permits: make(chan struct{}, runtime.GOMAXPROCS(0))}, nil
}

func (p *pool) acquire() (*instance, error) {
	p.lock.Lock()
	if last := len(p.idle) - 1; last >= 0 {
		reused := p.idle[last]
		p.idle = p.idle[:last]
		p.lock.Unlock()
		return reused, nil
	}
	p.lock.Unlock()
	return p.instantiate()
}

func (p *pool) release(in *instance) {
	p.lock.Lock()
	p.idle = append(p.idle, in)
	p.lock.Unlock()
}

func (p *pool) instantiate() (*instance, error) {
	// An empty name allows more than one instance.
	config := wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize")
	module, err := p.runtime.InstantiateModule(background, p.module, config)
	if err != nil {
		return nil, fmt.Errorf("mcpx: instantiate the module: %w", err)
	}
	return newInstance(module)
}

// withInstance runs use with an instance of its own. If use fails, the instance
// is discarded, because its state is unknown.
func withInstance(use func(*instance) error) error {
	pool, err := sharedPool()
	if err != nil {
		return err
	}
	pool.permits <- struct{}{}
	defer func() { <-pool.permits }()
	in, err := pool.acquire()
	if err != nil {
		return err
	}
	if err := use(in); err != nil {
		_ = in.module.Close(background) // the error of use is the one to report
		return err
	}
	pool.release(in)
	return nil
}
