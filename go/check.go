package mcpx

import (
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
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
	// Closed is for the sender of a payload, which has the package of its own
	// release: nothing that it sends can be unknown. Unknown fields, values, keys
	// of maps and codes, a schema version that is newer than known or older than a
	// field, and unusual spellings are errors then. A receiver leaves it false,
	// because a proxy may be newer than the package of the receiver. It has no
	// effect on [Redact].
	Closed bool
	// BlockedValues must not occur in a payload: the host name, the name of the
	// home folder, the values of tokens in the environment.
	//
	// A value is found as a whole word: no letter or digit may be next to it, so
	// "alice" is found in "/home/alice/a" and not in "malice". Only a value of at
	// least eight letters and digits, some of each, is found in a longer word too:
	// "workbox7" in "myworkbox7s", but not in "workbox77". Case does not count,
	// and ".", "_", "-" and a space are alike. Of a host name with dots, the part
	// before the first dot is found as well. Of a value that looks like a token,
	// any 12 bytes in a row are found, in a longer word too. Only the first 256
	// bytes of a value count. Everyday words such as "server" are not searched
	// for, nor are values of fewer than 4 bytes or fewer than 3 letters and digits;
	// a check reports the latter as the warning blocked_value_too_short. With
	// ProxyProfile, [Validate] and [Scan] find any value anywhere, with exactly
	// these bytes; that is what the proxy does.
	//
	// The limits are 256 values and 64 KiB of JSON, and each value must be valid
	// UTF-8. Otherwise a check does not run, and its verdict is not OK.
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
	// Findings holds the first 1,000 findings in document order. When the list
	// is full, personal data replaces other errors, and errors replace others.
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
		return uncheckedVerdict(blockedValuesMessage(err))
	}
	verdict, err := check(payload, &normalized, scan)
	if err != nil {
		return uncheckedVerdict("The check could not run, so the payload was not checked. Do not send or store it.")
	}
	return verdict
}

func blockedValuesMessage(err error) string {
	if errors.Is(err, ErrBlockedValueUTF8) {
		return "A blocked value is not valid UTF-8, so the payload was not checked. Pass only valid UTF-8."
	}
	return "The blocked values exceed the limit of 256 values or 64 KiB, so the payload was not checked. " +
		"Pass fewer or shorter values."
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

var (
	// ErrBlockedValues means that [CheckOptions].BlockedValues exceeds its limits.
	ErrBlockedValues = errors.New("mcpx: more than 256 blocked values, or more than 64 KiB of them")
	// ErrBlockedValueUTF8 means that one of [CheckOptions].BlockedValues is not valid
	// UTF-8. It could not be found.
	ErrBlockedValueUTF8 = errors.New("mcpx: a blocked value is not valid UTF-8")
)

// normalize fails if the options exceed the limits, or if JSON cannot carry a value.
// Both hold for both back ends.
func (o CheckOptions) normalize() (CheckOptions, error) {
	if len(o.BlockedValues) > blockedValuesMax {
		return o, ErrBlockedValues
	}
	total := 0
	for _, value := range o.BlockedValues {
		if total += len(value); total > optionsJSONMax {
			return o, ErrBlockedValues
		}
		if !utf8.ValidString(value) {
			return o, ErrBlockedValueUTF8
		}
	}
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
		Closed        bool     `json:"closed,omitempty"`
		BlockedValues []string `json:"blocked_values,omitempty"`
	}{profile, o.ProxyRelease, o.Closed, o.BlockedValues})
	return strings.TrimSuffix(text.String(), "\n")
}
