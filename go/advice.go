package mcpx

import (
	"bytes"
	"encoding/json"
)

// Cause is why a failure happened. Its ID is stable.
type Cause struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Text is one or two sentences. It is empty in [Advice.AlsoPossible].
	Text string `json:"text,omitempty"`
}

// Step is something to do. Depending on Type ("do", "command", "config", "link" or
// "button"), one of Command, Config, URL and FixerKey is set. Commands in Label are between
// backticks.
type Step struct {
	Type     string `json:"type"`
	Label    string `json:"label"`
	Command  string `json:"command,omitempty"`
	Config   string `json:"config,omitempty"`
	URL      string `json:"url,omitempty"`
	FixerKey string `json:"fixer_key,omitempty"`
	// Destructive means that the step deletes or overwrites something.
	Destructive bool `json:"destructive,omitempty"`
	// Platform is "unix", "macos", "linux", "windows", or empty for all.
	Platform string `json:"platform,omitempty"`
	// Client is the client that the step is for, or empty for all.
	Client string `json:"client,omitempty"`
}

// Unknown tells why a text has no code. Kind is "not_a_failure", "too_little",
// "without_code" or "unrecognized"; only the last is worth a report.
type Unknown struct {
	Kind  string `json:"kind"`
	Title string `json:"title"`
	Text  string `json:"text"`
	// Nearest holds up to 3 codes that share words with the text.
	Nearest []string `json:"nearest"`
}

// Effect is a part of the text that merely follows from the failure: a closed
// transport, an exit status.
type Effect struct {
	Code  string `json:"code"`
	Rule  string `json:"rule"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Context tells where a failure happened, as the hints or the text say. What is not
// known is nil.
type Context struct {
	Client *string `json:"client"`
	OS     *string `json:"os"`
	Runner *string `json:"runner"`
	// Config and Log are paths of the client on that system.
	Config *string `json:"config"`
	Log    *string `json:"log"`
}

// Advice is what a person is told about a failure.
type Advice struct {
	// Title is the title of the code; nil if the code is not in the catalog.
	Title *string `json:"title"`
	// Cause is nil if no cause is known.
	Cause *Cause `json:"cause"`
	// AlsoPossible holds up to 3 other causes.
	AlsoPossible []Cause  `json:"also_possible"`
	Unknown      *Unknown `json:"unknown"`
	// Steps holds what to do, the best step first.
	Steps []Step `json:"steps"`
	// CauseEvidence holds the ranges of the text that show the cause.
	CauseEvidence []Range  `json:"cause_evidence"`
	Effects       []Effect `json:"effects"`
	Context       Context  `json:"context"`
}

// readAdvice reads the advice from an answer of the C library.
func readAdvice(answer []byte) *Advice {
	var advice Advice
	if json.Unmarshal(answer, &advice) != nil {
		return nil
	}
	return &advice
}

// marshalPlain encodes without escaping <, > and &, as the C library does.
func marshalPlain(value any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}
