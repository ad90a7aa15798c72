package mcpx

import (
	"errors"
	"fmt"
	"log"
	"runtime"
	"sync"
	"sync/atomic"
)

// ErrInternal means that a function of this package failed by a fault of its own,
// or that a method of the caller's error or [System] panicked.
var ErrInternal = errors.New("mcpx: internal failure")

type failureHandler struct {
	handle   func(error)
	reported sync.Map // the functions that were reported
}

var currentHandler atomic.Pointer[failureHandler]

func init() { SetFailureHandler(nil) }

// SetFailureHandler replaces the function that receives internal failures. No panic
// leaves this package: the call that failed answers as its documentation says, and
// the handler gets the reason, once for each function of the package that fails.
// The reason is an [ErrInternal]. It contains no text of the caller, and is worth a
// bug report. The default, and nil, is to log it with [log.Print].
func SetFailureHandler(handle func(error)) {
	if handle == nil {
		handle = func(err error) { log.Print(err) }
	}
	currentHandler.Store(&failureHandler{handle: handle})
}

// recoverFrom turns a panic of the function `where` into an error at *err. It has
// to be deferred.
func recoverFrom(where string, err *error) {
	if panicked := recover(); panicked != nil {
		*err = internalFailure(where, describePanic(panicked))
	}
}

// internalFailure reports and returns an [ErrInternal].
func internalFailure(where, reason string) error {
	err := fmt.Errorf("%w in %s: %s", ErrInternal, where, reason)
	reportFailure(where, err)
	return err
}

// describePanic returns no text that could come from the caller: only the runtime's
// own errors are quoted.
func describePanic(panicked any) string {
	if fault, ok := panicked.(runtime.Error); ok {
		return fault.Error()
	}
	return fmt.Sprintf("panic with a value of type %T", panicked)
}

func reportFailure(where string, err error) {
	handler := currentHandler.Load()
	if _, reported := handler.reported.LoadOrStore(where, true); reported {
		return
	}
	defer func() { _ = recover() }() // a handler must not end the program either
	handler.handle(err)
}
