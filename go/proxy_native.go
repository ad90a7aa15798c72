//go:build cgo && !mcpx_wasm

package mcpx

/*
#include <mcpx_proxy.h>
#include <stdlib.h>

static mcpx_isolation go_docker_isolated(const char *command, size_t length, mcpx_setting isolation,
                                         mcpx_setting server_isolation) {
  mcpx_server_settings settings = {command, length, isolation, server_isolation};
  return mcpx_docker_isolated(&settings);
}

// The structures are void *, because cgo has no type for a union that is aligned
// as max_align_t.
static void *go_docker_new(mcpx_platform platform) {
  mcpx_docker_system system = {.platform = platform};
  mcpx_docker *docker = malloc(sizeof *docker);
  if (docker && mcpx_docker_init(docker, &system)) return docker;
  free(docker);
  return NULL;
}

static void go_docker_free(void *docker) {
  mcpx_docker_destroy(docker);
  free(docker);
}

static size_t go_docker_path(void *docker, char *out, size_t capacity) {
  return mcpx_docker_path(docker, out, capacity, NULL);
}

static const char *go_docker_source(void *docker) { return mcpx_docker_source(docker); }

static void go_counts_start(void *counts) { mcpx_error_counts_start(counts); }

static bool go_counts_add(void *counts, uint64_t now, const char *code, size_t length) {
  return mcpx_error_counts_add(counts, now, code, length);
}

static void go_counts_add_fix(void *counts, uint64_t now, const char *outcome, size_t length) {
  mcpx_error_counts_add_fix(counts, now, outcome, length);
}

static size_t go_counts_json(void *counts, uint64_t now, char *out, size_t capacity) {
  return mcpx_error_counts_json(counts, now, out, capacity);
}

static size_t go_counts_save(const void *counts, char *out, size_t capacity) {
  return mcpx_error_counts_save(counts, out, capacity);
}

static mcpx_read_status go_counts_load(void *counts, const char *bytes, size_t length,
                                       mcpx_read_fault *fault) {
  return mcpx_error_counts_load(counts, bytes, length, fault);
}
*/
import "C"

import (
	"encoding/json"
	"errors"
	"runtime"
	"sync"
	"time"
	"unsafe"
)

// ---- Docker ----

// Docker finds the docker program. It keeps a success for its lifetime, and a
// failure for 60 s. Path and Source share that result, so they always agree. The
// library reads PATH, HOME and SHELL with getenv. Do not change the environment
// during a call.
type Docker struct {
	lock sync.RWMutex // makes Close wait for calls; the library has its own lock for those
	c    unsafe.Pointer
}

var platforms = map[Platform]C.mcpx_platform{
	PlatformLinux: C.MCPX_PLATFORM_LINUX, PlatformMacOS: C.MCPX_PLATFORM_MACOS,
	PlatformWindows: C.MCPX_PLATFORM_WINDOWS,
}

// NewDocker creates a Docker. The search starts with the first call of Path or
// Source. Without cgo it returns [ErrNotSupported].
func NewDocker(options DockerOptions) (*Docker, error) {
	c := C.go_docker_new(platforms[options.Platform])
	if c == nil {
		return nil, errors.New("mcpx: not enough memory for a Docker, or its lock could not be created")
	}
	docker := &Docker{c: c}
	runtime.SetFinalizer(docker, (*Docker).Close)
	return docker, nil
}

// Close releases the memory of d. The garbage collector calls it too. Later
// calls of Path and Source find nothing.
func (d *Docker) Close() {
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.c != nil {
		C.go_docker_free(d.c)
		d.c = nil
	}
}

// Path returns the absolute path of docker, or "" if it is absent. It can take
// up to 5 s, the time limit of the login shell.
func (d *Docker) Path() string {
	d.lock.RLock()
	defer d.lock.RUnlock()
	out := make([]byte, C.MCPX_DOCKER_PATH_SIZE)
	length := C.go_docker_path(d.c, (*C.char)(unsafe.Pointer(&out[0])), C.size_t(len(out)))
	return string(out[:length])
}

// Source returns the docker_cli_source of a heartbeat: "path", "bundled",
// "login_shell" or "absent". It searches as Path does.
func (d *Docker) Source() string {
	d.lock.RLock()
	defer d.lock.RUnlock()
	return C.GoString(C.go_docker_source(d.c))
}

// ---- Isolation ----

func settingToC(setting *bool) C.mcpx_setting {
	switch {
	case setting == nil:
		return C.MCPX_SETTING_NONE
	case *setting:
		return C.MCPX_SETTING_ON
	}
	return C.MCPX_SETTING_OFF
}

