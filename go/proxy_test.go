package mcpx

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var background = context.Background()

func canceled() context.Context {
	ctx, cancel := context.WithCancel(background)
	cancel()
	return ctx
}

// fakeSystem is a System without a clock, files and a shell of its own.
type fakeSystem struct {
	now         time.Time
	environment map[string]string
	files       map[string]bool
	output      string // the answer of the shell
	raw         bool   // output is all that the shell prints
	err         error
	usable      string                // the one shell that works in spite of err
	during      func(context.Context) // what happens while the shell runs
	shells      []string              // the shells that were run
}

func (s *fakeSystem) Now() time.Time                { return s.now }
func (s *fakeSystem) Getenv(name string) string     { return s.environment[name] }
func (s *fakeSystem) IsExecutable(path string) bool { return s.files[path] }
func (s *fakeSystem) RunShell(ctx context.Context, shell, question string) ([]byte, error) {
	s.shells = append(s.shells, shell)
	if s.during != nil {
		s.during(ctx)
	}
	if !strings.Contains(question, "command -v docker") {
		return nil, errors.New("that is not the question")
	}
	output := s.output
	if !s.raw {
		output = "Welcome!\nmcpx-docker-begin\n" + output + "\nmcpx-docker-end\n"
	}
	if shell == s.usable {
		return []byte(output), nil
	}
	return []byte(output), s.err
}

func newFakeDocker() (*fakeSystem, *Docker) {
	system := &fakeSystem{
		now:         time.Unix(1_800_000_000, 0),
		environment: map[string]string{"PATH": "/opt/bin:/usr/local/sbin", "HOME": "/home/me", "SHELL": "/bin/zsh"},
		files:       map[string]bool{},
	}
	return system, NewDocker(DockerOptions{Platform: PlatformLinux, System: system})
}

func wantDocker(t *testing.T, docker *Docker, path, source string) {
	t.Helper()
	gotPath, err := docker.Path(background)
	if gotPath != path || docker.Source(background) != source {
		t.Errorf("%q %q, want %q %q", gotPath, docker.Source(background), path, source)
	}
	if errors.Is(err, ErrDockerNotFound) != (path == "") {
		t.Errorf("the path is %q, the error %v", path, err)
	}
}

func TestDockerOrderOfPlaces(t *testing.T) {
	for _, test := range []struct {
		name, path, source string
		files              []string
		output             string
	}{
		{"in PATH", "/opt/bin/docker", "path", []string{"/usr/bin/docker", "/opt/bin/docker"}, ""},
		{"bundled", "/usr/bin/docker", "bundled", []string{"/snap/bin/docker", "/usr/bin/docker", "/rd/docker"}, "/rd/docker"},
		{"login shell", "/rd/docker", "login_shell", []string{"/rd/docker"}, "/rd/docker\n"},
		{"login shell, long output", "/rd/docker", "login_shell", []string{"/rd/docker"}, strings.Repeat("x", 4000) + "\n/rd/docker\n"},
		{"not executable", "", DockerAbsent, nil, "/rd/docker\n"},
		{"another program", "", DockerAbsent, []string{"/usr/bin/env"}, "/usr/bin/env\n"},
		{"relative", "", DockerAbsent, []string{"docker"}, "docker\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			system, docker := newFakeDocker()
			system.output = test.output
			for _, file := range test.files {
				system.files[file] = true
			}
			wantDocker(t, docker, test.path, test.source)
		})
	}
}

func TestDockerKeepsSuccess(t *testing.T) {
	system, docker := newFakeDocker()
	system.files["/opt/bin/docker"] = true
	wantDocker(t, docker, "/opt/bin/docker", "path")
	clear(system.files)
	system.now = system.now.Add(1000 * time.Hour)
	wantDocker(t, docker, "/opt/bin/docker", "path")
	for i := 0; i < 100; i++ {
		path, err := docker.Path(canceled())
		if source := docker.Source(canceled()); path != "/opt/bin/docker" || err != nil || source != "path" {
			t.Fatalf("%q %q %v", path, source, err)
		}
	}
}

// A search that does not need the shell does not need the context either.
func TestDockerFindsWithoutContext(t *testing.T) {
	for i := 0; i < 20; i++ {
		system, docker := newFakeDocker()
		system.files["/opt/bin/docker"] = true
		if path, err := docker.Path(canceled()); path != "/opt/bin/docker" || err != nil {
			t.Fatalf("%q %v", path, err)
		}
	}
}

