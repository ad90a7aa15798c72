package proxy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	mcpx "github.com/smart-mcp-proxy/mcpx/go"
)

type memory struct{ state []byte }

func (m *memory) Get() []byte      { return m.state }
func (m *memory) Put(state []byte) { m.state = state }

// codedError is an error of the proxy with a code attached.
type codedError struct{ code Code }

func (codedError) Error() string { return "it failed" }
func (e codedError) Code() Code  { return e.code }

func TestClassify(t *testing.T) {
	on := true
	isolated := ClassifierHints{Transport: "stdio", Server: mcpx.ServerSettings{Command: "npx", Isolation: &on}}
	missing := &exec.Error{Name: "docker", Err: syscall.ENOENT}
	for _, test := range []struct {
		err   error
		hints ClassifierHints
		code  Code
	}{
		{nil, ClassifierHints{}, ""},
		{fmt.Errorf("start: %w", missing), isolated, "MCPX_DOCKER_CLI_NOT_FOUND"},
		{fmt.Errorf("start: %w", missing), ClassifierHints{Transport: "stdio"}, "MCPX_STDIO_SPAWN_ENOENT"},
		{codedError{"MCPX_OAUTH_LOGIN_REQUIRED"}, ClassifierHints{}, "MCPX_OAUTH_LOGIN_REQUIRED"},
		{errors.New("unexpected status 404"), ClassifierHints{Transport: "http"}, "MCPX_HTTP_404"},
	} {
		if code := Classify(test.err, test.hints); code != test.code {
			t.Errorf("%v: %s, want %s", test.err, code, test.code)
		}
	}
}

func TestScanForPII(t *testing.T) {
	blocked := []string{"zephyr-mbp"}
	for payload, rule := range map[string]string{
		`{"os":"linux"}`:                   "",
		`{"os":"/Users/me"}`:               "blocked_prefix",
		`{"os":"zephyr-mbp"}`:              "blocked_value",
		`{"os":`:                           "malformed_payload",
		`{"env_markers":{"has_ci_env":1}}`: "env_markers_non_bool",
	} {
		err := ScanForPII([]byte(payload), blocked, "v0.60.0")
		var violation *AnonymityViolation
		if errors.As(err, &violation) != (rule != "") {
			t.Errorf("%s: %v", payload, err)
		} else if rule != "" && violation.Rule != rule {
			t.Errorf("%s: %s, want %s", payload, violation.Rule, rule)
		}
	}
}

func TestDiagnostics(t *testing.T) {
	store := &memory{}
	first, err := NewDiagnostics(store)
	if err != nil {
		t.Fatal(err)
	}
	first.Record("MCPX_HTTP_401")
	first.Record("free text")
	second, err := NewDiagnostics(store)
	if err != nil {
		t.Fatal(err)
	}
	payload := map[string]any{}
	second.Heartbeat(context.Background(), payload)
	text, err := json.Marshal(payload)
	if err != nil || !strings.Contains(string(text), `"error_code_counts_24h":{"MCPX_HTTP_401":1}`) {
		t.Errorf("%s %v", text, err)
	}
	store.state[20] ^= 1
	if _, err := NewDiagnostics(store); err == nil {
		t.Error("damaged counts were loaded without an error")
	}
}

func TestAdapterIsShort(t *testing.T) {
	text, err := os.ReadFile("adapter.go")
	if lines := strings.Count(string(text), "\n"); err != nil || lines >= 60 {
		t.Errorf("%d lines, %v", lines, err)
	}
}
