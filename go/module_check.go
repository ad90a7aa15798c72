//go:build !cgo || mcpx_wasm

package mcpx

import (
	"encoding/json"
	"fmt"
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
