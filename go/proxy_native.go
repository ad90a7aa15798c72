//go:build cgo && !mcpx_wasm

package mcpx

/*
#include <mcpx_proxy.h>
#include <stdlib.h>

static mcpx_isolation go_isolated(const char *command, size_t length, mcpx_setting isolation,
                                  mcpx_setting server_isolation) {
  mcpx_server_settings settings = {command, length, isolation, server_isolation};
  return mcpx_docker_isolated(&settings);
}

// cgo has no type for what is aligned for a long double, so these are void here.
static void *go_docker(mcpx_platform platform) {
  mcpx_docker_system system = {.platform = platform};
  mcpx_docker *docker = malloc(sizeof *docker);
  if (docker && mcpx_docker_init(docker, &system)) return docker;
  free(docker);
  return NULL;
}

static void go_docker_end(void *docker) {
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

// Docker says where the docker program is. Its questions share one state, so
// they never disagree: a success is kept, a failure for 60 s. The library reads
// PATH, HOME and SHELL with getenv, so nothing may change the environment while
// a question is asked.
type Docker struct {
	lock sync.RWMutex // the questions have a lock of their own; this one is against Close
	c    unsafe.Pointer
}

var platforms = map[Platform]C.mcpx_platform{
	PlatformLinux: C.MCPX_PLATFORM_LINUX, PlatformMacOS: C.MCPX_PLATFORM_MACOS,
	PlatformWindows: C.MCPX_PLATFORM_WINDOWS,
}

// NewDocker begins, and looks for nothing yet. [ErrNotSupported] without cgo.
func NewDocker(options DockerOptions) (*Docker, error) {
	c := C.go_docker(platforms[options.Platform])
	if c == nil {
		return nil, errors.New("mcpx: no memory or no lock for a resolver")
	}
	docker := &Docker{c: c}
	runtime.SetFinalizer(docker, (*Docker).Close)
	return docker, nil
}

// Close ends it; later questions find nothing. The garbage collector does it too.
func (d *Docker) Close() {
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.c != nil {
		C.go_docker_end(d.c)
		d.c = nil
	}
}

// Path is the absolute path of docker, or "" where it is absent. May take as
// long as a login shell does, at most 5 s.
func (d *Docker) Path() string {
	d.lock.RLock()
	defer d.lock.RUnlock()
	out := make([]byte, C.MCPX_DOCKER_PATH_SIZE)
	length := C.go_docker_path(d.c, (*C.char)(unsafe.Pointer(&out[0])), C.size_t(len(out)))
	return string(out[:length])
}

// Source is the docker_cli_source of a heartbeat: "path", "bundled",
// "login_shell" or "absent". Resolves as Path does.
func (d *Docker) Source() string {
	d.lock.RLock()
	defer d.lock.RUnlock()
	return C.GoString(C.go_docker_source(d.c))
}

// ---- Isolation ----

func settingOf(setting *bool) C.mcpx_setting {
	switch {
	case setting == nil:
		return C.MCPX_SETTING_NONE
	case *setting:
		return C.MCPX_SETTING_ON
	}
	return C.MCPX_SETTING_OFF
}

// IsolationHint says whether the proxy would launch this server through Docker,
// as [Hints] wants it. Not without a command; where isolation is left out or
// off for all; where the server has it off; where the command is docker already.
func IsolationHint(server ServerSettings) Isolation {
	return isolationOf(C.go_isolated(bytesOf(server.Command), C.size_t(len(server.Command)),
		settingOf(server.Isolation), settingOf(server.ServerIsolation)))
}

var readReasons = map[C.mcpx_read_status]string{
	C.MCPX_READ_TOO_LARGE: "too_large", C.MCPX_READ_NOT_JSON: "not_json",
	C.MCPX_READ_WRONG_SHAPE: "wrong_shape", C.MCPX_READ_UNKNOWN_SERVER: "unknown_server",
	C.MCPX_READ_DAMAGED: "damaged", C.MCPX_READ_NEWER: "newer", C.MCPX_READ_NO_MEMORY: "no_memory",
}

func readError(status C.mcpx_read_status, fault *C.mcpx_read_fault) error {
	if status == C.MCPX_READ_OK {
		return nil
	}
	return &ReadError{
		readReasons[status], C.GoString(fault.message), C.GoString(fault.expected),
		int(fault.offset), int(fault.line), int(fault.column),
	}
}

// ConfigIsolated is [IsolationHint] for a server of the proxy's configuration,
// which is JSON of at most 8 MiB. NotIsolated with a [*ReadError] where it
// cannot be read or has no such server. [ErrNotSupported] without cgo.
func ConfigIsolated(config []byte, server string) (Isolation, error) {
	var hint C.mcpx_isolation
	var fault C.mcpx_read_fault
	text := unsafe.String(unsafe.SliceData(config), len(config))
	status := C.mcpx_config_isolated(bytesOf(text), C.size_t(len(text)), bytesOf(server),
		C.size_t(len(server)), &hint, &fault)
	return isolationOf(hint), readError(status, &fault)
}

// ConfigIsolationEnabled is docker_isolation_enabled of a heartbeat's feature
// flags. Otherwise as [ConfigIsolated].
func ConfigIsolationEnabled(config []byte) (bool, error) {
	var enabled C.bool
	var fault C.mcpx_read_fault
	text := unsafe.String(unsafe.SliceData(config), len(config))
	status := C.mcpx_config_isolation_enabled(bytesOf(text), C.size_t(len(text)), &enabled, &fault)
	return bool(enabled), readError(status, &fault)
}

// ---- Counting codes ----

// Counters are the diagnostics of a heartbeat, as they are counted: over a
// window of 24 h that opens at the first event. Any number of goroutines may
// count.
type Counters struct {
	lock sync.Mutex
	c    unsafe.Pointer
}

// NewCounters begins with nothing counted. [ErrNotSupported] without cgo.
func NewCounters() (*Counters, error) {
	// No pointers stand in it, so Go's memory will do; of this size it is aligned.
	counters := &Counters{c: unsafe.Pointer(new([C.MCPX_ERROR_COUNTS_SIZE / 8]uint64))}
	C.go_counts_start(counters.c)
	return counters, nil
}

func seconds(now time.Time) C.uint64_t { return C.uint64_t(max(now.Unix(), 0)) }

// Add counts a code. Only the exact name of one in the catalog counts; all else
// is dropped, and false.
func (c *Counters) Add(now time.Time, code string) bool {
	c.lock.Lock()
	defer c.lock.Unlock()
	return bool(C.go_counts_add(c.c, seconds(now), bytesOf(code), C.size_t(len(code))))
}

// AddFix counts that a fix was tried; with the outcome "success", that it helped.
func (c *Counters) AddFix(now time.Time, outcome string) {
	c.lock.Lock()
	defer c.lock.Unlock()
	C.go_counts_add_fix(c.c, seconds(now), bytesOf(outcome), C.size_t(len(outcome)))
}

// Snapshot is the diagnostics of a heartbeat, or nil where nothing was counted:
// then it has none.
func (c *Counters) Snapshot(now time.Time) json.RawMessage {
	c.lock.Lock()
	defer c.lock.Unlock()
	text := jsonOf(func(out *C.char, capacity C.size_t) C.size_t {
		return C.go_counts_json(c.c, seconds(now), out, capacity)
	})
	if len(text) == 0 {
		return nil
	}
	return text
}

// Save gives the state as bytes to keep.
func (c *Counters) Save() []byte {
	c.lock.Lock()
	defer c.lock.Unlock()
	return jsonOf(func(out *C.char, capacity C.size_t) C.size_t {
		return C.go_counts_save(c.c, out, capacity)
	})
}

// Load begins with what was saved. What is not as it was saved, to the bit, is a
// [*ReadError], and nothing is counted then.
func (c *Counters) Load(saved []byte) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	var fault C.mcpx_read_fault
	text := unsafe.String(unsafe.SliceData(saved), len(saved))
	status := C.go_counts_load(c.c, bytesOf(text), C.size_t(len(text)), &fault)
	return readError(status, &fault)
}
