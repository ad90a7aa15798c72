//go:build unix

package mcpx

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writeShell writes a shell that does what the text says. Its arguments are those
// of a real one.
func writeShell(t *testing.T, text string) string {
	return writeProgram(t, "#!/bin/sh\n"+text, 0o755)
}

func TestRealShell(t *testing.T) {
	home := t.TempDir()
	docker := filepath.Join(home, "docker")
	if err := os.WriteFile(docker, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, ".profile"), []byte("PATH="+home+":$PATH\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", home)
	t.Setenv("PATH", "")
	t.Setenv("SHELL", "/bin/sh")
	search := NewDocker(DockerOptions{})
	path, err := search.Path(background)
	if path != docker && search.Source(background) != "bundled" { // or docker is installed here
		t.Errorf("%q %v", path, err)
	}
}

func TestShellGetsItsArguments(t *testing.T) {
	output, err := HostSystem{}.RunShell(background, writeShell(t, `printf '%s|' "$@"`), "question")
	if string(output) != "-l|-c|question|" || err != nil {
		t.Errorf("%q %v", output, err)
	}
}

func TestShellHasNoTerminalAndNoInput(t *testing.T) {
	output, err := HostSystem{}.RunShell(background, writeShell(t, "cat; (: </dev/tty) 2>/dev/null && echo terminal; echo end"), "question")
	if string(output) != "end\n" || err != nil {
		t.Errorf("%q %v", output, err)
	}
}

func TestShellFails(t *testing.T) {
	if _, err := (HostSystem{}).RunShell(background, writeShell(t, "echo /a; exit 3"), "question"); err == nil {
		t.Error("a failed shell gave no error")
	}
	if _, err := (HostSystem{}).RunShell(background, "/no/such/shell", "question"); err == nil {
		t.Error("a missing shell gave no error")
	}
}

func TestShellOutputIsLimited(t *testing.T) {
	output, err := HostSystem{}.RunShell(background, writeShell(t, "head -c 1000000 /dev/zero; echo /end"), "question")
	if len(output) != shellOutput || !strings.HasSuffix(string(output), "/end\n") || err != nil {
		t.Errorf("%d bytes, %v", len(output), err)
	}
}

// A program that the profile left in the background keeps the output open.
func TestShellWithProgramInBackground(t *testing.T) {
	output, err := HostSystem{}.RunShell(background, writeShell(t, "sleep 60 & echo /a; echo $! >\"$0.pid\""), "question")
	if string(output) != "/a\n" || err != nil {
		t.Errorf("%q %v", output, err)
	}
}

func TestShellIsKilled(t *testing.T) {
	shell := writeShell(t, "sleep 60 & echo $! >\"$0.pid\"; sleep 60")
	if _, err := runShell(background, 300*time.Millisecond, shell, "question"); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(background)
	cancel()
	if _, err := (HostSystem{}).RunShell(ctx, shell, "question"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
