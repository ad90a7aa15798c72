//go:build !cgo || mcpx_wasm

package mcpx

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"runtime"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

//go:embed mcpx.wasm
var moduleBytes []byte

var background = context.Background()

// ---- Instances ----

// instance is one module instance with its memory, for one call at a time.
type instance struct {
	module    api.Module
	functions map[string]api.Function
	stack     [2]uint64 // of arguments and results
	input     uint32
	inputSize uint32
	output    uint32
	hints     *Hints // those that the module holds
	members   string // so of the options of checks
}

// pool holds idle instances; `free` are the places of those that may still be
// made or are idle.
type pool struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
	free    chan struct{}
	lock    sync.Mutex
	idle    []*instance
}

var instances = sync.OnceValues(newPool)

func newPool() (*pool, error) {
	engine := wazero.NewRuntimeWithConfig(background, wazero.NewRuntimeConfig())
	module, err := engine.CompileModule(background, moduleBytes)
	if err != nil {
		return nil, err
	}
	places := runtime.GOMAXPROCS(0)
	made := &pool{runtime: engine, module: module, free: make(chan struct{}, places)}
	for i := 0; i < places; i++ {
		made.free <- struct{}{}
	}
	return made, nil
}

func (p *pool) take() (*instance, error) {
	p.lock.Lock()
	if last := len(p.idle) - 1; last >= 0 {
		taken := p.idle[last]
		p.idle = p.idle[:last]
		p.lock.Unlock()
		return taken, nil
	}
	p.lock.Unlock()
	return p.instantiate()
}

func (p *pool) give(back *instance) {
	p.lock.Lock()
	p.idle = append(p.idle, back)
	p.lock.Unlock()
}

func (p *pool) instantiate() (*instance, error) {
	// Without a name, so that there can be more than one.
	config := wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize")
	module, err := p.runtime.InstantiateModule(background, p.module, config)
	if err != nil {
		return nil, err
	}
	made := &instance{module: module, functions: map[string]api.Function{}}
	for name := range module.ExportedFunctionDefinitions() {
		made.functions[name] = module.ExportedFunction(name)
	}
	for name, place := range map[string]*uint32{
		"input": &made.input, "input_size": &made.inputSize, "output": &made.output,
	} {
		if *place, err = made.call(name); err != nil {
			return nil, err
		}
	}
	return made, nil
}

// with lends an instance to `use`. One on which a call failed is given up.
func with(use func(*instance) error) error {
	pool, err := instances()
	if err != nil {
		return err
	}
	<-pool.free
	defer func() { pool.free <- struct{}{} }()
	lent, err := pool.take()
	if err != nil {
		return err
	}
	if err := use(lent); err != nil {
		_ = lent.module.Close(background) // what failed first is what is told
		return err
	}
	pool.give(lent)
	return nil
}

// call calls a function of the module with up to one argument.
func (in *instance) call(name string, arguments ...uint32) (uint32, error) {
	function := in.functions[name]
	if function == nil {
		return 0, errors.New("mcpx: the module has no function " + name)
	}
	in.stack[0] = 0
	for i, argument := range arguments {
		in.stack[i] = uint64(argument)
	}
	err := function.CallWithStack(background, in.stack[:])
	return uint32(in.stack[0]), err
}

// put writes as much as fits into the module's input.
func (in *instance) put(text string) uint32 {
	if len(text) > int(in.inputSize) {
		text = text[:in.inputSize]
	}
	in.module.Memory().WriteString(in.input, text)
	return uint32(len(text))
}

// read gives the module's own bytes, good until the next call.
func (in *instance) read(length uint32, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	text, ok := in.module.Memory().Read(in.output, length)
	if !ok {
		return nil, errors.New("mcpx: an answer outside of the memory")
	}
	return text, nil
}

// accept hands over options, of which the module complains with a length.
func (in *instance) accept(function, options string) error {
	complaint, err := in.call(function, in.put(options))
	if err == nil && complaint != 0 {
		err = errors.New("mcpx: the module does not take the options")
	}
	return err
}

