//go:build !cgo || !mcpx_cgo

package mcpx

import (
	"encoding/json"
	"fmt"
)

func check(payload []byte, options *CheckOptions, scan bool) (verdict Verdict, err error) {
	where, run := "Validate", (*instance).Xvalidate
	if scan {
		where, run = "Scan", (*instance).Xscan
	}
	err = withInstance(where, func(in *instance) error {
		if err := in.setCheckOptions(*options); err != nil {
			return err
		}
		length := run(in, int32(copy(in.input, payload)))
		verdict, err = parseVerdict(in.output[:length])
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
func (in *instance) setCheckOptions(options CheckOptions) error {
	if release := options.ProxyRelease; release != "" && in.Xproxy_release(int32(copy(in.input, release))) == 0 {
		options.ProxyRelease = "" // the module rejects what is no release
	}
	members := options.requestJSON()
	if in.checkOptions == members {
		return nil
	}
	in.checkOptions = ""
	if err := in.setOptions(in.Xcheck_options, members); err != nil {
		return err
	}
	in.checkOptions = members
	return nil
}

// ---- Redact ----

// tooManyRedactions is the result of Xfind_redactions if the ranges exceed its
// memory.
const tooManyRedactions = -1

func findRedactions(text string, options *CheckOptions) (ranges []RedactedRange, err error) {
	tooMany := false
	err = withInstance("Redact", func(in *instance) error {
		if err := in.setCheckOptions(*options); err != nil {
			return err
		}
		count := in.Xfind_redactions(int32(copy(in.input, text)))
		if tooMany = count == tooManyRedactions; !tooMany {
			ranges = in.readRedactions(uint32(in.Xredactions()), uint32(count))
		}
		return nil
	})
	if err == nil && tooMany {
		err = ErrTooManyRanges
	}
	return ranges, err
}

// readRedactions reads ranges of three words each: start, end and the address of
// the kind.
func (in *instance) readRedactions(address, count uint32) []RedactedRange {
	w := words{in.memory, address}
	ranges := make([]RedactedRange, count)
	for i := range ranges {
		first := 3 * uint32(i)
		ranges[i] = RedactedRange{int(w.number(first)), int(w.number(first + 1)), w.name(first + 2)}
	}
	return ranges
}