func TestDockerKeepsFailureAfterCanceledCall(t *testing.T) {
	system, docker := newFakeDocker()
	system.err = errors.New("the shell is broken")
	wantDocker(t, docker, "", DockerAbsent)
	for i := 0; i < 20; i++ {
		if _, err := docker.Path(canceled()); !errors.Is(err, system.err) {
			t.Fatal(err)
		}
		wantDocker(t, docker, "", DockerAbsent)
	}
	if len(system.shells) != 2 { // the login shell, and /bin/sh in place of it
		t.Errorf("the shell ran %d times", len(system.shells))
	}
}

func TestDockerAsksShInPlaceOfBrokenShell(t *testing.T) {
	system, docker := newFakeDocker()
	system.err, system.usable = errors.New("the shell is broken"), "/bin/sh"
	system.output, system.files["/rd/docker"] = "/rd/docker", true
	wantDocker(t, docker, "/rd/docker", "login_shell")
	if strings.Join(system.shells, " ") != "/bin/zsh /bin/sh" {
		t.Errorf("%q", system.shells)
	}
}

// What a profile prints is no answer.
func TestDockerTakesOnlyTheAnswer(t *testing.T) {
	system, docker := newFakeDocker()
	system.raw, system.output, system.files["/rd/docker"] = true, "/rd/docker\n", true
	wantDocker(t, docker, "", DockerAbsent)
}

func TestDockerFailureHasCode(t *testing.T) {
	for _, reason := range []error{nil, context.DeadlineExceeded, &exec.ExitError{}, &exec.Error{Name: "zsh", Err: syscall.ENOENT}} {
		system, docker := newFakeDocker()
		system.err = reason
		_, err := docker.Path(background)
		for _, hints := range []Hints{{}, {Transport: "stdio", DockerIsolated: Isolated}, {Transport: "http"}} {
			for _, hints.Profile = range []Profile{ProfileProxy, ProfileExtended} {
				if answer := Classify(err, hints); answer.Code != "MCPX_DOCKER_CLI_NOT_FOUND" {
					t.Errorf("%v, %+v: %s", err, hints, answer.Code)
				}
			}
		}
		if errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the limit of the shell is taken for that of the caller: %v", err)
		}
	}
}

func TestDockerKeepsFailureFor60Seconds(t *testing.T) {
	system, docker := newFakeDocker()
	wantDocker(t, docker, "", DockerAbsent)
	system.files["/opt/bin/docker"] = true // in PATH, which is not searched again
	system.now = system.now.Add(60*time.Second - time.Millisecond)
	wantDocker(t, docker, "", DockerAbsent)
	if len(system.shells) != 1 {
		t.Errorf("the shell ran %d times", len(system.shells))
	}
	system.now = system.now.Add(time.Millisecond)
	wantDocker(t, docker, "/opt/bin/docker", "path")
}

func TestDockerProbesDuringFailure(t *testing.T) {
	system, docker := newFakeDocker()
	wantDocker(t, docker, "", DockerAbsent)
	system.files["/usr/local/bin/docker"] = true
	wantDocker(t, docker, "/usr/local/bin/docker", "bundled")
	delete(system.files, "/usr/local/bin/docker")
	wantDocker(t, docker, "/usr/local/bin/docker", "bundled")
}

func TestDockerClockSetBack(t *testing.T) {
	system, docker := newFakeDocker()
	wantDocker(t, docker, "", DockerAbsent)
	system.now = system.now.Add(-time.Hour)
	system.files["/opt/bin/docker"] = true
	wantDocker(t, docker, "/opt/bin/docker", "path")
}

func TestDockerPlatforms(t *testing.T) {
	for platform, want := range map[Platform]string{
		PlatformMacOS: "/home/me/.orbstack/bin/docker", PlatformLinux: "", PlatformWindows: "",
	} {
		system, _ := newFakeDocker()
		system.files["/home/me/.orbstack/bin/docker"] = true
		docker := NewDocker(DockerOptions{Platform: platform, System: system})
		if path, _ := docker.Path(background); path != want {
			t.Errorf("platform %d: %q, want %q", platform, path, want)
		}
		if platform == PlatformWindows && len(system.shells) != 0 {
			t.Error("Windows has no login shell")
		}
	}
}

