//go:build !cgo || mcpx_wasm

package mcpx

import (
	"errors"
	"runtime"
	"sync"
	"testing"
)

func TestInstanceMemory(t *testing.T) {
	err := withInstance(func(in *instance) error {
		if size := in.module.Memory().Size(); size > 7<<20 {
			t.Errorf("an instance has %d bytes of memory", size)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPoolReusesInstances(t *testing.T) {
	pool, err := sharedPool()
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for i := 0; i < 8*runtime.GOMAXPROCS(0); i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			ClassifyText("login available", Hints{})
		}()
	}
	group.Wait()
	if count := len(pool.idle); count == 0 || count > runtime.GOMAXPROCS(0) {
		t.Errorf("the pool has %d instances", count)
	}
}

// The pool discards an instance on which a call failed, and frees its permit.
func TestPoolDiscardsFailedInstances(t *testing.T) {
	broken := errors.New("broken")
	for i := 0; i < 2*runtime.GOMAXPROCS(0); i++ {
		if err := withInstance(func(*instance) error { return broken }); !errors.Is(err, broken) {
			t.Fatal(err)
		}
	}
	if _, err := readOutput("no_such_function"); err == nil {
		t.Error("a call of a missing function succeeded")
	}
	trap := withInstance(func(in *instance) error {
		_, err := in.call("feed", 1<<31) // reads beyond the end of the memory
		return err
	})
	if trap == nil {
		t.Error("a read beyond the end of the memory succeeded")
	}
	if answer := ClassifyText("login available", Hints{}); answer.Code != "MCPX_OAUTH_LOGIN_REQUIRED" {
		t.Errorf("%+v", answer)
	}
}

func TestRejectedOptions(t *testing.T) {
	err := withInstance(func(in *instance) error { return in.setOptions("set_hints", `{"profile":"none"}`) })
	if !errors.Is(err, errOptions) {
		t.Errorf("an unknown profile: %v", err)
	}
}

// What the first call of a process adds: compile the module and instantiate it.
func BenchmarkFirstCall(b *testing.B) {
	for i := 0; i < b.N; i++ {
		pool, err := newPool()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := pool.instantiate(); err != nil {
			b.Fatal(err)
		}
		if err := pool.runtime.Close(background); err != nil {
			b.Fatal(err)
		}
	}
}
