package mcpx

import (
	"encoding/json"
	"errors"
	"strings"
)

// CheckOptions configures [Validate], [Scan] and [Redact]. The zero value uses all
// detectors of personal data and no blocked values.
type CheckOptions struct {
	// ProxyProfile limits the detectors to those of the proxy.
	ProxyProfile bool
	// ProxyRelease is the version of the proxy whose rules about fields apply in
	// its profile: "v0.58.0". If it is empty or no release, such as that of a
	// development build, the schema version of the payload decides.
	ProxyRelease string
	// BlockedValues must not occur anywhere in a payload: the host name, the
	// name of the home folder, the values of tokens in the environment. Values
	// that are empty, too short or too common are ignored. The limits are 256
	// values and 64 KiB of JSON. A check with more of them does not run, and
	// its verdict is not OK.
	BlockedValues []string
}

// Finding is one problem of a payload, or a note about it. It contains no text
// of the payload.
type Finding struct {
	Severity   string `json:"severity"` // "error", "warning" or "note"
	Rule       string `json:"rule"`
	Pointer    string `json:"pointer"` // JSON Pointer
	Offset     int    `json:"offset"`  // in bytes, from 0
	Length     int    `json:"length"`  // in bytes
	Line       int    `json:"line"`    // from 1
	Column     int    `json:"column"`  // in characters, from 1
	Message    string `json:"message"`
	Expected   string `json:"expected,omitempty"`
	Suggestion string `json:"suggestion,omitempty"`
}

// Verdict is the result of [Validate].
type Verdict struct {
	// OK is true if no finding is an error.
	OK bool `json:"ok"`
	// Kind is "heartbeat", "opt_out_beacon" or "unknown".
	Kind string `json:"kind"`
	// SchemaVersion is the version that the payload declares, nil if unknown.
	SchemaVersion *uint64 `json:"schema_version"`
	// Findings holds the first 1,000 findings in document order. Errors and
	// warnings replace notes when the list is full.
	Findings []Finding `json:"findings"`
	// Omitted counts the findings beyond that limit.
	Omitted int `json:"omitted,omitempty"`
}

// ScanVerdict is the result of [Scan].
type ScanVerdict struct {
	// Clean is true if no finding is an error.
	Clean bool `json:"clean"`
	// Findings and Omitted are as in [Verdict].
	Findings []Finding `json:"findings"`
	Omitted  int       `json:"omitted,omitempty"`
}

// Validate checks that a payload is strict JSON, matches the schema of its
// version, is consistent and contains no personal data. It accepts any bytes. A
// payload over 256 KiB is rejected without reading it.
func Validate(payload []byte, options CheckOptions) Verdict {
	return runCheck(payload, options, false)
}

// Scan looks for personal data in a payload of any version. Malformed JSON is an
// error, because personal data could hide in it.
func Scan(payload []byte, options CheckOptions) ScanVerdict {
	verdict := runCheck(payload, options, true)
	return ScanVerdict{verdict.OK, verdict.Findings, verdict.Omitted}
}

func runCheck(payload []byte, options CheckOptions, scan bool) Verdict {
	normalized, err := options.normalize()
	if err != nil {
		return uncheckedVerdict("The blocked values exceed the limit of 256 values or 64 KiB, " +
			"so the payload was not checked. Pass fewer or shorter values.")
	}
	verdict, err := check(payload, &normalized, scan)
	if err != nil {
		return uncheckedVerdict("The check could not run, so the payload was not checked. Do not send or store it.")
	}
	return verdict
}

// uncheckedVerdict reports a check that did not run. The rule is the one that
// the library reports if it cannot finish a check.
func uncheckedVerdict(message string) Verdict {
	finding := Finding{Severity: "error", Rule: "unfinished", Line: 1, Column: 1, Message: message}
	return Verdict{Kind: "unknown", Findings: []Finding{finding}}
}

const (
	blockedValuesMax = 256
	optionsJSONMax   = 65536
	// One byte of a value takes at most 6 bytes of JSON, so shorter values
	// always fit into optionsJSONMax.
	blockedBytesSafe = optionsJSONMax / 8
	// A longer version is none.
	releaseMax = 64
)

// ErrBlockedValues means that [CheckOptions].BlockedValues exceeds its limits.
var ErrBlockedValues = errors.New("mcpx: more than 256 blocked values, or more than 64 KiB of them")

// normalize makes the values valid UTF-8, because JSON cannot carry other bytes.
// It fails if the options exceed the limits, which hold for both back ends.
func (o CheckOptions) normalize() (CheckOptions, error) {
	if len(o.BlockedValues) > blockedValuesMax {
		return o, ErrBlockedValues
	}
	values := make([]string, len(o.BlockedValues))
	total := 0
	for i, value := range o.BlockedValues {
		if total += len(value); total > optionsJSONMax {
			return o, ErrBlockedValues
		}
		values[i] = toValidUTF8(value)
	}
	o.BlockedValues = values
	if len(o.ProxyRelease) > releaseMax {
		o.ProxyRelease = ""
	}
	if total > blockedBytesSafe && len(o.requestJSON()) > optionsJSONMax {
		return o, ErrBlockedValues
	}
	return o, nil
}

// requestJSON returns the options as the members of a filter request.
func (o *CheckOptions) requestJSON() string {
	profile := "extended"
	if o.ProxyProfile {
		profile = "proxy"
	}
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	// Strings always encode, so there is no error to handle.
	_ = encoder.Encode(struct {
		Profile       string   `json:"profile"`
		ProxyRelease  string   `json:"proxy_release,omitempty"`
		BlockedValues []string `json:"blocked_values,omitempty"`
	}{profile, o.ProxyRelease, o.BlockedValues})
	return strings.TrimSuffix(text.String(), "\n")
}
