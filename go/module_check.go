//go:build !cgo || mcpx_wasm

package mcpx

import (
	"encoding/json"
	"fmt"
	"math"
)

func check(payload []byte, options *CheckOptions, scan bool) (verdict Verdict, err error) {
	function := "validate"
	if scan {
		function = "scan"
	}
	err = withInstance(func(in *instance) error {
		if err := in.setCheckOptions(options.requestJSON()); err != nil {
			return err
		}
		output, err := in.callForOutput(function, in.writeInputBytes(payload))
		if err != nil {
			return err
		}
		verdict, err = parseVerdict(output)
		return err
	})
	return verdict, err
}

func parseVerdict(output []byte) (Verdict, error) {
	var read struct {
		Verdict
		Clean bool `json:"clean"` // in place of "ok", if the verdict is that of a scan
	}
	if err := json.Unmarshal(output, &read); err != nil {
		return Verdict{}, fmt.Errorf("mcpx: parse the verdict of the module: %w", err)
	}
	read.OK = read.OK || read.Clean
	return read.Verdict, nil
}

// setCheckOptions passes the options to the module if they changed.
func (in *instance) setCheckOptions(members string) error {
	if in.checkOptions == members {
		return nil
	}
	in.checkOptions = ""
	if err := in.setOptions("check_options", members); err != nil {
		return err
	}
	in.checkOptions = members
	return nil
}

// ---- Redact ----

// tooManyRedactions is the result of the function "find_redactions" if the ranges
// exceed its memory.
const tooManyRedactions = math.MaxUint32

func findRedactions(text string, options *CheckOptions) ([]RedactedRange, error) {
	var count uint32
	var ranges []RedactedRange
	err := withInstance(func(in *instance) error {
		if err := in.setCheckOptions(options.requestJSON()); err != nil {
			return err
		}
		address, err := in.call("redactions")
		if err != nil {
			return err
		}
		count, err = in.call("find_redactions", in.writeInput(text))
		if err == nil && count != tooManyRedactions {
			ranges = in.readRedactions(address, count)
		}
		return err
	})
	if err == nil && count == tooManyRedactions {
		err = ErrTooManyRanges
	}
	return ranges, err
}

// readRedactions reads ranges of three words each: start, end and the address of
// the kind.
func (in *instance) readRedactions(address, count uint32) []RedactedRange {
	w := words{in.module.Memory(), address}
	ranges := make([]RedactedRange, count)
	for i := range ranges {
		first := 3 * uint32(i)
		ranges[i] = RedactedRange{int(w.number(first)), int(w.number(first + 1)), w.name(first + 2)}
	}
	return ranges
}
