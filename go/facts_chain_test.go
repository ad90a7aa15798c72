package mcpx

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// proxyCode is a string type, as the codes of the proxy are.
type proxyCode string

type codedByProxy struct{ code proxyCode }

func (codedByProxy) Error() string     { return "it failed" }
func (e codedByProxy) Code() proxyCode { return e.code }

type codedWithNumber struct{}

func (codedWithNumber) Error() string { return "it failed" }
func (codedWithNumber) Code() int     { return 7 }

type codedWithArgument struct{}

func (codedWithArgument) Error() string           { return "it failed" }
func (codedWithArgument) Code(...string) string   { return "MCPX_HTTP_401" }
func (codedWithArgument) Unwrap() error           { return codedByProxy{"MCPX_HTTP_403"} }
func (codedWithArgument) As(any) bool             { return false }
func (codedWithArgument) Is(error) bool           { return false }
func (codedWithArgument) Temporary() (bool, bool) { return true, true }

// isDeadline is a deadline by its method Is alone.
type isDeadline struct{}

func (isDeadline) Error() string             { return "it failed" }
func (isDeadline) Is(target error) bool      { return target == context.DeadlineExceeded }
func exitError() error                       { return &exec.ExitError{ProcessState: &os.ProcessState{}} }
func opError(err error) error                { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
func execError(name string, err error) error { return &exec.Error{Name: name, Err: err} }

// asExec gives an *exec.Error by its method As.
type asExec struct{ inner error }

func (asExec) Error() string { return "it failed" }
func (e asExec) As(target any) bool {
	found, ok := target.(**exec.Error)
	if ok {
		*found = &exec.Error{Name: "given", Err: e.inner}
	}
	return ok
}

// A table of chains and of the facts that the proxy reads from them.
func TestProxyFactsOfChains(t *testing.T) {
	for _, test := range []struct {
		name string
		err  error
		want Facts
	}{
		{"plain", errors.New("a"), Facts{}},
		{"code of a type of its own", codedByProxy{"MCPX_HTTP_401"}, Facts{Coded: "MCPX_HTTP_401"}},
		{"code of type string", codedError{"E1"}, Facts{Coded: "E1"}},
		{"code that is a number", codedWithNumber{}, Facts{}},
		{"code with an argument", codedWithArgument{}, Facts{Coded: "MCPX_HTTP_403"}},
		{"first of two codes", errors.Join(codedError{"A"}, codedByProxy{"B"}), Facts{Coded: "A"}},
		{"first code is empty", errors.Join(codedError{""}, codedByProxy{"B"}), Facts{}},
		{"code below a wrapper", fmt.Errorf("a: %w", codedByProxy{"B"}), Facts{Coded: "B"}},
		{"ENOENT", execError("npx", syscall.ENOENT), Facts{ExecErrno: ExecENOENT, ExecName: "npx"}},
		{"EACCES", execError("npx", syscall.EACCES), Facts{ExecErrno: ExecEACCES, ExecName: "npx"}},
		{"ENOEXEC, wrapped", execError("npx", &fs.PathError{Op: "x", Err: syscall.ENOEXEC}), Facts{ExecErrno: ExecENOEXEC, ExecName: "npx"}},
		{"not in PATH", execError("npx", exec.ErrNotFound), Facts{}},
		{"does not exist, not an errno", execError("npx", fs.ErrNotExist), Facts{}},
		{"EPERM", execError("npx", syscall.EPERM), Facts{}},
		{"fork/exec", &fs.PathError{Op: "fork/exec", Path: "/a", Err: syscall.ENOENT}, Facts{}},
		{"only the first exec error", errors.Join(execError("a", exec.ErrNotFound), execError("b", syscall.ENOENT)), Facts{}},
		{"exec error by As", asExec{syscall.EACCES}, Facts{ExecErrno: ExecEACCES, ExecName: "given"}},
		{"exit", fmt.Errorf("a: %w", exitError()), Facts{Exit: true}},
		{"deadline", context.DeadlineExceeded, Facts{Deadline: true}},
		{"deadline by Is", isDeadline{}, Facts{Deadline: true}},
		{"canceled", context.Canceled, Facts{}},
		{"deadline of a file", os.ErrDeadlineExceeded, Facts{}},
		{"lookup", opError(&net.DNSError{Name: "a"}), Facts{DNS: true}},
		{"refused in an operation", opError(os.NewSyscallError("connect", syscall.ECONNREFUSED)), Facts{OpErrno: OpECONNREFUSED}},
		{"refused without an operation", fmt.Errorf("a: %w", syscall.ECONNREFUSED), Facts{OpErrno: OpECONNREFUSED}},
		{"refused outside of the operation", errors.Join(opError(syscall.ENETUNREACH), syscall.ECONNREFUSED), Facts{OpErrno: OpECONNREFUSED}},
		{"network unreachable", opError(os.NewSyscallError("connect", syscall.ENETUNREACH)), Facts{OpErrno: OpENETUNREACH}},
		{"host unreachable", opError(syscall.EHOSTUNREACH), Facts{OpErrno: OpEHOSTUNREACH}},
		{"unreachable without an operation", syscall.ENETUNREACH, Facts{}},
		{"only the first operation", errors.Join(opError(syscall.EPIPE), opError(syscall.ENETUNREACH)), Facts{}},
		{"numbers of Windows", opError(syscall.Errno(10061)), Facts{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := FactsOf(test.err, ProfileProxy); got != test.want {
				t.Errorf("%+v, want %+v", got, test.want)
			}
		})
	}
}

// modelFacts is section "facts" of the proxy's rules, in the words of package
// errors.
func modelFacts(err error) (facts Facts) {
	var code interface{ Code() string }
	var named interface{ Code() proxyCode }
	for _, node := range modelWalk(err) { // the first with either method
		if errors.As(flat{node}, &code) {
			facts.Coded = code.Code()
			break
		}
		if errors.As(flat{node}, &named) {
			facts.Coded = string(named.Code())
			break
		}
	}
	var start *exec.Error
	if errors.As(err, &start) {
		switch {
		case errors.Is(start.Err, syscall.ENOENT):
			facts.ExecErrno, facts.ExecName = ExecENOENT, start.Name
		case errors.Is(start.Err, syscall.EACCES):
			facts.ExecErrno, facts.ExecName = ExecEACCES, start.Name
		case errors.Is(start.Err, syscall.ENOEXEC):
			facts.ExecErrno, facts.ExecName = ExecENOEXEC, start.Name
		}
	}
	var exit *exec.ExitError
	var dns *net.DNSError
	var op *net.OpError
	facts.Exit = errors.As(err, &exit)
	facts.Deadline = errors.Is(err, context.DeadlineExceeded)
	facts.DNS = errors.As(err, &dns)
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		facts.OpErrno = OpECONNREFUSED
	case !errors.As(err, &op):
	case errors.Is(op.Err, syscall.ENETUNREACH):
		facts.OpErrno = OpENETUNREACH
	case errors.Is(op.Err, syscall.EHOSTUNREACH):
		facts.OpErrno = OpEHOSTUNREACH
	}
	return facts
}

