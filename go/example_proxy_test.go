package mcpx_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	mcpx "github.com/smart-mcp-proxy/mcpx/go"
)

func ExampleConfigIsolated() {
	config := `{"docker_isolation": {"enabled": true}, "mcpServers": [{"name": "files", "command": "npx"}]}`
	hint, err := mcpx.ConfigIsolated([]byte(config), "files")
	fmt.Println(hint == mcpx.Isolated, err)

	_, err = mcpx.ConfigIsolated([]byte(config), "mail")
	var read *mcpx.ReadError
	fmt.Println(errors.As(err, &read), read.Reason)
	// Output:
	// true <nil>
	// true unknown_server
}

func ExampleCounters() {
	counters := mcpx.NewCounters()
	now := time.Unix(1_800_000_000, 0)
	counters.Add(now, "MCPX_HTTP_401")
	counters.AddFix(now, "success")
	fmt.Println(string(counters.Snapshot(now)))
	// Output: {"error_code_counts_24h":{"MCPX_HTTP_401":1},"fix_attempted_24h":1,"fix_succeeded_24h":1,"unique_codes_ever":1}
}

// withoutShell is the system of this process, but it never runs a login shell.
type withoutShell struct{ mcpx.HostSystem }

func (withoutShell) Getenv(string) string     { return "/nowhere" }
func (withoutShell) IsExecutable(string) bool { return false }
func (withoutShell) RunShell(context.Context, string, string) ([]byte, error) {
	return nil, errors.New("login shells are switched off")
}

// A host or a test replaces what the search for docker asks.
func ExampleSystem() {
	docker := mcpx.NewDocker(mcpx.DockerOptions{Platform: mcpx.PlatformLinux, System: withoutShell{}})
	_, err := docker.Path(context.Background())
	fmt.Println(errors.Is(err, mcpx.ErrDockerNotFound), err)
	fmt.Println(docker.Source(context.Background()))
	// Output:
	// true mcpx: docker was not found in PATH or at a well-known place: login shells are switched off
	// absent
}

func ExampleLaunchMode() {
	enabled := true
	server := mcpx.ServerSettings{Command: "npx", Isolation: &enabled, ServerMode: mcpx.LaunchSandbox}
	fmt.Println(mcpx.IsolationHint(server) == mcpx.Isolated, mcpx.LaunchMode(server) == mcpx.LaunchDocker)
	// Output: true false
}
