//go:build !cgo || !mcpx_cgo

package mcpx

import (
	"encoding/json"
	"fmt"
)

// logIncidents returns what mcpx_log_incidents_json writes.
func logIncidents(log string, hints *Hints) (output []byte, err error) {
	members, err := json.Marshal(hints)
	if err != nil {
		return nil, internalFailure("ClassifyLog", fmt.Sprintf("encode the hints: %v", err))
	}
	err = withInstance("ClassifyLog", func(in *instance) error {
		if err := in.setOptions(in.Xincidents_start, string(members)); err != nil {
			return err
		}
		for rest := log; rest != ""; {
			length := copy(in.input, rest)
			in.Xincidents_feed(int32(length))
			rest = rest[length:]
		}
		output = append([]byte(nil), in.output[:in.Xincidents_finish()]...)
		return nil
	})
	return output, err
}
