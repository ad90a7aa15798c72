package mcpx

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"
)

type codedError struct{ code string }

func (codedError) Error() string  { return "it failed" }
func (e codedError) Code() string { return e.code }

// wantCode classifies the error as it is and wrapped in several ways. One of the
// wrappers hides the text, so that only the facts of the chain can decide.
func wantCode(t *testing.T, err error, hints Hints, code string) {
	t.Helper()
	wantCodeIn(t, ProfileProxy, err, hints, code)
	wantCodeIn(t, ProfileExtended, err, hints, code)
}

func wantCodeIn(t *testing.T, profile Profile, err error, hints Hints, code string) {
	t.Helper()
	if err == nil {
		t.Fatal("the operation did not fail")
	}
	hints.Profile = profile
	for _, wrapped := range []error{
		err, fmt.Errorf("server a: %w", err), errors.Join(errors.New("first"), err), hiddenText{err},
	} {
		if answer := Classify(wrapped, hints); answer.Code != code {
			t.Errorf("%T %v: %s, want %s", wrapped, wrapped, answer.Code, code)
		}
	}
	if answer := Classify(hiddenText{err}, hints); answer.Hints.FactSource != SourceCaller {
		t.Errorf("%v: no fact decided: %+v", err, answer)
	}
}

// hiddenText wraps an error and replaces its text.
type hiddenText struct{ error }

func (hiddenText) Error() string   { return "it failed" }
func (h hiddenText) Unwrap() error { return h.error }

func TestClassifyNil(t *testing.T) {
	answer := Classify(nil, Hints{Transport: "stdio", Facts: Facts{DNS: true}})
	if answer.Code != "" || answer.Rule != "" {
		t.Errorf("%+v", answer)
	}
	if text := jsonText(t, answer); text != `{"code":null,"severity":null,"rule":null,"extension":false,`+
		`"proxy_code":null,"evidence":[],"hints":{"transport":null,"transport_source":null,`+
		`"docker_isolated":null,"docker_isolated_source":null,"fact":null,"fact_source":null}}` {
		t.Error(text)
	}
	if FactsOf(nil, ProfileProxy) != (Facts{}) {
		t.Error("a nil error has facts")
	}
}

func TestClassifyMissingProgram(t *testing.T) {
	wantCode(t, &exec.Error{Name: "npx", Err: syscall.ENOENT}, Hints{}, "MCPX_STDIO_SPAWN_ENOENT")
	looked := exec.Command("mcpx-no-such-program").Run()
	wantCodeIn(t, ProfileExtended, looked, Hints{}, "MCPX_STDIO_SPAWN_ENOENT")
	started := exec.Command(filepath.Join(t.TempDir(), "none")).Run()
	wantCodeIn(t, ProfileExtended, started, Hints{}, "MCPX_STDIO_SPAWN_ENOENT")
}

func TestClassifyMissingDocker(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	err := exec.Command("docker").Run()
	isolated := Hints{Transport: "stdio", DockerIsolated: Isolated}
	wantCodeIn(t, ProfileExtended, err, isolated, "MCPX_DOCKER_CLI_NOT_FOUND")
	wantCodeIn(t, ProfileExtended, err, Hints{Transport: "stdio"}, "MCPX_STDIO_SPAWN_ENOENT")
	wantCode(t, &exec.Error{Name: `C:\Docker\DOCKER.exe`, Err: syscall.ENOENT}, isolated, "MCPX_DOCKER_CLI_NOT_FOUND")
}

func writeProgram(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no file modes")
	}
	path := filepath.Join(t.TempDir(), "server")
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestClassifyProgramWithoutPermission(t *testing.T) {
	path := writeProgram(t, "#!/bin/sh\n", 0o644)
	wantCodeIn(t, ProfileExtended, exec.Command(path).Run(), Hints{}, "MCPX_STDIO_SPAWN_EACCES")
	_, err := exec.LookPath(path)
	wantCode(t, err, Hints{}, "MCPX_STDIO_SPAWN_EACCES")
}

func TestClassifyProgramOfAnotherFormat(t *testing.T) {
	path := writeProgram(t, "\x7FELF for no machine", 0o755)
	wantCodeIn(t, ProfileExtended, exec.Command(path).Run(), Hints{}, "MCPX_STDIO_SPAWN_EXEC_FORMAT")
}