// flat hides what an error wraps.
type flat struct{ error }

func (f flat) As(target any) bool {
	switch target := target.(type) {
	case *interface{ Code() string }:
		coded, ok := f.error.(interface{ Code() string })
		*target = coded
		return ok
	case *interface{ Code() proxyCode }:
		coded, ok := f.error.(interface{ Code() proxyCode })
		*target = coded
		return ok
	}
	return false
}

func modelWalk(err error) []error {
	if err == nil {
		return nil
	}
	nodes := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, inner := range joined.Unwrap() {
			nodes = append(nodes, modelWalk(inner)...)
		}
	}
	return append(nodes, modelWalk(errors.Unwrap(err))...)
}

// modelRow is a row of the proxy's table: its number, whether it applies, its code.
type modelRow struct {
	number  int
	applies bool
	code    string
}

// The rows that facts decide, among those that the texts of randomText decide.
func modelCode(facts Facts, text string, transport string, isolated bool) string {
	stdio, http := transport == "stdio", transport == "http"
	has := func(phrase string) bool { return strings.Contains(text, phrase) }
	rows := []modelRow{
		{1, facts.Coded != "", facts.Coded},
		{2, isolated && facts.ExecErrno == ExecENOENT && strings.Contains(strings.ToLower(facts.ExecName), "docker"), "MCPX_DOCKER_CLI_NOT_FOUND"},
		{4, isolated && has("command not found"), "MCPX_DOCKER_EXEC_NOT_FOUND"},
		{6, facts.ExecErrno == ExecENOENT, "MCPX_STDIO_SPAWN_ENOENT"},
		{6, facts.ExecErrno == ExecEACCES, "MCPX_STDIO_SPAWN_EACCES"},
		{6, facts.ExecErrno == ExecENOEXEC, "MCPX_STDIO_SPAWN_EXEC_FORMAT"},
		{7, facts.Exit, "MCPX_STDIO_EXIT_NONZERO"},
		{8, stdio && facts.Deadline, "MCPX_STDIO_HANDSHAKE_TIMEOUT"},
		{10, stdio && has("command not found"), "MCPX_STDIO_SPAWN_ENOENT"},
		{15, facts.DNS, "MCPX_HTTP_DNS_FAILED"},
		{16, has("certificate"), "MCPX_HTTP_TLS_FAILED"},
		{17, facts.OpErrno == OpECONNREFUSED, "MCPX_HTTP_CONN_REFUSED"},
		{18, http && facts.Deadline, "MCPX_HTTP_TIMEOUT"},
		{19, http && has("status 404"), "MCPX_HTTP_404"},
		{20, facts.OpErrno == OpENETUNREACH || facts.OpErrno == OpEHOSTUNREACH, "MCPX_NETWORK_OFFLINE"},
		{22, has("login available"), "MCPX_OAUTH_LOGIN_REQUIRED"},
	}
	for _, row := range rows {
		if row.applies {
			return row.code
		}
	}
	return CodeUnclassified
}