func TestDockerReasons(t *testing.T) {
	broken := errors.New("the shell is broken")
	system, docker := newFakeDocker()
	system.err = broken
	if _, err := docker.Path(background); !errors.Is(err, ErrDockerNotFound) || !errors.Is(err, broken) {
		t.Error(err)
	}
	if _, err := docker.Path(background); !errors.Is(err, broken) {
		t.Errorf("the kept failure lost its reason: %v", err)
	}
	system, docker = newFakeDocker()
	system.output = "no path\n"
	if _, err := docker.Path(background); !errors.Is(err, errShellWithoutPath) {
		t.Error(err)
	}
	docker = NewDocker(DockerOptions{Platform: PlatformWindows, System: system})
	if _, err := docker.Path(background); !errors.Is(err, errNoLoginShell) {
		t.Error(err)
	}
}

// A search that was interrupted is no failure: the next call searches again.
func TestDockerContext(t *testing.T) {
	system, docker := newFakeDocker()
	ctx, cancel := context.WithCancel(background)
	system.during = func(given context.Context) {
		cancel()
		system.err = given.Err()
	}
	if _, err := docker.Path(ctx); !errors.Is(err, context.Canceled) || errors.Is(err, ErrDockerNotFound) {
		t.Error(err)
	}
	system.during, system.err, system.output = nil, nil, "/rd/docker"
	system.files["/rd/docker"] = true
	wantDocker(t, docker, "/rd/docker", "login_shell")
}

// A call that waits for another one's search ends with its context.
func TestDockerContextOfWaitingCall(t *testing.T) {
	system, docker := newFakeDocker()
	searching, finish := make(chan bool), make(chan bool)
	system.during = func(context.Context) {
		searching <- true
		<-finish
	}
	done := make(chan bool)
	go func() {
		_, _ = docker.Path(background)
		done <- true
	}()
	<-searching
	ctx, cancel := context.WithCancel(background)
	cancel()
	if _, err := docker.Path(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if source := docker.Source(ctx); source != DockerAbsent {
		t.Error(source)
	}
	finish <- true
	<-done
}

func TestDockerSystemPanics(t *testing.T) {
	reports := collectFailures(t)
	system, docker := newFakeDocker()
	system.during = func(context.Context) { panic("a secret") }
	if _, err := docker.Path(background); !errors.Is(err, ErrInternal) {
		t.Error(err)
	}
	if source := docker.Source(background); source != DockerAbsent {
		t.Error(source)
	}
	if len(*reports) != 1 || strings.Contains((*reports)[0].Error(), "secret") {
		t.Errorf("%v", *reports)
	}
	system.during = nil
	system.files["/opt/bin/docker"] = true
	wantDocker(t, docker, "/opt/bin/docker", "path")
}

func TestDockerEnvironment(t *testing.T) {
	system, docker := newFakeDocker()
	system.environment = map[string]string{"PATH": strings.Repeat("/none:", 1<<20), "SHELL": "zsh"}
	wantDocker(t, docker, "", DockerAbsent)
	if system.shells[0] != "/bin/bash" {
		t.Errorf("the shell was %q", system.shells[0])
	}
	system, docker = newFakeDocker()
	system.environment["PATH"] = strings.Repeat("/none:", 10000) + "/far"
	system.files["/far/docker"] = true
	wantDocker(t, docker, "/far/docker", "path")
}

func TestZeroDocker(t *testing.T) {
	var docker Docker
	path, err := docker.Path(background)
	if source := docker.Source(background); (source == DockerAbsent) != (path == "") {
		t.Errorf("%q %q %v", path, source, err)
	}
}

func TestNilDockerAndCounters(t *testing.T) {
	collectFailures(t)
	var docker *Docker
	var counters *Counters
	if _, err := docker.Path(background); !errors.Is(err, ErrInternal) || docker.Source(background) != DockerAbsent {
		t.Error(err)
	}
	now := time.Now()
	counters.AddFix(now, "success")
	if counters.Add(now, "MCPX_HTTP_401") || counters.Snapshot(now) != nil || counters.Save() != nil || counters.Load(nil) == nil {
		t.Error("nil Counters have a state")
	}
}

func TestDockerConcurrently(t *testing.T) {
	folder := t.TempDir()
	name := "docker"
	if runtime.GOOS == "windows" {
		name = "docker.exe"
	}
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder)
	docker := NewDocker(DockerOptions{})
	var group sync.WaitGroup
	for i := 0; i < 16; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			if got, err := docker.Path(background); got != path || err != nil || docker.Source(background) != "path" {
				t.Errorf("%q %v", got, err)
			}
		}()
	}
	group.Wait()
}

