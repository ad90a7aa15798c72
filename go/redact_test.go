package mcpx

import (
	"errors"
	"strings"
	"sync"
	"testing"
)

type redactCase struct {
	text    string
	options CheckOptions
}

// filterTextMax is the longest text of a redact request of the filter.
const filterTextMax = 65536

// redactCases returns the texts of the vectors, and each part of a log of them.
func redactCases(t testing.TB, partLength int) []redactCase {
	cases := []redactCase{{}, {text: strings.Repeat("a", partLength)}, {text: strings.Repeat("a@b.co ", partLength/7)}}
	var log strings.Builder
	for _, row := range append(readRows(t, "canary", 3800), readRows(t, "runtime_values", 170)...) {
		if row.Value == nil {
			continue
		}
		var blocked []string
		for _, value := range row.Blocked {
			blocked = append(blocked, whole(t, value))
		}
		text := whole(t, row.Value)
		cases = append(cases, redactCase{text, CheckOptions{BlockedValues: blocked}})
		log.WriteString(text + " ")
	}
	for _, row := range classifyRows(t) {
		cases = append(cases, redactCase{text: row.Text})
		log.WriteString(row.Text + "\n")
	}
	options := CheckOptions{BlockedValues: []string{"zephyr-mbp", "quokkafern"}}
	for rest := log.String(); len(rest) > partLength; rest = rest[partLength:] {
		cases = append(cases, redactCase{strings.ToValidUTF8(rest[:partLength], ""), options})
	}
	return cases
}

type redactRequest struct {
	Op      string   `json:"op"`
	Text    string   `json:"text"`
	Blocked []string `json:"blocked_values,omitempty"`
}

func TestRedactEqualsFilter(t *testing.T) {
	cases := redactCases(t, filterTextMax)
	var requests []any
	for _, c := range cases {
		requests = append(requests, redactRequest{"redact", c.text, c.options.BlockedValues})
	}
	ranges := 0
	for i, line := range filterAnswers(t, requests) {
		redaction, err := Redact(cases[i].text, cases[i].options)
		if err != nil {
			t.Fatalf("%.80q: %v", cases[i].text, err)
		}
		wantAnswer(t, requests[i], redaction, line)
		ranges += len(redaction.Ranges)
	}
	if ranges < 5000 {
		t.Errorf("only %d ranges", ranges)
	}
}

// JSON cannot carry these bytes, but a Go string can.
func TestRedactKeepsInvalidUTF8(t *testing.T) {
	redaction, err := Redact("\x00\xFF/home/alice \xC3", CheckOptions{})
	if err != nil || redaction.Text != "\x00\xFF[home_path] \xC3" {
		t.Errorf("%q, %v", redaction.Text, err)
	}
}

func TestRedactTwiceChangesNothing(t *testing.T) {
	for i, c := range redactCases(t, RedactMax) {
		if i%12 != 0 {
			continue
		}
		once, err := Redact(c.text, c.options)
		if err != nil || len(once.Text) > RedactMax {
			continue // the result of a text at the limit can exceed it
		}
		if twice, err := Redact(once.Text, c.options); err != nil || twice.Text != once.Text {
			t.Errorf("%.80q: %.80q became %.80q, %v", c.text, once.Text, twice.Text, err)
		}
	}
}

func TestRedactRanges(t *testing.T) {
	text := "spawn /home/alice/bin/npx ENOENT, ask bob@corp.example"
	redaction, err := Redact(text, CheckOptions{})
	if err != nil || redaction.Text != "spawn [home_path] ENOENT, ask [email]" {
		t.Fatalf("%+v, %v", redaction, err)
	}
	for i, want := range []string{"/home/alice/bin/npx", "bob@corp.example"} {
		if got := text[redaction.Ranges[i].Start:redaction.Ranges[i].End]; got != want {
			t.Errorf("range %d is %q, want %q", i, got, want)
		}
	}
}

func TestRedactFindsNothing(t *testing.T) {
	redaction, err := Redact("login available", CheckOptions{})
	if got := jsonText(t, redaction); err != nil || got != `{"text":"login available","ranges":[]}` {
		t.Errorf("%s, %v", got, err)
	}
}

func TestRedactBlockedValues(t *testing.T) {
	options := CheckOptions{BlockedValues: []string{"quokkafern"}}
	redaction, err := Redact("no route to quokkafern", options)
	if err != nil || redaction.Text != "no route to [blocked_value]" {
		t.Errorf("%+v, %v", redaction, err)
	}
	if redaction, err := Redact("no route to quokkafern", CheckOptions{}); err != nil || len(redaction.Ranges) != 0 {
		t.Errorf("the values of one call reached the next: %+v, %v", redaction, err)
	}
}

// On an error there must be no text that a caller could take for a redacted one.
func TestRedactErrors(t *testing.T) {
	for name, test := range map[string]struct {
		text    string
		options CheckOptions
		err     error
	}{
		"long text":       {strings.Repeat("x", RedactMax+1), CheckOptions{}, ErrTextTooLong},
		"too many ranges": {strings.Repeat("a@b.co ", RedactMax/7), CheckOptions{}, ErrTooManyRanges},
		"257 values":      {"x", CheckOptions{BlockedValues: make([]string, 257)}, ErrBlockedValues},
		"invalid UTF-8":   {"host caf\xe9host", CheckOptions{BlockedValues: []string{"quokkafern", "caf\xe9host"}}, ErrBlockedValueUTF8},
	} {
		redaction, err := Redact(test.text, test.options)
		if !errors.Is(err, test.err) || redaction.Text != "" {
			t.Errorf("%s: %.80q, %v", name, redaction.Text, err)
		}
	}
}

func TestRedactConcurrently(t *testing.T) {
	cases := redactCases(t, 1000)
	cases = cases[3:min(len(cases), 600)]
	want := make([]string, len(cases))
	for i, c := range cases {
		redaction, _ := Redact(c.text, c.options)
		want[i] = redaction.Text
	}
	var group sync.WaitGroup
	for worker := 0; worker < 16; worker++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := worker; i < len(cases); i += 4 {
				redaction, err := Redact(cases[i].text, cases[i].options)
				if err != nil || redaction.Text != want[i] {
					t.Errorf("%q: %q, want %q, %v", cases[i].text, redaction.Text, want[i], err)
				}
				Scan([]byte(`{"a":"quokkafern"}`), CheckOptions{BlockedValues: []string{"quokkafern"}})
			}
		}()
	}
	group.Wait()
}