// randomError is a random tree of errors. Its text comes from hiddenText, so that
// only the facts and that text decide.
func randomError(random *rand.Rand, depth int) error {
	errnos := []error{
		syscall.ENOENT, syscall.EACCES, syscall.ENOEXEC, syscall.EPERM, syscall.ECONNREFUSED, syscall.ENETUNREACH,
		syscall.EHOSTUNREACH, syscall.EPIPE, exec.ErrNotFound, fs.ErrNotExist, context.DeadlineExceeded,
		os.ErrDeadlineExceeded, context.Canceled, isDeadline{}, syscall.Errno(10061),
	}
	inner := func() error {
		if depth <= 0 || random.Intn(3) == 0 {
			return errnos[random.Intn(len(errnos))]
		}
		return randomError(random, depth-1)
	}
	switch random.Intn(12) {
	case 0:
		return execError([]string{"npx", "docker", "/usr/bin/Docker"}[random.Intn(3)], inner())
	case 1:
		return opError(inner())
	case 2:
		return &net.DNSError{Name: "a", Err: "no such host"}
	case 3:
		return exitError()
	case 4:
		return codedByProxy{[]proxyCode{"", "MCPX_HTTP_401", "OTHER"}[random.Intn(3)]}
	case 5:
		return codedError{[]string{"", "MCPX_HTTP_403", "42P01"}[random.Intn(3)]}
	case 6:
		return asExec{inner()}
	case 7:
		return &fs.PathError{Op: "fork/exec", Path: "/usr/bin/docker", Err: inner()}
	case 8:
		return os.NewSyscallError("connect", inner())
	case 9:
		return errors.Join(inner(), inner(), nil, inner())
	case 10:
		return fmt.Errorf("a: %w, %w", inner(), inner())
	}
	return fmt.Errorf("a: %w", inner())
}

