//go:build !cgo || mcpx_wasm

package mcpx

import (
	"errors"
	"testing"
	"time"
)

func TestFunctionsThatNeedCgo(t *testing.T) {
	_, docker := NewDocker(DockerOptions{})
	_, counters := NewCounters()
	_, isolated := ConfigIsolated([]byte("{}"), "a")
	_, enabled := ConfigIsolationEnabled([]byte("{}"))
	for name, err := range map[string]error{
		"NewDocker": docker, "NewCounters": counters, "ConfigIsolated": isolated, "ConfigIsolationEnabled": enabled,
		"Load": new(Counters).Load(nil),
	} {
		if !errors.Is(err, ErrNotSupported) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A caller that ignores the error of NewDocker or NewCounters must not panic.
func TestNilDockerAndCounters(t *testing.T) {
	docker, _ := NewDocker(DockerOptions{})
	counters, _ := NewCounters()
	docker.Close()
	counters.AddFix(time.Now(), "success")
	if docker.Path() != "" || docker.Source() != DockerAbsent || counters.Add(time.Now(), "MCPX_HTTP_401") ||
		counters.Snapshot(time.Now()) != nil || counters.Save() != nil {
		t.Error("a method without a back end returned a result")
	}
}
