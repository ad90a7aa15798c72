package mcpx

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// collectFailures returns what is reported until the end of the test.
func collectFailures(t *testing.T) *[]error {
	var lock sync.Mutex
	reports := new([]error)
	SetFailureHandler(func(err error) {
		lock.Lock()
		defer lock.Unlock()
		*reports = append(*reports, err)
	})
	t.Cleanup(func() { SetFailureHandler(nil) })
	return reports
}

func TestFailureHandlerIsCalledOnce(t *testing.T) {
	reports := collectFailures(t)
	for i := 0; i < 3; i++ {
		for _, where := range []string{"Classify", "Scan"} {
			var err error
			func() {
				defer recoverFrom(where, &err)
				panic("a secret")
			}()
			if !errors.Is(err, ErrInternal) || !strings.Contains(err.Error(), where) || strings.Contains(err.Error(), "secret") {
				t.Errorf("%v", err)
			}
		}
	}
	if len(*reports) != 2 {
		t.Errorf("%v", *reports)
	}
}

func TestRuntimeErrorsAreQuoted(t *testing.T) {
	collectFailures(t)
	var err error
	func() {
		defer recoverFrom("Scan", &err)
		var none []int
		_ = none[len(none)]
	}()
	if !strings.Contains(err.Error(), "index out of range") {
		t.Errorf("%v", err)
	}
}

func TestFailureHandlerMayPanic(t *testing.T) {
	SetFailureHandler(func(error) { panic("in the handler") })
	t.Cleanup(func() { SetFailureHandler(nil) })
	var err error
	func() {
		defer recoverFrom("Scan", &err)
		var fault runtime.Error
		panic(fault)
	}()
	if err == nil {
		t.Error("no error")
	}
}