// IsolationHint tells whether the proxy would launch this server through Docker.
// The result is NotIsolated if the server has no command, if isolation is off or
// left out in the configuration, if it is off for the server, or if the command
// contains "docker".
func IsolationHint(server ServerSettings) Isolation {
	return isolationFromC(C.go_docker_isolated(stringPointer(server.Command), C.size_t(len(server.Command)),
		settingToC(server.Isolation), settingToC(server.ServerIsolation)))
}

var readReasons = map[C.mcpx_read_status]string{
	C.MCPX_READ_TOO_LARGE: "too_large", C.MCPX_READ_NOT_JSON: "not_json",
	C.MCPX_READ_WRONG_SHAPE: "wrong_shape", C.MCPX_READ_UNKNOWN_SERVER: "unknown_server",
	C.MCPX_READ_DAMAGED: "damaged", C.MCPX_READ_NEWER: "newer", C.MCPX_READ_NO_MEMORY: "no_memory",
}

func newReadError(status C.mcpx_read_status, fault *C.mcpx_read_fault) error {
	if status == C.MCPX_READ_OK {
		return nil
	}
	return &ReadError{
		readReasons[status], C.GoString(fault.message), C.GoString(fault.expected),
		int(fault.offset), int(fault.line), int(fault.column),
	}
}

// ConfigIsolated is [IsolationHint] for a server of the proxy's configuration.
// The configuration is JSON of at most 8 MiB. If it cannot be read or does not
// have the server, the result is NotIsolated and a [*ReadError]. Without cgo it
// returns [ErrNotSupported].
func ConfigIsolated(config []byte, server string) (Isolation, error) {
	var hint C.mcpx_isolation
	var fault C.mcpx_read_fault
	status := C.mcpx_config_isolated(bytesPointer(config), C.size_t(len(config)), stringPointer(server),
		C.size_t(len(server)), &hint, &fault)
	return isolationFromC(hint), newReadError(status, &fault)
}

// ConfigIsolationEnabled returns docker_isolation_enabled of the feature flags
// of a heartbeat. Limits and errors are those of [ConfigIsolated].
func ConfigIsolationEnabled(config []byte) (bool, error) {
	var enabled C.bool
	var fault C.mcpx_read_fault
	status := C.mcpx_config_isolation_enabled(bytesPointer(config), C.size_t(len(config)), &enabled, &fault)
	return bool(enabled), newReadError(status, &fault)
}

// ---- Counters ----

// Counters counts codes and fixes for the diagnostics of a heartbeat, over a
// period of 24 h that starts at the first event. Any number of goroutines may
// use it.
type Counters struct {
	lock sync.Mutex
	c    unsafe.Pointer
}

// NewCounters creates empty Counters. Without cgo it returns [ErrNotSupported].
func NewCounters() (*Counters, error) {
	// Go memory is enough: the structure holds no pointers, and Go aligns an
	// allocation of this size.
	counters := &Counters{c: unsafe.Pointer(new([C.MCPX_ERROR_COUNTS_SIZE / 8]uint64))}
	C.go_counts_start(counters.c)
	return counters, nil
}

func unixSeconds(now time.Time) C.uint64_t { return C.uint64_t(max(now.Unix(), 0)) }

// Add counts a code. It ignores a code that is not in the catalog and returns
// false.
func (c *Counters) Add(now time.Time, code string) bool {
	c.lock.Lock()
	defer c.lock.Unlock()
	return bool(C.go_counts_add(c.c, unixSeconds(now), stringPointer(code), C.size_t(len(code))))
}

// AddFix counts an attempted fix. The outcome "success" counts it as successful
// too.
func (c *Counters) AddFix(now time.Time, outcome string) {
	c.lock.Lock()
	defer c.lock.Unlock()
	C.go_counts_add_fix(c.c, unixSeconds(now), stringPointer(outcome), C.size_t(len(outcome)))
}

// Snapshot returns the diagnostics of a heartbeat. It is nil if all counts are
// zero, because the heartbeat has no diagnostics then.
func (c *Counters) Snapshot(now time.Time) json.RawMessage {
	c.lock.Lock()
	defer c.lock.Unlock()
	text := readJSON(func(out *C.char, capacity C.size_t) C.size_t {
		return C.go_counts_json(c.c, unixSeconds(now), out, capacity)
	})
	if len(text) == 0 {
		return nil
	}
	return text
}

// Save returns the state, to be stored and passed to Load later.
func (c *Counters) Save() []byte {
	c.lock.Lock()
	defer c.lock.Unlock()
	return readJSON(func(out *C.char, capacity C.size_t) C.size_t {
		return C.go_counts_save(c.c, out, capacity)
	})
}

// Load replaces the state by a saved one. If the bytes are not exactly as Save
// returned them, it returns a [*ReadError] and all counts are zero.
func (c *Counters) Load(saved []byte) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	var fault C.mcpx_read_fault
	status := C.go_counts_load(c.c, bytesPointer(saved), C.size_t(len(saved)), &fault)
	return newReadError(status, &fault)
}