func TestClassifyNonzeroExit(t *testing.T) {
	wantCode(t, exec.Command(writeProgram(t, "#!/bin/sh\nexit 3\n", 0o755)).Run(), Hints{}, "MCPX_STDIO_EXIT_NONZERO")
}

func TestClassifyRefusedConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = net.Dial("tcp", address)
	wantCode(t, err, Hints{}, "MCPX_HTTP_CONN_REFUSED")
}

func TestClassifyNetworkErrors(t *testing.T) {
	dial := func(errno syscall.Errno) error {
		return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", errno)}
	}
	wantCode(t, dial(syscall.ENETUNREACH), Hints{}, "MCPX_NETWORK_OFFLINE")
	wantCode(t, dial(syscall.EHOSTUNREACH), Hints{}, "MCPX_NETWORK_OFFLINE")
	lookup := &net.DNSError{Err: "no such host", Name: "mcp.invalid", IsNotFound: true}
	wantCode(t, &net.OpError{Op: "dial", Net: "tcp", Err: lookup}, Hints{}, "MCPX_HTTP_DNS_FAILED")
}

func TestClassifyDeadline(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	wantCode(t, ctx.Err(), Hints{Transport: "stdio"}, "MCPX_STDIO_HANDSHAKE_TIMEOUT")
	wantCode(t, ctx.Err(), Hints{Transport: "http"}, "MCPX_HTTP_TIMEOUT")
	wantCodeIn(t, ProfileExtended, os.ErrDeadlineExceeded, Hints{Transport: "http"}, "MCPX_HTTP_TIMEOUT")
}

func TestClassifyAttachedCode(t *testing.T) {
	wantCode(t, codedError{"MCPX_HTTP_401"}, Hints{}, "MCPX_HTTP_401")
	wantCode(t, codedError{"MCPX_NOT_IN_THE_CATALOG"}, Hints{}, "MCPX_NOT_IN_THE_CATALOG")
	// For the proxy any code decides, also that of another library.
	wantCodeIn(t, ProfileProxy, codedError{"42P01"}, Hints{}, "42P01")
	both := fmt.Errorf("%w: %w", codedError{"42P01"}, codedError{"MCPX_HTTP_403"})
	wantCodeIn(t, ProfileProxy, both, Hints{}, "42P01")
	wantCodeIn(t, ProfileExtended, both, Hints{}, "MCPX_HTTP_403")
	if answer := Classify(both, Hints{Profile: ProfileExtended}); answer.ProxyCode != "42P01" {
		t.Errorf("profile extended does not say what the proxy says: %s", answer.ProxyCode)
	}
}

func TestFactsOfCallerTakePrecedence(t *testing.T) {
	hints := Hints{Facts: Facts{Coded: "MCPX_HTTP_404"}}
	if code := Classify(codedError{"MCPX_HTTP_401"}, hints).Code; code != "MCPX_HTTP_404" {
		t.Error(code)
	}
}

func TestStartErrno(t *testing.T) {
	for err, want := range map[syscall.Errno]ExecErrno{
		syscall.ENOENT: ExecENOENT, syscall.EACCES: ExecEACCES, syscall.ENOEXEC: ExecENOEXEC,
		syscall.EPERM: ExecOther, syscall.E2BIG: ExecOther,
	} {
		if got := FactsOf(&exec.Error{Name: "a", Err: err}, ProfileExtended).ExecErrno; got != want {
			t.Errorf("%v: %s, want %s", err, got, want)
		}
	}
}

func TestCodeOfHTTPStatus(t *testing.T) {
	for status, want := range map[int]string{
		401: "MCPX_HTTP_401", 403: "MCPX_HTTP_403", 404: "MCPX_HTTP_404", 500: "MCPX_HTTP_5XX", 599: "MCPX_HTTP_5XX",
		0: "", 200: "", 400: "", 402: "", 405: "", 499: "", 600: "", -401: "",
	} {
		code := CodeOfHTTPStatus(status)
		if code != want {
			t.Errorf("%d: %q, want %q", status, code, want)
		}
		if _, ok := Lookup(code); code != "" && !ok {
			t.Errorf("%s is not in the catalog", code)
		}
	}
}

// The steps name the program that did not start.
func TestStepsNameProgram(t *testing.T) {
	_, err := exec.LookPath("lake-mcp")
	answer := Classify(err, Hints{Profile: ProfileExtended, OS: "linux"})
	if steps := answer.Advice.Steps; len(steps) == 0 || steps[0].Command != "which lake-mcp" {
		t.Errorf("%+v", steps)
	}
}
