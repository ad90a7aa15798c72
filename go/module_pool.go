//go:build !cgo || !mcpx_cgo

package mcpx

import (
	"runtime"
	"sync"

	"github.com/smart-mcp-proxy/mcpx/go/internal/core"
)

// backEnd is the result of [BackEnd].
const backEnd = "go"

// instancesMax limits the memory. A call takes microseconds, so others can wait.
const instancesMax = 4

// modules holds the instances with their memory. In the heap, it would let the
// garbage collector wait for megabytes more of garbage. Here, the system provides
// only the pages that an instance uses.
var modules [instancesMax]core.Module

// slot is a place for an instance.
type slot struct {
	module *core.Module
	in     *instance // nil until the slot is used, and after a failure
	dirty  bool      // an instance used the module
}

// pool holds the slots that no call uses. The last one used is the next one, so only
// parallel calls need more than one.
var pool struct {
	sync.Mutex
	slots []*slot
}

// A running call holds a permit, so a slot is always there for it.
var permits = make(chan struct{}, min(runtime.GOMAXPROCS(0), instancesMax))

func init() {
	for i := range modules {
		pool.slots = append(pool.slots, &slot{module: &modules[i]})
	}
}

func takeSlot() *slot {
	permits <- struct{}{}
	pool.Lock()
	defer pool.Unlock()
	last := len(pool.slots) - 1
	taken := pool.slots[last]
	pool.slots = pool.slots[:last]
	return taken
}

func returnSlot(taken *slot) {
	pool.Lock()
	pool.slots = append(pool.slots, taken)
	pool.Unlock()
	<-permits
}

// instance returns the instance of a slot that is in use.
func (s *slot) instance() (in *instance, err error) {
	if s.in != nil {
		return s.in, nil
	}
	if s.dirty {
		*s.module = core.Module{}
	}
	s.dirty = true
	s.in, err = newInstance(s.module)
	return s.in, err
}

// withInstance runs use with an instance of its own. If use fails or panics, the
// instance is discarded, because its state is unknown. `where` is the function of
// the package that is reported then.
func withInstance(where string, use func(*instance) error) (err error) {
	taken := takeSlot()
	defer returnSlot(taken)
	defer recoverFrom(where, &err)
	in, err := taken.instance()
	taken.in = nil // a call that does not end well leaves it so
	if err == nil {
		err = use(in)
	}
	if err != nil {
		err = internalFailure(where, err.Error())
		return err
	}
	taken.in = in
	return nil
}
