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
	// Mode is docker_isolation.mode. If it is unset, it follows Isolation.
	Mode Launch
	// ServerMode is isolation.mode of the server. If it is unset, the settings
	// above decide.
	ServerMode Launch
}

// Launch is how the proxy launches a server, or the mode of a configuration.
type Launch int

const (
	// LaunchUnset means that a mode is left out or empty.
	LaunchUnset Launch = iota
	// LaunchNone means as a program of this computer: "none".
	LaunchNone
	// LaunchDocker means in a container: "docker".
	LaunchDocker
	// LaunchSandbox means in a sandbox of the operating system: "sandbox".
	LaunchSandbox
)

// String returns "none", "docker" or "sandbox", and "unset" for any other value.
func (l Launch) String() string {
	switch l {
	case LaunchNone:
		return "none"
	case LaunchDocker:
		return "docker"
	case LaunchSandbox:
		return "sandbox"
	}
	return "unset"
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

// IsolationHint tells whether the proxy regards this server as isolated when it
// classifies an error. It looks at Isolation and ServerIsolation, and not at the
// modes: [LaunchMode] is how the server is launched. The result is NotIsolated if the
// server has no command, if isolation is off or left out in the configuration, if it is
// off for the server, or if the command contains "docker".
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

// LaunchMode returns how the proxy launches this server, never LaunchUnset. Servers
// with LaunchDocker are the server_docker_isolated_count of a heartbeat. The first
// line that applies decides:
//
//   - a server without a command, or with one that contains "docker": LaunchNone
//   - ServerMode, if it is set
//   - LaunchNone, if that is the mode of all servers
//   - LaunchNone, if ServerIsolation is false
//   - Mode; if it is unset, LaunchDocker if Isolation is true, else LaunchNone
func LaunchMode(server ServerSettings) Launch {
	launch := LaunchNone
	_ = withProxyModule("LaunchMode", func(m *proxyModule) error {
		if length := int32(len(server.Command)); len(server.Command) <= configMax && m.setInput([]byte(server.Command)) {
			launch = Launch(m.Xlaunch(length, setting(server.Isolation), setting(server.ServerIsolation),
				int32(server.Mode), int32(server.ServerMode)))
		}
		return nil
	})
	return launch
}

// configMax is MCPX_CONFIG_MAX. A text beyond it is not copied into the module.
const configMax = 8388608

var errServerName = &ReadError{
	Reason:  "too_large",
	Message: "The name of the server is larger than 8 MiB. The configuration was not read.",
}

// readConfig runs a function of the module on a configuration, and on the name of a
// server, which follows it.
func readConfig(where string, config []byte, server string, read func(m *proxyModule, length, serverLength int32) int32) (result uint32, err error) {
	err = withProxyModule(where, func(m *proxyModule) (err error) {
		config = config[:min(len(config), configMax+1)]
		if len(server) > configMax {
			return errServerName
		}
		if !m.setInput(config, []byte(server)) {
			return errReadMemory
		}
		result, err = m.readResult(read(m, int32(len(config)), int32(len(server))))
		return err
	})
	return result, err
}

// ConfigIsolated is [IsolationHint] for a server of the proxy's configuration.
// The configuration is JSON of at most 8 MiB, and the name has at most 8 MiB. As in
// the proxy, the case of keys does not count, and a server is found by its exact name.
// If the configuration cannot be read or does not have the server, the result is
// NotIsolated and a [*ReadError].
func ConfigIsolated(config []byte, server string) (Isolation, error) {
	hint, err := readConfig("ConfigIsolated", config, server, (*proxyModule).Xconfig_isolated)
	if err != nil {
		return NotIsolated, err
	}
	return Isolation(hint), nil
}

// ConfigIsolationEnabled returns docker_isolation_enabled of the feature flags
// of a heartbeat. Limits and errors are those of [ConfigIsolated].
func ConfigIsolationEnabled(config []byte) (bool, error) {
	enabled, err := readConfig("ConfigIsolationEnabled", config, "", func(m *proxyModule, length, _ int32) int32 {
		return m.Xconfig_isolation_enabled(length)
	})
	return enabled != 0 && err == nil, err
}

// ConfigLaunchMode is [LaunchMode] for a server of the proxy's configuration. Limits
// and errors are those of [ConfigIsolated]; after an error the result is LaunchNone.
func ConfigLaunchMode(config []byte, server string) (Launch, error) {
	launch, err := readConfig("ConfigLaunchMode", config, server, (*proxyModule).Xconfig_launch)
	if err != nil {
		return LaunchNone, err
	}
	return Launch(launch), nil
}

// ConfigIsolatedCount returns server_docker_isolated_count of a heartbeat: how many
// servers of the configuration have [LaunchDocker]. Limits and errors are those of
// [ConfigIsolated]; after an error the result is 0.
func ConfigIsolatedCount(config []byte) (int, error) {
	count, err := readConfig("ConfigIsolatedCount", config, "", func(m *proxyModule, length, _ int32) int32 {
		return m.Xconfig_isolated_count(length)
	})
	if err != nil {
		return 0, err
	}
	return int(count), nil
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

// Error returns the message and the position, and of a nil ReadError that there is
// none.
func (e *ReadError) Error() string {
	if e == nil {
		return "mcpx: no error"
	}
	text := "mcpx: " + e.Message
	if e.Expected != "" {
		text += " Expected: " + e.Expected
	}
	if e.Line > 0 {
		text += fmt.Sprintf(" (line %d, column %d)", e.Line, e.Column)
	}
	return text
}
