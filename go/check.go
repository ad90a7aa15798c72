package mcpx

import (
	"encoding/json"
	"strings"
)

// CheckOptions say how to check. The zero value: all that the canary knows, no
// run-time values.
type CheckOptions struct {
	// ProxyProfile: the canary looks only for what the proxy looks for.
	ProxyProfile bool
	// BlockedValues may stand nowhere: host name, name of the home folder,
	// values of tokens in the environment. Empty ones, and those too short or
	// too common to tell anything, are passed over. At most 256, and 64 KiB in
	// JSON: with more of them nothing is checked, and the verdict says so.
	BlockedValues []string
}

// Finding is one reason why a payload may not be sent or stored, or a remark.
// It holds no text of the payload.
type Finding struct {
	Severity   string `json:"severity"` // "error", "warning" or "note"
	Rule       string `json:"rule"`
	Pointer    string `json:"pointer"` // JSON Pointer
	Offset     int    `json:"offset"`  // bytes, from 0
	Length     int    `json:"length"`
	Line       int    `json:"line"`   // from 1
	Column     int    `json:"column"` // in characters, from 1
	Message    string `json:"message"`
	Expected   string `json:"expected,omitempty"`
	Suggestion string `json:"suggestion,omitempty"`
}

// Verdict is what [Validate] says of a payload.
type Verdict struct {
	// OK: no finding is an error.
	OK bool `json:"ok"`
	// Kind is "heartbeat", "opt_out_beacon" or "unknown".
	Kind string `json:"kind"`
	// SchemaVersion of the payload, nil where it is not known.
	SchemaVersion *uint64 `json:"schema_version"`
	// Findings in the order of the payload: errors, warnings and notes, the
	// first 1,000 of them.
	Findings []Finding `json:"findings"`
	// Omitted is how many more there are.
	Omitted int `json:"omitted,omitempty"`
}

// ScanVerdict is what [Scan] says of a payload.
type ScanVerdict struct {
	// Clean: no finding is an error.
	Clean bool `json:"clean"`
	// Findings and Omitted are as in [Verdict].
	Findings []Finding `json:"findings"`
	Omitted  int       `json:"omitted,omitempty"`
}

// Validate checks a payload: is it strict JSON, what the schema of its version
// allows, consistent, and free of personal data? Any bytes may come in; more
// than 256 KiB of them are refused unread.
func Validate(payload []byte, options CheckOptions) Verdict {
	return checked(payload, options, false)
}

// Scan looks for personal data alone, and for whatever it could hide in: a
// payload of any version may come, and a broken one.
func Scan(payload []byte, options CheckOptions) ScanVerdict {
	verdict := checked(payload, options, true)
	return ScanVerdict{verdict.OK, verdict.Findings, verdict.Omitted}
}

func checked(payload []byte, options CheckOptions, scan bool) Verdict {
	if options.clean() {
		if verdict, err := check(payload, &options, scan); err == nil {
			return verdict
		}
	}
	return Verdict{Kind: "unknown", Findings: unfinished()}
}

// A check that could not be made is a finding, never a clean payload.
func unfinished() []Finding {
	return []Finding{{
		Severity: "error", Rule: "unfinished", Line: 1, Column: 1,
		Message: "The check ran out of room, so it did not finish. Take the payload as not checked.",
	}}
}

const (
	blockedValuesMax = 256
	optionsMax       = 65536
)

// clean makes UTF-8 of the values, as JSON can hold no other, and says whether
// both back ends have room for them.
func (o *CheckOptions) clean() bool {
	if len(o.BlockedValues) > blockedValuesMax {
		return false
	}
	values := make([]string, len(o.BlockedValues))
	total := 0
	for i, value := range o.BlockedValues {
		if total += len(value); total > optionsMax {
			return false
		}
		values[i] = utf8Of(value)
	}
	o.BlockedValues = values
	return total <= optionsMax/8 || len(o.members()) <= optionsMax
}

// members gives the options as the members of a request.
func (o *CheckOptions) members() string {
	profile := "extended"
	if o.ProxyProfile {
		profile = "proxy"
	}
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	// Strings alone: they cannot fail to be encoded.
	_ = encoder.Encode(struct {
		Profile       string   `json:"profile"`
		BlockedValues []string `json:"blocked_values,omitempty"`
	}{profile, o.BlockedValues})
	return strings.TrimSuffix(text.String(), "\n")
}
