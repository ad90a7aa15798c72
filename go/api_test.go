package mcpx

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"sync"
	"testing"
)

// The authors of the proxy decided these cases on purpose.
func TestClassifyTextDecidesAsProxy(t *testing.T) {
	stdio := Hints{Transport: "stdio"}
	isolated := Hints{Transport: "stdio", DockerIsolated: Isolated}
	nested := "docker: Error response from daemon: OCI runtime create failed: runc create failed: exec: " +
		`"uvx": executable file not found in $PATH: unknown`
	for _, test := range []struct {
		name, text string
		hints      Hints
		code       string
	}{
		{"docker not found by zsh, isolated", "zsh:1: command not found: docker", isolated, "MCPX_DOCKER_CLI_NOT_FOUND"},
		{"docker not found by zsh", "zsh:1: command not found: docker", stdio, "MCPX_STDIO_SPAWN_ENOENT"},
		{"exec format error, isolated", "exec format error", isolated, "MCPX_DOCKER_OCI_RUNTIME"},
		{"exec format error", "exec format error", stdio, "MCPX_STDIO_SPAWN_EXEC_FORMAT"},
		{"exec format error of runc", "runc: exec format error", stdio, "MCPX_DOCKER_OCI_RUNTIME"},
		{"re-login before login", "re-login available", Hints{}, "MCPX_OAUTH_REAUTH_REQUIRED"},
		{"login", "login available", Hints{}, "MCPX_OAUTH_LOGIN_REQUIRED"},
		{"missing interpreter in an OCI text", nested, isolated, "MCPX_DOCKER_EXEC_NOT_FOUND"},
	} {
		for _, profile := range []Profile{ProfileProxy, ProfileExtended} {
			t.Run(test.name, func(t *testing.T) {
				test.hints.Profile = profile
				if answer := ClassifyText(test.text, test.hints); answer.Code != test.code {
					t.Errorf("profile %d: %s, want %s", profile, answer.Code, test.code)
				}
			})
		}
	}
}

func TestClassifyTextAcceptsAnyBytes(t *testing.T) {
	long := strings.Repeat("x", 9<<20)
	for _, test := range []struct{ name, text, code string }{
		{"empty", "", CodeUnclassified},
		{"NUL", "a\x00b login available", "MCPX_OAUTH_LOGIN_REQUIRED"},
		{"invalid UTF-8", "\xFF\xFElogin available\xC3", "MCPX_OAUTH_LOGIN_REQUIRED"},
		{"9 MiB", long + "login available", "MCPX_OAUTH_LOGIN_REQUIRED"},
		{"phrase across the end of an 8 MiB piece", long[:8<<20-5] + "login available", "MCPX_OAUTH_LOGIN_REQUIRED"},
	} {
		t.Run(test.name, func(t *testing.T) {
			answer := ClassifyText(test.text, Hints{})
			if answer.Code != test.code {
				t.Errorf("%s, want %s", answer.Code, test.code)
			}
			for _, evidence := range answer.Evidence {
				if got := test.text[evidence.Start:evidence.End]; got != "login available" {
					t.Errorf("the evidence is %q", got)
				}
			}
		})
	}
}

func TestClassifyTextAcceptsAnyHints(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	for _, test := range []struct {
		name  string
		hints Hints
		code  string
	}{
		{"enumerations out of range", Hints{Profile: 9, DockerIsolated: 7}, CodeUnclassified},
		{"long transport", Hints{Transport: long}, CodeUnclassified},
		{"long code", Hints{Facts: Facts{Coded: long}}, CodeUnclassified},
		{"code not in the catalog", Hints{Facts: Facts{Coded: "MY_<\"CODE\\\x00\n"}}, "MY_<\"CODE\\\x00\n"},
		{"code with invalid UTF-8", Hints{Facts: Facts{Coded: "A\xFF"}}, "A\uFFFD"},
		{"long program name", Hints{
			DockerIsolated: Isolated, Facts: Facts{ExecErrno: ExecENOENT, ExecName: long + "/docker"},
		}, "MCPX_DOCKER_CLI_NOT_FOUND"},
		{"unknown errnos", Hints{Facts: Facts{ExecErrno: "E2BIG", OpErrno: "EPIPE"}}, CodeUnclassified},
	} {
		t.Run(test.name, func(t *testing.T) {
			if answer := ClassifyText("x", test.hints); answer.Code != test.code {
				t.Errorf("%q, want %q", answer.Code, test.code)
			}
		})
	}
}

