package mcpx

import "fmt"

// ServerSettings decides whether a server is isolated. The zero value means that
// it is not.
type ServerSettings struct {
	// Command starts the server. It is empty if the server has no command.
	Command string
	// Isolation is docker_isolation.enabled of the configuration, nil if left
	// out.
	Isolation *bool
	// ServerIsolation is isolation.enabled of the server. If nil, the server
	// inherits Isolation.
	ServerIsolation *bool
}

// setting returns the mcpx_setting of a member that may be left out.
func setting(enabled *bool) int32 {
	switch {
	case enabled == nil:
		return 0
	case *enabled:
		return 2
	}
	return 1
}

// IsolationHint tells whether the proxy would launch this server through Docker.
// The result is NotIsolated if the server has no command, if isolation is off or
// left out in the configuration, if it is off for the server, or if the command
// contains "docker".
func IsolationHint(server ServerSettings) Isolation {
	hint := NotIsolated
	_ = withProxyModule("IsolationHint", func(m *proxyModule) error {
		if length := int32(len(server.Command)); len(server.Command) <= configMax && m.setInput([]byte(server.Command)) {
			hint = Isolation(m.Xisolated(length, setting(server.Isolation), setting(server.ServerIsolation)))
		}
		return nil
	})
	return hint
}

// configMax is MCPX_CONFIG_MAX. A text beyond it is not copied into the module.
const configMax = 8388608

// ConfigIsolated is [IsolationHint] for a server of the proxy's configuration.
// The configuration is JSON of at most 8 MiB. If it cannot be read or does not
// have the server, the result is NotIsolated and a [*ReadError].
func ConfigIsolated(config []byte, server string) (Isolation, error) {
	hint := NotIsolated
	err := withProxyModule("ConfigIsolated", func(m *proxyModule) error {
		length := min(len(config), configMax+1)
		if len(server) > configMax || !m.setInput(config[:length], []byte(server)) {
			return errReadMemory
		}
		result, err := m.readResult(m.Xconfig_isolated(int32(length), int32(len(server))))
		hint = Isolation(result)
		return err
	})
	return hint, err
}

// ConfigIsolationEnabled returns docker_isolation_enabled of the feature flags
// of a heartbeat. Limits and errors are those of [ConfigIsolated].
func ConfigIsolationEnabled(config []byte) (bool, error) {
	enabled := false
	err := withProxyModule("ConfigIsolationEnabled", func(m *proxyModule) error {
		length := min(len(config), configMax+1)
		if !m.setInput(config[:length]) {
			return errReadMemory
		}
		result, err := m.readResult(m.Xconfig_isolation_enabled(int32(length)))
		enabled = result != 0
		return err
	})
	return enabled, err
}

// ReadError is the reason why a configuration or a saved state could not be
// read. It contains none of their text.
type ReadError struct {
	// Reason is "too_large", "not_json", "wrong_shape", "unknown_server",
	// "damaged", "newer" or "no_memory".
	Reason   string
	Message  string
	Expected string // the allowed values, or ""
	Offset   int    // in bytes, from 0
	Line     int    // from 1; 0 if the error has no position
	Column   int    // in characters, from 1
}

// Error returns the message and the position.
func (e *ReadError) Error() string {
	text := "mcpx: " + e.Message
	if e.Expected != "" {
		text += " Expected: " + e.Expected
	}
	if e.Line > 0 {
		text += fmt.Sprintf(" (line %d, column %d)", e.Line, e.Column)
	}
	return text
}
