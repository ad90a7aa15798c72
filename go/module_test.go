//go:build !cgo || mcpx_wasm

package mcpx

import (
	"errors"
	"runtime"
	"testing"
)

func TestInstances(t *testing.T) {
	err := with(func(in *instance) error {
		if size := in.module.Memory().Size(); size > 24<<20 {
			t.Errorf("an instance takes %d bytes", size)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	pool, _ := instances()
	if len(pool.idle) > runtime.GOMAXPROCS(0) {
		t.Errorf("%d instances", len(pool.idle))
	}
}

// An instance on which something failed is given up, and its place is not.
func TestFailedInstances(t *testing.T) {
	broken := errors.New("broken")
	for i := 0; i < 2*runtime.GOMAXPROCS(0); i++ {
		if err := with(func(*instance) error { return broken }); !errors.Is(err, broken) {
			t.Fatal(err)
		}
	}
	if _, err := ask("no_such_function"); err == nil {
		t.Error("a function that is not there was called")
	}
	trap := with(func(in *instance) error {
		_, err := in.call("feed", 1<<31) // far behind the end of the memory
		return err
	})
	if trap == nil {
		t.Error("reading outside of the memory went well")
	}
	if answer := ClassifyText("login available", Hints{}); answer.Code != "MCPX_OAUTH_LOGIN_REQUIRED" {
		t.Errorf("%+v", answer)
	}
}

func TestOptionsThatTheModuleRefuses(t *testing.T) {
	err := with(func(in *instance) error { return in.accept("start", `{"profile":"none"}`) })
	if err == nil {
		t.Error("a profile that is none was taken")
	}
}
