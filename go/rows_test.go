package mcpx

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// row is a row of any of the shared vector files.
type row struct {
	ID             string            `json:"id"`
	Text           string            `json:"text"`
	Transport      string            `json:"transport"`
	DockerIsolated Isolation         `json:"docker_isolated"`
	Facts          Facts             `json:"facts"`
	Code           string            `json:"code"`
	Label          string            `json:"label"`
	Alt            []string          `json:"alt"`
	Payload        json.RawMessage   `json:"payload"` // a string or a list of its parts, as are the next three
	Key            json.RawMessage   `json:"key"`
	Value          json.RawMessage   `json:"value"`
	Blocked        []json.RawMessage `json:"blocked"`
	Leak           bool              `json:"leak"`
	Tier           int               `json:"tier"`

	// A configuration, and how the proxy launches a server of it.
	Config string `json:"config"`
	Server string `json:"server"`
	Hint   bool   `json:"hint"`
	Launch string `json:"launch"`
	Count  int    `json:"count"`

	// The findings of a payload, each as severity, rule and pointer.
	Validate []string `json:"validate"`
	Scan     []string `json:"scan"`

	// The image of a server, and the steps about it.
	Profile       string            `json:"profile"`
	Client        string            `json:"client"`
	Command       string            `json:"command"`
	Image         string            `json:"image"`
	DefaultImages map[string]string `json:"default_images"`
	Steps         []string          `json:"steps"`
}

func (r row) hints(profile Profile) Hints {
	return Hints{Profile: profile, Transport: r.Transport, DockerIsolated: r.DockerIsolated, Facts: r.Facts}
}

func (r row) payload(t testing.TB) []byte { return []byte(whole(t, r.Payload)) }

// whole joins the parts of a text. A vector file splits texts that look like
// secrets, because scanners of repositories would report them.
func whole(t testing.TB, text json.RawMessage) string {
	t.Helper()
	var one string
	if json.Unmarshal(text, &one) == nil {
		return one
	}
	var parts []string
	if err := json.Unmarshal(text, &parts); err != nil {
		t.Fatal(err)
	}
	return strings.Join(parts, "")
}

func splitLines(t testing.TB, text []byte) [][]byte {
	t.Helper()
	var lines [][]byte
	scanner := bufio.NewScanner(bytes.NewReader(text))
	scanner.Buffer(nil, 1<<24)
	for scanner.Scan() {
		lines = append(lines, bytes.Clone(scanner.Bytes()))
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// vectorFolder is the folder of all vectors, or outside of the repository that of
// the rows that this module contains. docs/derive_go.js chooses those.
func vectorFolder() (folder string, all bool) {
	folder = "../tests/vectors/"
	if _, err := os.Stat(folder); err == nil {
		return folder, true
	}
	return "testdata/", false
}

// readRows reads a vector file of at least `want` rows, or 1 outside of the
// repository.
func readRows(t testing.TB, name string, want int) []row {
	t.Helper()
	return readRowsOf[row](t, name, want)
}

// readRowsOf reads rows with other members than those of row.
func readRowsOf[T any](t testing.TB, name string, want int) []T {
	t.Helper()
	folder, all := vectorFolder()
	if !all {
		want = 1
	}
	text, err := os.ReadFile(folder + name + ".jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var rows []T
	for _, line := range splitLines(t, text) {
		var one T
		if err := json.Unmarshal(line, &one); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		rows = append(rows, one)
	}
	if len(rows) < want {
		t.Fatalf("%s has %d rows, want at least %d", name, len(rows), want)
	}
	return rows
}

func classifyRows(t testing.TB) []row {
	rows := readRows(t, "classify", 2500)
	rows = append(rows, readRows(t, "extended", 315)...)
	return append(rows, readRows(t, "families", 2249)...)
}

// filterAnswers sends requests to the native program, the reference for both back
// ends. Without the program the test is skipped; test.sh has it, and fails if a test
// is skipped.
func filterAnswers(t *testing.T, requests []any) [][]byte {
	t.Helper()
	program := os.Getenv("MCPX_FILTER")
	if program == "" {
		t.Skip("MCPX_FILTER is not the path of mcpx-filter; test.sh sets it")
	}
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	for _, request := range requests {
		if err := encoder.Encode(request); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.Command(program)
	command.Stdin = &lines
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	answers := splitLines(t, out)
	if len(answers) != len(requests) {
		t.Fatalf("%d answers to %d requests", len(answers), len(requests))
	}
	return answers
}

func jsonText(t testing.TB, value any) string {
	t.Helper()
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		t.Fatal(err)
	}
	return string(bytes.TrimSpace(text.Bytes()))
}

// wantAnswer compares a result with an answer of the filter, byte for byte. The
// answer starts with an id, which the result does not have.
func wantAnswer(t *testing.T, about any, got any, line []byte) {
	t.Helper()
	want := "{" + string(bytes.TrimPrefix(line, []byte(`{"id":null,`)))
	if text := jsonText(t, got); text != want {
		t.Errorf("%v:\n got %s\nwant %s", about, text, want)
	}
}
