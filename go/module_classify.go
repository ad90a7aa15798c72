//go:build !cgo || mcpx_wasm

package mcpx

import (
	"encoding/json"
	"fmt"
	"sync"

	"github.com/tetratelabs/wazero/api"
)

func classify(text string, hints *Hints) (answer Answer, err error) {
	err = withInstance(func(in *instance) error {
		if err := in.startText(hints); err != nil {
			return err
		}
		for rest := text; rest != ""; {
			length := in.writeInput(rest)
			if _, err := in.call("feed", length); err != nil {
				return err
			}
			rest = rest[length:]
		}
		answer, err = in.finishText(hints)
		return err
	})
	return answer, err
}

// startText begins a classification. The hints cross the boundary only if they
// changed, because encoding them costs more than classifying a short text.
func (in *instance) startText(hints *Hints) error {
	if in.hints != nil && *in.hints == *hints {
		_, err := in.call("start_again")
		return err
	}
	in.hints = nil
	members, err := json.Marshal(hints)
	if err != nil {
		return fmt.Errorf("mcpx: encode the hints: %w", err)
	}
	if err := in.setOptions("start", string(members)); err != nil {
		return err
	}
	stored := *hints
	in.hints = &stored
	return nil
}

// answerWords are the 32-bit words that the function "finish" of the module
// writes. wasm/exports/classify.c defines their order.
type answerWords struct {
	memory  api.Memory
	address uint32
}

func (w answerWords) number(i uint32) uint32 {
	value, _ := w.memory.ReadUint32Le(w.address + 4*i)
	return value
}

// names caches the constant strings of the module by address. All instances have
// them at the same addresses.
var names sync.Map

func (w answerWords) name(i uint32) string {
	address := w.number(i)
	if address == 0 {
		return ""
	}
	if name, ok := names.Load(address); ok {
		return name.(string)
	}
	var name []byte
	for at := address; ; at++ {
		letter, ok := w.memory.ReadByte(at)
		if !ok || letter == 0 {
			break
		}
		name = append(name, letter)
	}
	names.Store(address, string(name))
	return string(name)
}

func (in *instance) finishText(hints *Hints) (Answer, error) {
	address, err := in.call("finish")
	if err != nil {
		return Answer{}, err
	}
	w := answerWords{in.module.Memory(), address}
	answer := Answer{
		Code: w.name(0), Severity: w.name(1), Rule: w.name(2), Extension: w.number(3) == 1,
		ProxyCode: w.name(4), Evidence: make([]Range, w.number(11)),
		Hints: UsedHints{
			w.name(5), Source(w.name(6)), Isolation(w.number(7)), Source(w.name(8)), w.name(9), Source(w.name(10)),
		},
	}
	for i := range answer.Evidence {
		first := 12 + 2*uint32(i)
		answer.Evidence[i] = Range{int(w.number(first)), int(w.number(first + 1))}
	}
	// The module has no name for a code that the caller gave and the catalog does
	// not hold.
	if answer.Code == "" {
		answer.Code = hints.Facts.Coded
	}
	if answer.ProxyCode == "" {
		answer.ProxyCode = hints.Facts.Coded
	}
	return answer, nil
}