type textOver struct {
	error
	text string
}

func (e textOver) Error() string { return e.text }
func (e textOver) Unwrap() error { return e.error }

func TestRandomChainsAsModel(t *testing.T) {
	random := rand.New(rand.NewSource(12))
	texts := []string{"it failed", "sh: command not found", "bad certificate", "status 404", "login available"}
	transports := []string{"", "stdio", "http", "sse"}
	seen := map[string]int{}
	for i := 0; i < 8000; i++ {
		err := randomError(random, 4)
		facts := modelFacts(err)
		if got := FactsOf(err, ProfileProxy); got != facts {
			t.Fatalf("%#v: %+v, want %+v", err, got, facts)
		}
		text, transport := texts[random.Intn(len(texts))], transports[random.Intn(len(transports))]
		isolation := Isolation(random.Intn(3))
		hints := Hints{Transport: transport, DockerIsolated: isolation}
		want := modelCode(facts, text, transport, isolation == Isolated)
		if got := Classify(textOver{err, text}, hints).Code; got != want {
			t.Fatalf("%#v, %q, %+v: %s, want %s", err, text, hints, got, want)
		}
		hints.Profile = ProfileExtended
		if got := Classify(textOver{err, text}, hints).ProxyCode; i%8 == 0 && got != want {
			t.Fatalf("%#v, %q, %+v: proxy_code %s, want %s", err, text, hints, got, want)
		}
		seen[want]++
	}
	if len(seen) < 15 {
		t.Errorf("only %d codes occurred: %v", len(seen), seen)
	}
}

// ---- Errors that do harm ----

type cyclic struct{ twice bool }

func (c *cyclic) Error() string { return "login available" }
func (c *cyclic) Unwrap() []error {
	if c.twice {
		return []error{c, c}
	}
	return []error{c}
}

var many = make([]error, 20000)

func init() {
	for i := range many {
		many[i] = wide{}
	}
}

type wide struct{}

func (wide) Error() string   { return "login available" }
func (wide) Unwrap() []error { return many }

type panics struct{ where string }

func (p panics) panicIn(where string) {
	if p.where == where {
		panic("a secret")
	}
}
func (p panics) Error() string { p.panicIn("Error"); return "login available" }
func (p panics) Code() string  { p.panicIn("Code"); return "" }
func (p panics) Is(error) bool { p.panicIn("Is"); return false }
func (p panics) As(any) bool   { p.panicIn("As"); return false }
func (p panics) Unwrap() error { p.panicIn("Unwrap"); return syscall.ECONNREFUSED }

func TestHarmfulChains(t *testing.T) {
	reports := collectFailures(t)
	for _, err := range []error{&cyclic{}, &cyclic{twice: true}, wide{}, panics{"Unwrap"}} {
		if code := Classify(err, Hints{}).Code; code != "MCPX_OAUTH_LOGIN_REQUIRED" {
			t.Errorf("%T: %s", err, code)
		}
	}
	var null *exec.Error
	for _, err := range []error{panics{"Error"}, panics{"Code"}, panics{"Is"}, panics{"As"}, null} {
		for _, profile := range []Profile{ProfileProxy, ProfileExtended} {
			if answer := Classify(err, Hints{Profile: profile}); answer.Code == "" {
				t.Errorf("%#v: no answer", err)
			}
		}
	}
	if answer := Classify(panics{"Error"}, Hints{}); answer.Code != "MCPX_HTTP_CONN_REFUSED" {
		t.Errorf("the facts of an error without a text: %s", answer.Code)
	}
	if len(*reports) != 2 {
		t.Errorf("%d reports, want one of Classify and one of FactsOf: %v", len(*reports), *reports)
	}
	for _, report := range *reports {
		if !errors.Is(report, ErrInternal) || strings.Contains(report.Error(), "secret") {
			t.Errorf("%v", report)
		}
	}
}
