//go:build !cgo || !mcpx_cgo

package mcpx

import (
	"encoding/json"
	"fmt"
)

func classify(text string, hints []Hints) (answers []Answer, err error) {
	scanned := hints[0]
	scanned.Profile = widestProfile(hints)
	answers = make([]Answer, 0, len(hints))
	err = withInstance("Classify", func(in *instance) error {
		address, err := in.scanText(text, &scanned)
		for i := range hints {
			if err == nil && (i > 0 || hints[i].Profile != scanned.Profile) {
				address, err = in.decide(&hints[i])
			}
			if err != nil {
				return err
			}
			answer := in.readAnswer(address, &hints[i])
			if hints[i].Profile == ProfileExtended {
				if err := json.Unmarshal(in.output[:in.Xadvised()], &answer); err != nil {
					return err
				}
			}
			answers = append(answers, answer)
		}
		return nil
	})
	return answers, err
}

// scanText scans a text, decides with the hints and returns the address of the
// answer.
func (in *instance) scanText(text string, hints *Hints) (uint32, error) {
	if err := in.setHints(hints); err != nil {
		return 0, err
	}
	in.Xstart_again()
	for rest := text; rest != ""; {
		length := copy(in.input, rest)
		in.Xfeed(int32(length))
		rest = rest[length:]
	}
	return uint32(in.Xfinish()), nil
}

// decide decides with other hints on the text that was scanned last, and returns
// the address of the answer.
func (in *instance) decide(hints *Hints) (uint32, error) {
	if err := in.setHints(hints); err != nil {
		return 0, err
	}
	return uint32(in.Xdecide_again()), nil
}

// setHints passes the hints to the module. JSON is needed only for what is rare: to
// encode and parse it costs more than to classify a short text.
func (in *instance) setHints(hints *Hints) error {
	if hints.areSimple() {
		transport, ok := transportNumbers[hints.Transport]
		if !ok {
			transport = transportOther
		}
		in.Xset_hints_with(int32(hints.Profile), int32(transport), int32(hints.DockerIsolated))
		in.hints = ""
		return nil
	}
	members, err := json.Marshal(hints)
	if err != nil {
		return fmt.Errorf("encode the hints: %w", err)
	}
	if in.hints == string(members) {
		return nil
	}
	in.hints = ""
	if err := in.setOptions(in.Xset_hints, string(members)); err != nil {
		return err
	}
	in.hints = string(members)
	return nil
}

// areSimple tells whether the hints are only those of Xset_hints_with.
func (h *Hints) areSimple() bool {
	return h.Facts == (Facts{}) && h.OS == "" && h.Client == "" && h.Runner == "" && h.Command == "" &&
		h.Image == "" && h.DefaultImages == nil
}

// readAnswer reads the words of an answer at the indexes of answer_words.go.
func (in *instance) readAnswer(address uint32, hints *Hints) Answer {
	w := words{in.memory, address}
	answer := Answer{
		Code: w.name(wordCode), Severity: w.name(wordSeverity), Rule: w.name(wordRule),
		Extension: w.number(wordExtension) == 1, ProxyCode: w.name(wordProxyCode),
		Evidence: make([]Range, w.number(wordEvidenceCount)),
		Hints: UsedHints{
			w.name(wordTransport), Source(w.name(wordTransportSource)),
			Isolation(w.number(wordIsolation)), Source(w.name(wordIsolationSource)),
			w.name(wordFact), Source(w.name(wordFactSource)),
		},
	}
	for i := range answer.Evidence {
		start := wordEvidence + 2*uint32(i)
		answer.Evidence[i] = Range{int(w.number(start)), int(w.number(start + 1))}
	}
	// The module has no name for a code that the caller gave and the catalog does
	// not hold.
	if answer.Code == "" {
		answer.Code = hints.Facts.Coded
	}
	if answer.ProxyCode == "" {
		answer.ProxyCode = hints.Facts.Coded
	}
	return answer
}
