package mcpx

import (
	"errors"
	"strings"
)

// RedactMax is the length in bytes of the longest text that [Redact] accepts.
const RedactMax = 262144

var (
	// ErrTextTooLong means that a text is longer than [RedactMax].
	ErrTextTooLong = errors.New("mcpx: the text is longer than 256 KiB")
	// ErrTooManyRanges means that a text has more than 32,768 ranges to redact.
	ErrTooManyRanges = errors.New("mcpx: the text has too many ranges to redact")
)

// RedactedRange is a range of the original text that was redacted. Kind is the
// rule that found it, for example "email".
type RedactedRange struct {
	Start int    `json:"start"`
	End   int    `json:"end"` // exclusive
	Kind  string `json:"kind"`
}

// Redaction is the result of [Redact].
type Redaction struct {
	// Text has the kind in brackets, "[email]", in place of each range.
	Text string `json:"text"`
	// Ranges are sorted and do not overlap. Offsets are in bytes of the original
	// text.
	Ranges []RedactedRange `json:"ranges"`
}

// Redact replaces personal data and secrets in a text, such as an error message
// or a part of a log: paths, addresses, hosts, tokens and the blocked values of
// the options, always as whole words (see [CheckOptions]). Names of people in a sentence are
// not found. The profile of the options has no effect. To redact the result again
// changes nothing.
//
// If Redact returns an error, the text is not redacted and the Redaction is
// empty. The error is [ErrTextTooLong], [ErrTooManyRanges], [ErrBlockedValues],
// [ErrBlockedValueUTF8] or a failure of the back end. Split a longer text between lines.
func Redact(text string, options CheckOptions) (Redaction, error) {
	if len(text) > RedactMax {
		return Redaction{}, ErrTextTooLong
	}
	normalized, err := options.normalize()
	if err != nil {
		return Redaction{}, err
	}
	ranges, err := findRedactions(text, &normalized)
	if err != nil {
		return Redaction{}, err
	}
	return Redaction{replaceRanges(text, ranges), ranges}, nil
}

func replaceRanges(text string, ranges []RedactedRange) string {
	var redacted strings.Builder
	written := 0
	for _, r := range ranges {
		redacted.WriteString(text[written:r.Start])
		redacted.WriteByte('[')
		redacted.WriteString(r.Kind)
		redacted.WriteByte(']')
		written = r.End
	}
	redacted.WriteString(text[written:])
	return redacted.String()
}
