package mcpx

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// Platform selects the well-known places of the docker program, which are
// searched after PATH.
type Platform int

const (
	// PlatformHost is the platform of this process.
	PlatformHost Platform = iota
	// PlatformLinux has well-known places and a login shell.
	PlatformLinux
	// PlatformMacOS has well-known places and a login shell.
	PlatformMacOS
	// PlatformWindows has neither.
	PlatformWindows
)

// DockerOptions configures a [Docker]. The zero value searches as this system
// does.
type DockerOptions struct {
	Platform Platform
	// System is what the search asks. Nil means [HostSystem].
	System System
}

// DockerAbsent is the source if docker was not found. The other sources are
// "path", "bundled" and "login_shell".
const DockerAbsent = "absent"

var (
	// ErrDockerNotFound means that docker is neither in a directory of PATH nor at
	// a well-known place. The error of [Docker.Path] wraps it, and the reason why
	// the login shell did not help. It has a method Code, so [Classify] gives
	// MCPX_DOCKER_CLI_NOT_FOUND for it.
	ErrDockerNotFound error = dockerNotFound{}

	errShellWithoutPath = errors.New("the login shell printed no path of docker")
	errShellTooSlow     = errors.New("the login shell took too long")
	errNoLoginShell     = errors.New("this platform has no login shell")
)

type dockerNotFound struct{}

func (dockerNotFound) Error() string {
	return "mcpx: docker was not found in PATH or at a well-known place"
}

func (dockerNotFound) Code() string { return "MCPX_DOCKER_CLI_NOT_FOUND" }

// Docker finds the docker program. It searches PATH, then well-known places, then
// asks the login shell. It keeps a success for its lifetime. It keeps a failure for
// 60 s, in which each call looks at the well-known places again. Path and Source
// share one result, so they always agree. Any number of goroutines may use it: one
// searches, the others wait.
//
// The zero value is a Docker with the zero DockerOptions.
type Docker struct {
	options DockerOptions
	found   atomic.Pointer[foundDocker] // nil until docker was found
	once    sync.Once
	turn    chan struct{} // holds a value while a call is running
	module  *proxyModule  // nil before the first call, and after one that did not end
}

type foundDocker struct{ path, source string }

// NewDocker creates a Docker. The search starts with the first call of Path or
// Source.
func NewDocker(options DockerOptions) *Docker { return &Docker{options: options} }

// Path returns the absolute path of docker. It can take up to 5 s, the time limit
// of the login shell, and 6 s if a second one is asked, unless ctx is done before. A path that was found once is
// returned even if ctx is done. The error is [ErrDockerNotFound] with its reason,
// that of ctx, or [ErrInternal]. The last two are not kept as a failure, and do not
// end one that is kept.
func (d *Docker) Path(ctx context.Context) (string, error) {
	path, _, err := d.find(ctx)
	return path, err
}

// Source returns the docker_cli_source of a heartbeat: "path", "bundled",
// "login_shell" or "absent". It searches as Path does, and is "absent" after any
// error. It never contains the path.
func (d *Docker) Source(ctx context.Context) string {
	_, source, err := d.find(ctx)
	if err != nil {
		return DockerAbsent
	}
	return source
}

func (d *Docker) find(ctx context.Context) (path, source string, err error) {
	defer recoverFrom("Docker", &err)
	if found := d.found.Load(); found != nil {
		return found.path, found.source, nil
	}
	if err = d.takeTurn(ctx); err != nil {
		return "", "", err
	}
	defer func() { <-d.turn }()
	path, source, err = d.search(ctx)
	if err == nil {
		d.found.Store(&foundDocker{path, source})
	}
	return path, source, err
}

// takeTurn waits until no other call is running. A done context matters only if there
// is one.
func (d *Docker) takeTurn(ctx context.Context) error {
	d.once.Do(func() { d.turn = make(chan struct{}, 1) })
	select {
	case d.turn <- struct{}{}:
		return nil
	default:
	}
	select {
	case d.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("mcpx: wait for the search for docker: %w", ctx.Err())
	}
}

// search asks the module, which keeps failures. A search whose shell was interrupted is
// no failure, so its module is dropped.
func (d *Docker) search(ctx context.Context) (path, source string, err error) {
	module := d.module
	d.module = nil // a call that does not end leaves it so
	if module == nil {
		if module, err = d.start(); err != nil {
			return "", "", internalFailure("Docker", err.Error())
		}
	}
	module.host.ctx = ctx
	if path, source, err = module.findDocker(); module.host.interrupted && path == "" {
		return "", "", fmt.Errorf("mcpx: the search for docker was interrupted: %w", ctx.Err())
	}
	module.host.ctx = context.Background()
	d.module = module
	return path, source, err
}

func (d *Docker) start() (*proxyModule, error) {
	system := d.options.System
	if system == nil {
		system = HostSystem{}
	}
	module, err := newProxyModule(system)
	if err == nil {
		module.host.shell = errNoLoginShell
		module.Xdocker_start(int32(d.options.Platform.resolve()))
	}
	return module, err
}

// resolve returns what PlatformHost means here. A Unix without a list of its own
// has that of Linux.
func (p Platform) resolve() Platform {
	if p > PlatformHost && p <= PlatformWindows {
		return p
	}
	switch runtime.GOOS {
	case "darwin":
		return PlatformMacOS
	case "windows":
		return PlatformWindows
	}
	return PlatformLinux
}

func (m *proxyModule) findDocker() (path, source string, err error) {
	m.reserve(0)
	path = string(m.output(m.Xdocker_path()))
	if path == "" {
		err = fmt.Errorf("%w: %w", ErrDockerNotFound, m.host.shell)
	}
	return path, m.text(m.Xdocker_found()), err
}
