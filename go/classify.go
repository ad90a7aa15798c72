package mcpx

import (
	"encoding/json"
	"errors"
)

// CodeUnclassified is the code of a text that no rule matches.
const CodeUnclassified = "MCPX_UNKNOWN_UNCLASSIFIED"

// Range is a byte range of a text. End is exclusive.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Source names where a hint came from. It is empty if the hint is unknown.
type Source string

const (
	// SourceCaller means that [Hints] gave it, or [Classify] read it from the
	// error chain.
	SourceCaller Source = "caller"
	// SourceText means that it was read from the text. Only [ProfileExtended]
	// does that.
	SourceText Source = "text"
)

// UsedHints holds the hints that a decision rests on, and their sources.
type UsedHints struct {
	Transport            string // "stdio", "http", "other" or ""
	TransportSource      Source
	DockerIsolated       Isolation
	DockerIsolatedSource Source
	Fact                 string // the fact that decided: "dns", "op_errno=ECONNREFUSED"; or ""
	FactSource           Source
}

// Answer is the result of a classification. Its JSON is the same as that of the
// C library, the command and the npm package.
type Answer struct {
	// Code is empty if there was no error.
	Code string
	// Severity is "info", "warn" or "error". It is empty if the catalog does not
	// hold the code.
	Severity string
	// Rule is the stable name of the rule that decided.
	Rule string
	// Extension is true if [ProfileProxy] does not have the rule.
	Extension bool
	// ProxyCode is the code that [ProfileProxy] gives for the same call.
	ProxyCode string
	// Evidence holds up to 4 ranges of the text that the rule matched, sorted by
	// Start.
	Evidence []Range
	// Hints holds the hints that were used.
	Hints UsedHints
	// Advice is nil in [ProfileProxy].
	Advice *Advice
}

// ClassifyText classifies an error text of any bytes and any length. An empty
// text is an error that no rule matches. The manual of the package says why a host
// should cut long texts.
func ClassifyText(text string, hints Hints) Answer {
	return classifyNormalized(text, []Hints{hints.normalize()})[0]
}

// ClassifyAll classifies one text with each of the hints. The answers equal those
// of [ClassifyText], but the text is scanned only once. Use it to show how the
// code depends on the transport or on Docker isolation.
func ClassifyAll(text string, hints ...Hints) []Answer {
	normalized := make([]Hints, len(hints))
	for i := range hints {
		normalized[i] = hints[i].normalize()
	}
	return classifyNormalized(text, normalized)
}

func classifyNormalized(text string, hints []Hints) []Answer {
	if len(hints) == 0 {
		return nil
	}
	answers, err := classify(text, hints)
	if err != nil {
		return unclassified(len(hints))
	}
	return answers
}

// widestProfile returns the profile to scan a text with, so that it can be
// decided for all of the hints. A scan for ProfileExtended serves both profiles.
func widestProfile(hints []Hints) Profile {
	for i := range hints {
		if hints[i].Profile == ProfileExtended {
			return ProfileExtended
		}
	}
	return ProfileProxy
}

// unclassified returns the answers if the back end fails.
func unclassified(count int) []Answer {
	answers := make([]Answer, count)
	for i := range answers {
		answers[i] = Answer{
			Code: CodeUnclassified, ProxyCode: CodeUnclassified, Severity: "error", Evidence: []Range{},
		}
	}
	return answers
}

var errNilReceiver = errors.New("mcpx: UnmarshalJSON needs a value to write to, not nil")

type usedHintsJSON struct {
	Transport            *string   `json:"transport"`
	TransportSource      *string   `json:"transport_source"`
	DockerIsolated       Isolation `json:"docker_isolated"`
	DockerIsolatedSource *string   `json:"docker_isolated_source"`
	Fact                 *string   `json:"fact"`
	FactSource           *string   `json:"fact_source"`
}

// decisionJSON has the members of every profile.
type decisionJSON struct {
	Code      *string       `json:"code"`
	Severity  *string       `json:"severity"`
	Rule      *string       `json:"rule"`
	Extension bool          `json:"extension"`
	ProxyCode *string       `json:"proxy_code"`
	Evidence  []Range       `json:"evidence"`
	Hints     usedHintsJSON `json:"hints"`
}

// A nil Advice has no members.
type answerJSON struct {
	decisionJSON
	*Advice
}

func emptyToNil[T ~string](text T) *string {
	if text == "" {
		return nil
	}
	plain := string(text)
	return &plain
}

func nilToEmpty(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// MarshalJSON writes the answer of the streaming filter, without the member "id".
// [json.Marshal] escapes <, > and & in it; an encoder can be told not to.
func (a Answer) MarshalJSON() ([]byte, error) {
	used := usedHintsJSON{
		emptyToNil(a.Hints.Transport), emptyToNil(a.Hints.TransportSource),
		a.Hints.DockerIsolated, emptyToNil(a.Hints.DockerIsolatedSource),
		emptyToNil(a.Hints.Fact), emptyToNil(a.Hints.FactSource),
	}
	evidence := a.Evidence
	if evidence == nil {
		evidence = []Range{}
	}
	return marshalPlain(answerJSON{decisionJSON{
		emptyToNil(a.Code), emptyToNil(a.Severity), emptyToNil(a.Rule), a.Extension, emptyToNil(a.ProxyCode),
		evidence, used,
	}, a.Advice})
}

// UnmarshalJSON reads an answer of the streaming filter.
func (a *Answer) UnmarshalJSON(data []byte) error {
	if a == nil {
		return errNilReceiver
	}
	var read answerJSON
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	used := UsedHints{
		nilToEmpty(read.Hints.Transport), Source(nilToEmpty(read.Hints.TransportSource)),
		read.Hints.DockerIsolated, Source(nilToEmpty(read.Hints.DockerIsolatedSource)),
		nilToEmpty(read.Hints.Fact), Source(nilToEmpty(read.Hints.FactSource)),
	}
	*a = Answer{
		nilToEmpty(read.Code), nilToEmpty(read.Severity), nilToEmpty(read.Rule), read.Extension,
		nilToEmpty(read.ProxyCode), read.Evidence, used, read.Advice,
	}
	return nil
}