// ---- Configuration ----

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
		"very large":         {string(make([]byte, 200<<20)), "too_large"},
		"very many values":   {"[" + strings.Repeat("1,", 4<<20-2) + "1]", "no_memory"},
	} {
		var read *ReadError
		hint, err := ConfigIsolated([]byte(test.config), "c")
		if hint != NotIsolated || !errors.As(err, &read) || read.Reason != test.reason || read.Message == "" {
			t.Errorf("%s: %d %v", name, hint, err)
		}
	}
	for _, text := range []string{"", config[:60], string(make([]byte, 8<<20+1)), `{"docker_isolation": {"enabled": 1}}`} {
		if enabled, err := ConfigIsolationEnabled([]byte(text)); enabled || err == nil {
			t.Errorf("%.60q: %v %v", text, enabled, err)
		}
	}
}

func TestLargeConfig(t *testing.T) {
	servers := make([]map[string]any, 20000)
	for i := range servers {
		servers[i] = map[string]any{"name": strings.Repeat("s", i%40) + "x", "command": "npx", "args": []string{"-y", "a"}}
	}
	servers = append(servers, map[string]any{"name": "last", "command": "uvx"})
	text, err := json.Marshal(map[string]any{"mcpServers": servers, "docker_isolation": map[string]bool{"enabled": true}})
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 3; i++ {
		if hint, err := ConfigIsolated(text, "last"); hint != Isolated || err != nil {
			t.Errorf("%d %v", hint, err)
		}
	}
}

// ---- Counters ----

func TestCounters(t *testing.T) {
	counters := NewCounters()
	now := time.Unix(1_800_000_000, 0)
	if got := counters.Snapshot(now); got != nil {
		t.Errorf("empty Counters give %s", got)
	}
	if counters.Add(now, "connection refused") || counters.Add(now, strings.Repeat("x", 1<<20)) || !counters.Add(now, "MCPX_HTTP_401") {
		t.Error("Add must count codes of the catalog only")
	}
	counters.AddFix(now, "success")
	counters.AddFix(now, "failed")
	counters.AddFix(now, "success"+strings.Repeat("x", 1<<20))
	want := `{"error_code_counts_24h":{"MCPX_HTTP_401":1},"fix_attempted_24h":3,"fix_succeeded_24h":1,"unique_codes_ever":1}`
	if got := counters.Snapshot(now); string(got) != want {
		t.Errorf("%s", got)
	}
	loaded := NewCounters()
	if err := loaded.Load(counters.Save()); err != nil || string(loaded.Snapshot(now)) != want {
		t.Errorf("%v %s", err, loaded.Snapshot(now))
	}
	if got := string(counters.Snapshot(now.Add(24 * time.Hour))); got != `{"fix_attempted_24h":0,"fix_succeeded_24h":0,"unique_codes_ever":1}` {
		t.Errorf("24 h later: %s", got)
	}
	counters.Add(time.Unix(-1<<62, 0), "MCPX_HTTP_401")
	counters.Add(time.Time{}, "MCPX_HTTP_401")
}

func TestCountersRejectDamagedState(t *testing.T) {
	counters := NewCounters()
	now := time.Unix(1_800_000_000, 0)
	counters.Add(now, "MCPX_HTTP_401")
	saved := counters.Save()
	for at := range saved {
		damaged := bytes.Clone(saved)
		damaged[at] ^= 1
		var read *ReadError
		if err := counters.Load(damaged); !errors.As(err, &read) || counters.Snapshot(now) != nil {
			t.Fatalf("byte %d: %v", at, err)
		}
	}
	for _, state := range [][]byte{nil, {}, []byte(string(saved) + "\n"), []byte(string(saved) + " "), make([]byte, 16385), make([]byte, 1<<20)} {
		if counters.Load(state) == nil {
			t.Errorf("Load accepts %d bytes", len(state))
		}
	}
}

// Each call discards what the one before allocated.
func TestCountersKeepTheirMemory(t *testing.T) {
	counters := NewCounters()
	now := time.Unix(1_800_000_000, 0)
	counters.Add(now, "MCPX_HTTP_401")
	saved := counters.Save()
	size := len(counters.module.memory())
	for i := 0; i < 1000; i++ {
		if err := counters.Load(saved); err != nil {
			t.Fatal(err)
		}
	}
	if grown := len(counters.module.memory()); grown != size {
		t.Errorf("the memory grew from %d to %d", size, grown)
	}
}

func TestCountersConcurrently(t *testing.T) {
	var counters Counters
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
