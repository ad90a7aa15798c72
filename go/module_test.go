//go:build !cgo || !mcpx_cgo

package mcpx

import (
	"errors"
	"runtime"
	"sync"
	"testing"
	"unsafe"

	"github.com/smart-mcp-proxy/mcpx/go/internal/core"
)

func TestInstanceMemory(t *testing.T) {
	if core.MemorySize > 7424<<10 {
		t.Errorf("an instance has %d bytes of memory", core.MemorySize)
	}
	if size := unsafe.Sizeof(core.Module{}); size > 8<<20+16 {
		t.Errorf("an instance takes %d bytes of addresses", size)
	}
	module, err := newProxyModule(HostSystem{})
	if err != nil {
		t.Fatal(err)
	}
	if size := len(module.memory()); size > 256<<10 {
		t.Errorf("an instance of src/proxy has %d bytes of memory", size)
	}
}

// idleInstance returns the instance that the next call uses.
func idleInstance() *instance {
	taken := takeSlot()
	defer returnSlot(taken)
	return taken.in
}

// Only parallel calls need more than one instance, and all slots are there afterwards.
func TestInstanceIsReused(t *testing.T) {
	var group sync.WaitGroup
	for i := 0; i < 8*runtime.GOMAXPROCS(0); i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			ClassifyText("login available", Hints{})
		}()
	}
	group.Wait()
	first := idleInstance()
	ClassifyText("login available", Hints{})
	if next := idleInstance(); next == nil || next != first {
		t.Error("the instance was not used again")
	}
	if len(pool.slots) != instancesMax || len(permits) != 0 {
		t.Errorf("%d slots are free, %d permits are taken", len(pool.slots), len(permits))
	}
}

// The memory of the instances does not count for the garbage collector.
func TestMemoryIsNotInHeap(t *testing.T) {
	ClassifyText("login available", Hints{})
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	before := stats.HeapAlloc
	taken := takeSlot()
	taken.in = nil
	returnSlot(taken)
	ClassifyText("login available", Hints{})
	runtime.GC()
	runtime.ReadMemStats(&stats)
	if stats.HeapAlloc > before+core.MemorySize/2 {
		t.Errorf("an instance takes %d bytes of heap", stats.HeapAlloc-before)
	}
}

// An instance on which a call failed is discarded, and its permit is free again.
func TestFailedInstanceIsDiscarded(t *testing.T) {
	reports := collectFailures(t)
	ClassifyText("", Hints{})
	for i := 0; i < 2*runtime.GOMAXPROCS(0); i++ {
		var used *instance
		err := withInstance("Classify", func(in *instance) error {
			used = in
			if i%2 == 0 {
				return errOptions
			}
			in.Xfeed(-1 << 31) // reads beyond the end of the memory
			return nil
		})
		if !errors.Is(err, ErrInternal) {
			t.Fatal(err)
		}
		if idleInstance() == used {
			t.Error("a failed instance is used again")
		}
	}
	if len(*reports) != 1 || len(permits) != 0 || len(pool.slots) != instancesMax {
		t.Errorf("%d permits are taken, %d slots are free, reports: %v", len(permits), len(pool.slots), *reports)
	}
	if answer := ClassifyText("login available", Hints{}); answer.Code != "MCPX_OAUTH_LOGIN_REQUIRED" {
		t.Errorf("%+v", answer)
	}
}

// What the functions return if each instance is broken.
func TestAnswersOfBrokenModule(t *testing.T) {
	reports := collectFailures(t)
	ClassifyText("", Hints{})
	broken := func() {
		taken := takeSlot()
		defer returnSlot(taken)
		in, err := taken.instance()
		if err != nil {
			t.Fatal(err)
		}
		in.Module = nil // any access panics
	}
	broken()
	if answer := ClassifyText("login available", Hints{Transport: "stdio"}); answer.Code != CodeUnclassified {
		t.Errorf("%+v", answer)
	}
	broken()
	if verdict := Validate([]byte("{}"), CheckOptions{}); verdict.OK || verdict.Findings[0].Rule != "unfinished" {
		t.Errorf("%+v", verdict)
	}
	broken()
	if scan := Scan([]byte("{}"), CheckOptions{}); scan.Clean || scan.Findings[0].Rule != "unfinished" {
		t.Errorf("%+v", scan)
	}
	broken()
	options := CheckOptions{BlockedValues: []string{"abcdefgh"}}
	if redaction, err := Redact("login", options); !errors.Is(err, ErrInternal) || redaction.Text != "" {
		t.Errorf("%+v %v", redaction, err)
	}
	broken()
	if _, err := Schema(1); !errors.Is(err, ErrInternal) {
		t.Error(err)
	}
	if len(*reports) != 5 {
		t.Errorf("%d reports: %v", len(*reports), *reports)
	}
}

func TestRejectedOptions(t *testing.T) {
	collectFailures(t)
	err := withInstance("Classify", func(in *instance) error {
		return in.setOptions(in.Xset_hints, `{"profile":"none"}`)
	})
	if !errors.Is(err, ErrInternal) {
		t.Errorf("an unknown profile: %v", err)
	}
}

// What the first call of a process adds.
func BenchmarkFirstCall(b *testing.B) {
	b.Run("classifier", func(b *testing.B) {
		module := new(core.Module)
		for i := 0; i < b.N; i++ {
			*module = core.Module{}
			in, err := newInstance(module)
			if err != nil {
				b.Fatal(err)
			}
			in.Xfinish()
		}
	})
	b.Run("resolver", func(b *testing.B) {
		for i := 0; i < b.N; i++ {
			_, _ = newProxyModule(HostSystem{})
		}
	})
}
