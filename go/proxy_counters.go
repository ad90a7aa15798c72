package mcpx

import (
	"encoding/json"
	"sync"
	"time"
)

// Counters counts codes and fixes for the diagnostics of a heartbeat. Each code and
// each of the two counters of fixes has a window of 24 h of its own, which starts
// with its first event. Any number of goroutines may use it. The zero value is
// empty. After an internal failure it is empty again.
type Counters struct {
	lock   sync.Mutex
	module *proxyModule
}

// NewCounters creates empty Counters.
func NewCounters() *Counters { return new(Counters) }

// withModule runs use with the state.
func (c *Counters) withModule(use func(*proxyModule) error) (err error) {
	defer recoverFrom("Counters", &err)
	c.lock.Lock()
	defer c.lock.Unlock()
	module := c.module
	c.module = nil // a call that panics leaves it so
	if module == nil {
		if module, err = newProxyModule(HostSystem{}); err != nil {
			return internalFailure("Counters", err.Error())
		}
		module.Xcounts_start()
	}
	err = use(module)
	c.module = module
	return err
}

func unixSeconds(now time.Time) int64 { return max(now.Unix(), 0) }

// Longer texts are neither a code nor an outcome.
const counterTextMax = 1024

// Add counts a code. It ignores a code that is not in the catalog and returns
// false.
func (c *Counters) Add(now time.Time, code string) bool {
	counted := false
	_ = c.withModule(func(m *proxyModule) error {
		if len(code) <= counterTextMax && m.setInput([]byte(code)) {
			counted = m.Xcounts_add(unixSeconds(now), int32(len(code))) != 0
		}
		return nil
	})
	return counted
}

// AddFix counts an attempted fix. The outcome "success" counts it as successful
// too.
func (c *Counters) AddFix(now time.Time, outcome string) {
	_ = c.withModule(func(m *proxyModule) error {
		outcome = outcome[:min(len(outcome), counterTextMax)]
		if m.setInput([]byte(outcome)) {
			m.Xcounts_add_fix(unixSeconds(now), int32(len(outcome)))
		}
		return nil
	})
}

// Snapshot returns the diagnostics of a heartbeat. It is nil if all counts are
// zero, because the heartbeat has no diagnostics then.
func (c *Counters) Snapshot(now time.Time) json.RawMessage {
	var text []byte
	_ = c.withModule(func(m *proxyModule) error {
		text = m.output(m.Xcounts_json(unixSeconds(now)))
		return nil
	})
	return text
}

// Save returns the state, to be stored and passed to Load later.
func (c *Counters) Save() []byte {
	var state []byte
	_ = c.withModule(func(m *proxyModule) error {
		state = m.output(m.Xcounts_save())
		return nil
	})
	return state
}

// savedCountsMax is MCPX_SAVED_COUNTS_MAX. Longer bytes are not a saved state.
const savedCountsMax = 16384

// Load replaces the state by a saved one. If the bytes are not exactly as Save
// returned them, it returns a [*ReadError] and all counts are zero: white space at the
// end is damage, too. Nil and empty bytes are no saved state, so they are such an
// error. A host that has not saved anything yet, because it starts for the first time,
// does not call Load; new Counters are empty already.
func (c *Counters) Load(saved []byte) error {
	return c.withModule(func(m *proxyModule) error {
		saved = saved[:min(len(saved), savedCountsMax+1)]
		if !m.setInput(saved) {
			return errReadMemory
		}
		_, err := m.readResult(m.Xcounts_load(int32(len(saved))))
		return err
	})
}
