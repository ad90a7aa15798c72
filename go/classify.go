package mcpx

import "encoding/json"

// Unclassified is the code of a text that no rule knows.
const Unclassified = "MCPX_UNKNOWN_UNCLASSIFIED"

// Range is a place in the text: bytes from Start on, up to End without it.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Source says who said it: "caller", "text" (read off the text, in profile
// Extended only) or, where nobody did, "".
type Source string

const (
	// FromCaller was given in [Hints], or read off the error by [Classify].
	FromCaller Source = "caller"
	// FromText was read off the text.
	FromText Source = "text"
)

// Used are the hints that a decision rests on, and who gave them.
type Used struct {
	Transport            string // "stdio", "http", "other" or ""
	TransportSource      Source
	DockerIsolated       Isolation
	DockerIsolatedSource Source
	Fact                 string // the fact that decided, "dns", "op_errno=ECONNREFUSED", or ""
	FactSource           Source
}

// Answer is what [Classify] says of an error. Its JSON is that of every mcpx.
type Answer struct {
	// Code is empty where there was no error.
	Code string
	// Severity is "info", "warn", "error", or empty without a code of the catalog.
	Severity string
	// Rule is the stable name of the rule that decided.
	Rule string
	// Extension: the rule is not one of profile Proxy.
	Extension bool
	// ProxyCode is what profile Proxy gives for the same call.
	ProxyCode string
	// Evidence are the places that made the rule hold, at most 4, by start.
	Evidence []Range
	// Hints that were used.
	Hints Used
}

// ClassifyText classifies an error text of any bytes and any length. An empty
// text is an error too, one that no rule knows; for no error at all see
// [Classify].
func ClassifyText(text string, hints Hints) Answer {
	hints = hints.clean()
	answer, err := classify(text, &hints)
	if err != nil {
		return Answer{Code: Unclassified, ProxyCode: Unclassified, Severity: "error", Evidence: []Range{}}
	}
	return answer
}

type usedJSON struct {
	Transport            *string   `json:"transport"`
	TransportSource      *string   `json:"transport_source"`
	DockerIsolated       Isolation `json:"docker_isolated"`
	DockerIsolatedSource *string   `json:"docker_isolated_source"`
	Fact                 *string   `json:"fact"`
	FactSource           *string   `json:"fact_source"`
}

type answerJSON struct {
	Code      *string  `json:"code"`
	Severity  *string  `json:"severity"`
	Rule      *string  `json:"rule"`
	Extension bool     `json:"extension"`
	ProxyCode *string  `json:"proxy_code"`
	Evidence  []Range  `json:"evidence"`
	Hints     usedJSON `json:"hints"`
}

func orNull[T ~string](text T) *string {
	if text == "" {
		return nil
	}
	plain := string(text)
	return &plain
}

func orEmpty(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// MarshalJSON gives the answer as the streaming filter does, without an id.
func (a Answer) MarshalJSON() ([]byte, error) {
	used := usedJSON{
		orNull(a.Hints.Transport), orNull(a.Hints.TransportSource),
		a.Hints.DockerIsolated, orNull(a.Hints.DockerIsolatedSource),
		orNull(a.Hints.Fact), orNull(a.Hints.FactSource),
	}
	evidence := a.Evidence
	if evidence == nil {
		evidence = []Range{}
	}
	return json.Marshal(answerJSON{
		orNull(a.Code), orNull(a.Severity), orNull(a.Rule), a.Extension, orNull(a.ProxyCode), evidence, used,
	})
}

// UnmarshalJSON reads an answer of the streaming filter.
func (a *Answer) UnmarshalJSON(data []byte) error {
	var read answerJSON
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	used := Used{
		orEmpty(read.Hints.Transport), Source(orEmpty(read.Hints.TransportSource)),
		read.Hints.DockerIsolated, Source(orEmpty(read.Hints.DockerIsolatedSource)),
		orEmpty(read.Hints.Fact), Source(orEmpty(read.Hints.FactSource)),
	}
	*a = Answer{
		orEmpty(read.Code), orEmpty(read.Severity), orEmpty(read.Rule), read.Extension,
		orEmpty(read.ProxyCode), read.Evidence, used,
	}
	return nil
}
