//go:build cgo && !mcpx_wasm

package mcpx

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func newDocker(t *testing.T, options DockerOptions) *Docker {
	t.Helper()
	docker, err := NewDocker(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(docker.Close)
	return docker
}

func TestDockerFoundOnPath(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "docker")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder)
	docker := newDocker(t, DockerOptions{})
	var group sync.WaitGroup
	for i := 0; i < 16; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			if docker.Path() != path || docker.Source() != "path" {
				t.Errorf("%q %q", docker.Path(), docker.Source())
			}
		}()
	}
	group.Wait()
	docker.Close()
	docker.Close()
	if docker.Path() != "" || docker.Source() != DockerAbsent {
		t.Errorf("after Close: %q %q", docker.Path(), docker.Source())
	}
}

func TestDockerAbsent(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	// Windows has neither well-known places nor a login shell.
	docker := newDocker(t, DockerOptions{Platform: PlatformWindows})
	if docker.Path() != "" || docker.Source() != DockerAbsent {
		t.Errorf("%q %q", docker.Path(), docker.Source())
	}
}

const config = `{"docker_isolation": {"enabled": true},
 "mcpServers": [{"name": "a", "command": "npx", "isolation": {"enabled": false}}, {"name": "b", "command": "uvx"}]}`

func TestConfigIsolated(t *testing.T) {
	for server, want := range map[string]Isolation{"a": NotIsolated, "b": Isolated} {
		if hint, err := ConfigIsolated([]byte(config), server); hint != want || err != nil {
			t.Errorf("%s: %d %v", server, hint, err)
		}
	}
	if enabled, err := ConfigIsolationEnabled([]byte(config)); !enabled || err != nil {
		t.Errorf("%v %v", enabled, err)
	}
	for name, test := range map[string]struct{ config, reason string }{
		"no such server":     {config, "unknown_server"},
		"empty":              {"", "not_json"},
		"truncated":          {config[:60], "not_json"},
		"servers not a list": {`{"mcpServers": 1}`, "wrong_shape"},
		"large":              {string(make([]byte, 8<<20+1)), "too_large"},
	} {
		var read *ReadError
		hint, err := ConfigIsolated([]byte(test.config), "c")
		if hint != NotIsolated || !errors.As(err, &read) || read.Reason != test.reason || read.Message == "" {
			t.Errorf("%s: %d %v", name, hint, err)
		}
	}
}

func TestCounters(t *testing.T) {
	counters, err := NewCounters()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1_800_000_000, 0)
	if got := counters.Snapshot(now); got != nil {
		t.Errorf("empty Counters give %s", got)
	}
	if counters.Add(now, "connection refused") || !counters.Add(now, "MCPX_HTTP_401") {
		t.Error("Add must count codes of the catalog only")
	}
	counters.AddFix(now, "success")
	counters.AddFix(now, "failed")
	want := `{"error_code_counts_24h":{"MCPX_HTTP_401":1},"fix_attempted_24h":2,"fix_succeeded_24h":1,"unique_codes_ever":1}`
	if got := counters.Snapshot(now); string(got) != want {
		t.Errorf("%s", got)
	}
	loaded, _ := NewCounters()
	if err := loaded.Load(counters.Save()); err != nil || string(loaded.Snapshot(now)) != want {
		t.Errorf("%v %s", err, loaded.Snapshot(now))
	}
	if got := string(counters.Snapshot(now.Add(24 * time.Hour))); got != `{"fix_attempted_24h":0,"fix_succeeded_24h":0,"unique_codes_ever":1}` {
		t.Errorf("24 h later: %s", got)
	}
}

func TestCountersRejectDamagedState(t *testing.T) {
	counters, _ := NewCounters()
	now := time.Unix(1_800_000_000, 0)
	counters.Add(now, "MCPX_HTTP_401")
	saved := counters.Save()
	for at := range saved {
		damaged := append([]byte(nil), saved...)
		damaged[at] ^= 1
		var read *ReadError
		if err := counters.Load(damaged); !errors.As(err, &read) || counters.Snapshot(now) != nil {
			t.Fatalf("byte %d: %v", at, err)
		}
	}
	if counters.Load(nil) == nil {
		t.Error("Load accepts an empty state")
	}
}

func TestCountersConcurrently(t *testing.T) {
	counters, _ := NewCounters()
	now := time.Unix(1_800_000_000, 0)
	var group sync.WaitGroup
	for i := 0; i < 64; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			counters.Add(now, "MCPX_HTTP_401")
			counters.Snapshot(now)
		}()
	}
	group.Wait()
	want := `{"error_code_counts_24h":{"MCPX_HTTP_401":64},"fix_attempted_24h":0,"fix_succeeded_24h":0,"unique_codes_ever":1}`
	if got := string(counters.Snapshot(now)); got != want {
		t.Error(got)
	}
}
