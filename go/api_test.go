package mcpx

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// What the proxy's authors decided on purpose.
func TestDecisions(t *testing.T) {
	stdio := Hints{Transport: "stdio"}
	isolated := Hints{Transport: "stdio", DockerIsolated: Isolated}
	nested := "docker: Error response from daemon: OCI runtime create failed: runc create failed: exec: " +
		`"uvx": executable file not found in $PATH: unknown`
	for _, test := range []struct {
		name, text string
		hints      Hints
		code       string
	}{
		{"zsh names docker, isolated", "zsh:1: command not found: docker", isolated, "MCPX_DOCKER_CLI_NOT_FOUND"},
		{"zsh names docker", "zsh:1: command not found: docker", stdio, "MCPX_STDIO_SPAWN_ENOENT"},
		{"exec format error, isolated", "exec format error", isolated, "MCPX_DOCKER_OCI_RUNTIME"},
		{"exec format error", "exec format error", stdio, "MCPX_STDIO_SPAWN_EXEC_FORMAT"},
		{"exec format error of runc", "runc: exec format error", stdio, "MCPX_DOCKER_OCI_RUNTIME"},
		{"re-login before login", "re-login available", Hints{}, "MCPX_OAUTH_REAUTH_REQUIRED"},
		{"login", "login available", Hints{}, "MCPX_OAUTH_LOGIN_REQUIRED"},
		{"missing interpreter in an OCI text", nested, isolated, "MCPX_DOCKER_EXEC_NOT_FOUND"},
	} {
		for _, profile := range []Profile{Proxy, Extended} {
			t.Run(test.name, func(t *testing.T) {
				test.hints.Profile = profile
				if answer := ClassifyText(test.text, test.hints); answer.Code != test.code {
					t.Errorf("profile %d: %s, want %s", profile, answer.Code, test.code)
				}
			})
		}
	}
}

func TestTextsOfAnyKind(t *testing.T) {
	long := strings.Repeat("x", 9<<20)
	for _, test := range []struct{ name, text, code string }{
		{"empty", "", Unclassified},
		{"NUL", "a\x00b login available", "MCPX_OAUTH_LOGIN_REQUIRED"},
		{"no UTF-8", "\xFF\xFElogin available\xC3", "MCPX_OAUTH_LOGIN_REQUIRED"},
		{"9 MiB", long + "login available", "MCPX_OAUTH_LOGIN_REQUIRED"},
		{"a phrase over the end of the input buffer", long[:8<<20-5] + "login available", "MCPX_OAUTH_LOGIN_REQUIRED"},
	} {
		t.Run(test.name, func(t *testing.T) {
			answer := ClassifyText(test.text, Hints{})
			if answer.Code != test.code {
				t.Errorf("%s, want %s", answer.Code, test.code)
			}
			for _, place := range answer.Evidence {
				if test.text[place.Start:place.End] != "login available" {
					t.Errorf("the evidence is %q", test.text[place.Start:place.End])
				}
			}
		})
	}
}

func TestHintsOfAnyKind(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	for _, test := range []struct {
		name  string
		hints Hints
		code  string
	}{
		{"numbers out of range", Hints{Profile: 9, DockerIsolated: 7}, Unclassified},
		{"a long transport", Hints{Transport: long}, Unclassified},
		{"a long code", Hints{Facts: Facts{Coded: long}}, Unclassified},
		{"a foreign code", Hints{Facts: Facts{Coded: "MY_<\"CODE\\\x00\n"}}, "MY_<\"CODE\\\x00\n"},
		{"a code that is no UTF-8", Hints{Facts: Facts{Coded: "A\xFF"}}, "A\uFFFD"},
		{"a long program", Hints{
			DockerIsolated: Isolated, Facts: Facts{ExecErrno: ExecENOENT, ExecName: long + "/docker"},
		}, "MCPX_DOCKER_CLI_NOT_FOUND"},
		{"unknown errnos", Hints{Facts: Facts{ExecErrno: "E2BIG", OpErrno: "EPIPE"}}, Unclassified},
	} {
		t.Run(test.name, func(t *testing.T) {
			if answer := ClassifyText("x", test.hints); answer.Code != test.code {
				t.Errorf("%q, want %q", answer.Code, test.code)
			}
		})
	}
}

func TestCatalog(t *testing.T) {
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
			t.Errorf("%s is not found", entries[i].Code)
		}
		sameAnswer(t, entry.Code, struct {
			Entry Entry `json:"entry"`
		}{entry}, line)
	}
	entries[0].FixSteps[0].Label = "mine"
	if Catalog()[0].FixSteps[0].Label == "mine" {
		t.Error("the catalog can be changed")
	}
	if _, ok := Lookup("mcpx_http_401"); ok {
		t.Error("a code that is none is found")
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
	for _, version := range []int{-1, 0, SchemaVersion + 1, 1<<32 + 1} {
		if _, err := Schema(version); !errors.Is(err, ErrNoSchema) {
			t.Errorf("version %d: %v", version, err)
		}
	}
}

func TestVersion(t *testing.T) {
	if !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(Version()) {
		t.Errorf("%q", Version())
	}
}

func TestBlockedValues(t *testing.T) {
	payload := []byte(`{"a":"quokkafern"}`)
	has := func(findings []Finding, rule string) bool {
		for _, finding := range findings {
			if finding.Rule == rule {
				return true
			}
		}
		return false
	}
	if scan := Scan(payload, CheckOptions{}); !scan.Clean {
		t.Errorf("without values: %+v", scan)
	}
	values := []string{"", "quokkafern"}
	if scan := Scan(payload, CheckOptions{BlockedValues: values}); scan.Clean {
		t.Error("the value was not found")
	}
	if values[0] != "" || len(values) != 2 {
		t.Error("the caller's values were changed")
	}
	for _, values := range [][]string{{"wombatfern", "quokkafern"}, {"x", "quokkafern", "zebrafern"}} {
		if scan := Scan(payload, CheckOptions{BlockedValues: values}); scan.Clean {
			t.Errorf("the value among %v was not found", values)
		}
	}
	for name, values := range map[string][]string{
		"too many": make([]string, 257),
		"too long": {strings.Repeat("\x01", 20000)},
		"too much": {strings.Repeat("x", 70000)},
	} {
		scan, verdict := Scan(payload, CheckOptions{BlockedValues: values}), Validate(payload, CheckOptions{BlockedValues: values})
		if scan.Clean || verdict.OK || !has(scan.Findings, "unfinished") || !has(verdict.Findings, "unfinished") {
			t.Errorf("%s: %+v %+v", name, scan, verdict)
		}
	}
}

func TestGoroutines(t *testing.T) {
	rows := readRows(t, "classify", 2500)
	heartbeats := readRows(t, "heartbeats", 100)
	var all sync.WaitGroup
	for worker := 0; worker < 64; worker++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for i := worker; i < len(rows); i += 16 {
				if code := ClassifyText(rows[i].Text, rows[i].hints(Proxy)).Code; code != rows[i].Code {
					t.Errorf("row %d: %s, want %s", i+1, code, rows[i].Code)
				}
				beat := heartbeats[i%len(heartbeats)]
				if i%8 == 0 && Scan(beat.payload(t), CheckOptions{}).Clean == beat.Leak {
					t.Errorf("%s: not as it is alone", beat.ID)
				}
			}
			Catalog()
		}()
	}
	all.Wait()
}
