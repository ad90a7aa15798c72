package mcpx

import "encoding/json"

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
}

// ClassifyText classifies an error text of any bytes and any length. An empty
// text is an error that no rule matches.
func ClassifyText(text string, hints Hints) Answer {
	hints = hints.normalize()
	answer, err := classify(text, &hints)
	if err != nil {
		return unclassified()
	}
	return answer
}

// unclassified is the answer if the back end fails.
func unclassified() Answer {
	return Answer{Code: CodeUnclassified, ProxyCode: CodeUnclassified, Severity: "error", Evidence: []Range{}}
}

type usedHintsJSON struct {
	Transport            *string   `json:"transport"`
	TransportSource      *string   `json:"transport_source"`
	DockerIsolated       Isolation `json:"docker_isolated"`
	DockerIsolatedSource *string   `json:"docker_isolated_source"`
	Fact                 *string   `json:"fact"`
	FactSource           *string   `json:"fact_source"`
}

type answerJSON struct {
	Code      *string       `json:"code"`
	Severity  *string       `json:"severity"`
	Rule      *string       `json:"rule"`
	Extension bool          `json:"extension"`
	ProxyCode *string       `json:"proxy_code"`
	Evidence  []Range       `json:"evidence"`
	Hints     usedHintsJSON `json:"hints"`
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
	return json.Marshal(answerJSON{
		emptyToNil(a.Code), emptyToNil(a.Severity), emptyToNil(a.Rule), a.Extension, emptyToNil(a.ProxyCode),
		evidence, used,
	})
}

// UnmarshalJSON reads an answer of the streaming filter.
func (a *Answer) UnmarshalJSON(data []byte) error {
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
		nilToEmpty(read.ProxyCode), read.Evidence, used,
	}
	return nil
}
