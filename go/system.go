package mcpx

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"time"
)

// System is what a [Docker] asks its operating system. A test or a host replaces
// it; to replace one method, embed [HostSystem] and define that method.
//
// A Docker calls the methods one at a time. They must not call the same Docker.
type System interface {
	// Now returns the time. Only differences count, so it may be any clock.
	Now() time.Time
	// Getenv returns the value of PATH, HOME or SHELL, or "" if it is not set. At
	// most 1 MiB of it is used.
	Getenv(name string) string
	// IsExecutable returns whether path is a regular file that this process may
	// execute.
	IsExecutable(path string) bool
	// RunShell runs the shell with the arguments -l, -c and question and returns
	// its output, of which the last 8 KiB are used. It returns an error if the
	// shell did not start, failed, took too long or was canceled.
	RunShell(ctx context.Context, shell, question string) ([]byte, error)
}

// HostSystem is the [System] of this process. Its RunShell gives the shell a
// session of its own without a terminal, and kills the session after 5 s or when
// the context is done.
type HostSystem struct{}

const (
	shellLimit  = 5 * time.Second
	shellOutput = 8192
	// How long a shell that has ended may keep its output open: a program that a
	// profile started in the background inherits it.
	shellLinger = 100 * time.Millisecond
)

// Now returns [time.Now].
func (HostSystem) Now() time.Time { return time.Now() }

// Getenv returns [os.Getenv].
func (HostSystem) Getenv(name string) string { return os.Getenv(name) }

// IsExecutable implements [System].
func (HostSystem) IsExecutable(path string) bool {
	file, err := os.Stat(path)
	if err != nil || !file.Mode().IsRegular() {
		return false
	}
	_, err = exec.LookPath(path)
	return err == nil
}

// RunShell implements [System].
func (HostSystem) RunShell(ctx context.Context, shell, question string) ([]byte, error) {
	return runShell(ctx, shellLimit, shell, question)
}

func runShell(ctx context.Context, limit time.Duration, shell, question string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var output tail
	command := exec.CommandContext(ctx, shell, "-l", "-c", question)
	command.Stdout = &output
	command.WaitDelay = shellLinger
	ownSession(command)
	err := command.Run()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil && !errors.Is(err, exec.ErrWaitDelay) {
		return nil, err
	}
	return output.kept, nil
}

// tail is a writer that keeps the last bytes.
type tail struct{ kept []byte }

func (t *tail) Write(bytes []byte) (int, error) {
	t.kept = append(t.kept, bytes...)
	if excess := len(t.kept) - shellOutput; excess > 0 {
		t.kept = append(t.kept[:0], t.kept[excess:]...)
	}
	return len(bytes), nil
}
