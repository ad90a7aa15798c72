//go:build !cgo || !mcpx_cgo

package mcpx

import (
	"fmt"
	"runtime"
	"sync"

	"github.com/smart-mcp-proxy/mcpx/go/internal/core"
)

// backEnd is the result of [BackEnd].
const backEnd = "go"

// instancesMax limits the memory. A call takes microseconds, so others can wait.
const instancesMax = 4

// An instance has 7 MiB of memory. One is kept; those that parallel calls needed
// besides are left to the garbage collector when they are no longer in use.
var (
	kept    = make(chan *instance, 1)
	spare   sync.Pool
	permits = make(chan struct{}, min(runtime.GOMAXPROCS(0), instancesMax)) // a running call holds one
)

func acquireInstance() (*instance, error) {
	select {
	case in := <-kept:
		return in, nil
	default:
	}
	if in, ok := spare.Get().(*instance); ok {
		return in, nil
	}
	if err := core.Load(); err != nil {
		return nil, fmt.Errorf("inflate the data of the module: %w", err)
	}
	return newInstance(), nil
}

func releaseInstance(in *instance) {
	select {
	case kept <- in:
	default:
		spare.Put(in)
	}
}

// withInstance runs use with an instance of its own. If use fails or panics, the
// instance is discarded, because its state is unknown. `where` is the function of
// the package that is reported then.
func withInstance(where string, use func(*instance) error) (err error) {
	permits <- struct{}{}
	defer func() { <-permits }()
	defer recoverFrom(where, &err)
	in, err := acquireInstance()
	if err == nil {
		err = use(in)
	}
	if err != nil {
		err = internalFailure(where, err.Error())
		return err
	}
	releaseInstance(in)
	return nil
}
