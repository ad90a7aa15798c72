//go:build !cgo || !mcpx_cgo

package mcpx

import (
	"errors"
	"runtime"
	"sync"
	"testing"

	"github.com/smart-mcp-proxy/mcpx/go/internal/core"
	"github.com/smart-mcp-proxy/mcpx/go/internal/proxy"
)

func TestInstanceMemory(t *testing.T) {
	if size := len(newInstance().memory); size > 7<<20 {
		t.Errorf("an instance has %d bytes of memory", size)
	}
	module, err := newProxyModule(HostSystem{})
	if err != nil {
		t.Fatal(err)
	}
	if size := len(module.memory()); size > 256<<10 {
		t.Errorf("an instance of src/proxy has %d bytes of memory", size)
	}
}

// Parallel calls leave one instance behind, besides what waits for the garbage
// collector.
func TestOneInstanceIsKept(t *testing.T) {
	var group sync.WaitGroup
	for i := 0; i < 8*runtime.GOMAXPROCS(0); i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			ClassifyText("login available", Hints{})
		}()
	}
	group.Wait()
	first, err := acquireInstance()
	if err != nil {
		t.Fatal(err)
	}
	if len(kept) != 0 || len(permits) != 0 {
		t.Errorf("%d instances are kept besides, %d permits are taken", len(kept), len(permits))
	}
	releaseInstance(first)
	if second, _ := acquireInstance(); second != first {
		t.Error("the kept instance was not reused")
	}
	releaseInstance(first)
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
		if next, _ := acquireInstance(); next == used {
			t.Error("a failed instance is used again")
		}
	}
	if len(*reports) != 1 || len(permits) != 0 {
		t.Errorf("%d permits are taken, reports: %v", len(permits), *reports)
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
		in, err := acquireInstance()
		if err != nil {
			t.Fatal(err)
		}
		memory := in.Xmemory().Slice()
		*memory = (*memory)[:0:0] // any access panics
		releaseInstance(in)
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

// What the first call of a process adds, without inflating the data, and that.
func BenchmarkFirstCall(b *testing.B) {
	_, _ = core.Load(), proxy.Load()
	b.Run("classifier", func(b *testing.B) {
		for i := 0; i < b.N; i++ {
			newInstance().Xfinish()
		}
	})
	b.Run("resolver", func(b *testing.B) {
		for i := 0; i < b.N; i++ {
			_, _ = newProxyModule(HostSystem{})
		}
	})
}
