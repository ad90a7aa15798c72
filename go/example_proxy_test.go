package mcpx_test

import (
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