func TestCatalogEqualsFilter(t *testing.T) {
	entries := Catalog()
	if len(entries) < 37 {
		t.Fatalf("%d entries", len(entries))
	}
	requests := make([]any, len(entries))
	for i, entry := range entries {
		requests[i] = map[string]string{"op": "entry", "code": entry.Code}
	}
	for i, line := range filterAnswers(t, requests) {
		entry, ok := Lookup(entries[i].Code)
		if !ok {
			t.Errorf("Lookup does not find %s", entries[i].Code)
		}
		wantAnswer(t, entry.Code, struct {
			Entry Entry `json:"entry"`
		}{entry}, line)
	}
}

func TestCatalogReturnsCopies(t *testing.T) {
	Catalog()[0].FixSteps[0].Label = "changed"
	if Catalog()[0].FixSteps[0].Label == "changed" {
		t.Error("a caller changed the catalog")
	}
}

func TestLookupMatchesExactly(t *testing.T) {
	for _, name := range []string{"mcpx_http_401", "MCPX_HTTP_401 ", ""} {
		if _, ok := Lookup(name); ok {
			t.Errorf("Lookup finds %q", name)
		}
	}
}

func TestSchema(t *testing.T) {
	for version := 1; version <= SchemaVersion; version++ {
		var schema map[string]any
		text, err := Schema(version)
		if err != nil || json.Unmarshal(text, &schema) != nil || schema["$schema"] == nil {
			t.Errorf("version %d: %v %.80s", version, err, text)
		}
	}
	for _, version := range []int{-1, 0, SchemaVersion + 1, math.MaxInt} {
		if _, err := Schema(version); !errors.Is(err, ErrUnknownSchemaVersion) {
			t.Errorf("version %d: %v", version, err)
		}
	}
}

func TestBlockedValues(t *testing.T) {
	payload := []byte(`{"a":"quokkafern"}`)
	if scan := Scan(payload, CheckOptions{}); !scan.Clean {
		t.Errorf("without blocked values: %+v", scan)
	}
	values := []string{"", "quokkafern"}
	if scan := Scan(payload, CheckOptions{BlockedValues: values}); scan.Clean {
		t.Error("the blocked value was not found")
	}
	if values[0] != "" || len(values) != 2 {
		t.Error("the caller's slice was changed")
	}
	for _, values := range [][]string{{"wombatfern", "quokkafern"}, {"x", "quokkafern", "zebrafern"}} {
		if scan := Scan(payload, CheckOptions{BlockedValues: values}); scan.Clean {
			t.Errorf("the blocked value among %v was not found", values)
		}
	}
}

// A check that does not run must not look like a clean payload.
func TestBlockedValuesBeyondLimits(t *testing.T) {
	for name, values := range map[string][]string{
		"257 values":               {256: ""},
		"64 KiB as JSON":           {strings.Repeat("\x01", 20000)},
		"64 KiB in one value":      {strings.Repeat("x", 70000)},
		"64 KiB with their quotes": {strings.Repeat("x", 65500)},
	} {
		options := CheckOptions{BlockedValues: values}
		scan, verdict := Scan([]byte("{}"), options), Validate([]byte("{}"), options)
		if scan.Clean || verdict.OK {
			t.Errorf("%s: %+v %+v", name, scan, verdict)
			continue
		}
		for _, findings := range [][]Finding{scan.Findings, verdict.Findings} {
			if findings[0].Rule != "unfinished" || !strings.Contains(findings[0].Message, "blocked values") {
				t.Errorf("%s: %+v", name, findings)
			}
		}
	}
	atLimit := CheckOptions{BlockedValues: make([]string, 256)}
	if scan := Scan([]byte("{}"), atLimit); !scan.Clean {
		t.Errorf("256 values: %+v", scan)
	}
}

func TestConcurrentCalls(t *testing.T) {
	rows := readRows(t, "classify", 2500)
	heartbeats := readRows(t, "heartbeats", 100)
	var group sync.WaitGroup
	for worker := 0; worker < 64; worker++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := worker; i < len(rows); i += 16 {
				if code := ClassifyText(rows[i].Text, rows[i].hints(ProfileProxy)).Code; code != rows[i].Code {
					t.Errorf("row %d: %s, want %s", i+1, code, rows[i].Code)
				}
				beat := heartbeats[i%len(heartbeats)]
				if i%8 == 0 && Scan(beat.payload(t), CheckOptions{}).Clean == beat.Leak {
					t.Errorf("%s: the verdict differs from that of a single call", beat.ID)
				}
			}
			Catalog()
		}()
	}
	group.Wait()
}