// ask copies what a function without an instance of its own writes.
func ask(name string, arguments ...uint32) (answer []byte, err error) {
	err = with(func(in *instance) error {
		text, err := in.read(in.call(name, arguments...))
		answer = append([]byte(nil), text...)
		return err
	})
	return answer, err
}

func catalogJSON() ([]byte, error) { return ask("catalog") }

func schemaJSON(version int) (json.RawMessage, error) { return ask("schema", uint32(version)) }

func version() string {
	var version string
	text, err := ask("version")
	if err != nil || json.Unmarshal(text, &version) != nil {
		return ""
	}
	return version
}

// ---- Classify ----

func classify(text string, hints *Hints) (answer Answer, err error) {
	err = with(func(in *instance) error {
		if err := in.start(hints); err != nil {
			return err
		}
		for rest := text; rest != ""; {
			length := in.put(rest)
			if _, err := in.call("feed", length); err != nil {
				return err
			}
			rest = rest[length:]
		}
		answer, err = in.finish(hints)
		return err
	})
	return answer, err
}

// start begins a classification. The module reads hints only when they change.
func (in *instance) start(hints *Hints) error {
	if in.hints != nil && *in.hints == *hints {
		_, err := in.call("start_again")
		return err
	}
	in.hints = nil
	members, err := json.Marshal(hints)
	if err != nil {
		return err
	}
	if err := in.accept("start", string(members)); err != nil {
		return err
	}
	kept := *hints
	in.hints = &kept
	return nil
}

// words are the answer of the module's finish, at the indexes of
// answer_words.go.
type words struct {
	memory api.Memory
	at     uint32
}

func (w words) number(i uint32) uint32 {
	value, _ := w.memory.ReadUint32Le(w.at + 4*i)
	return value
}

// The same for all instances: address in the module -> the name there.
var names sync.Map

func (w words) name(i uint32) string {
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

func (in *instance) finish(hints *Hints) (Answer, error) {
	at, err := in.call("finish")
	if err != nil {
		return Answer{}, err
	}
	w := words{in.module.Memory(), at}
	answer := Answer{
		Code: w.name(wordCode), Severity: w.name(wordSeverity), Rule: w.name(wordRule),
		Extension: w.number(wordExtension) == 1, ProxyCode: w.name(wordProxyCode),
		Evidence: make([]Range, w.number(wordEvidenceCount)),
		Hints: Used{
			w.name(wordTransport), Source(w.name(wordTransportSource)),
			Isolation(w.number(wordIsolation)), Source(w.name(wordIsolationSource)),
			w.name(wordFact), Source(w.name(wordFactSource)),
		},
	}
	for i := range answer.Evidence {
		place := wordEvidence + 2*uint32(i)
		answer.Evidence[i] = Range{int(w.number(place)), int(w.number(place + 1))}
	}
	// A code that is not in the catalog has no name there: it is the caller's.
	if answer.Code == "" {
		answer.Code = hints.Facts.Coded
	}
	if answer.ProxyCode == "" {
		answer.ProxyCode = hints.Facts.Coded
	}
	return answer, nil
}

// ---- Check ----

func check(payload []byte, options *CheckOptions, scan bool) (verdict Verdict, err error) {
	err = with(func(in *instance) error {
		if err := in.setOptions(options.members()); err != nil {
			return err
		}
		function := "validate"
		if scan {
			function = "scan"
		}
		text, err := in.read(in.call(function, in.put(string(payload[:min(len(payload), int(in.inputSize))]))))
		if err != nil {
			return err
		}
		verdict, err = verdictOf(text)
		return err
	})
	return verdict, err
}

func verdictOf(text []byte) (Verdict, error) {
	var read struct {
		Verdict
		Clean bool `json:"clean"`
	}
	err := json.Unmarshal(text, &read)
	read.OK = read.OK || read.Clean
	return read.Verdict, err
}

func (in *instance) setOptions(members string) error {
	if in.members == members {
		return nil
	}
	in.members = ""
	if err := in.accept("check_options", members); err != nil {
		return err
	}
	in.members = members
	return nil
}
