package mcpx_test

import (
	"fmt"
	"os/exec"

	mcpx "github.com/smart-mcp-proxy/mcpx/go"
)

func ExampleClassify() {
	err := exec.Command("mcpx-no-such-program").Start()
	answer := mcpx.Classify(fmt.Errorf("server a: %w", err), mcpx.Hints{Transport: "stdio"})
	fmt.Println(answer.Code, answer.Hints.Fact)
	// Output: MCPX_STDIO_SPAWN_ENOENT exec_errno=ENOENT
}

func ExampleClassifyText() {
	text := "zsh:1: command not found: docker"
	answer := mcpx.ClassifyText(text, mcpx.Hints{Transport: "stdio", DockerIsolated: mcpx.Isolated})
	place := answer.Evidence[0]
	fmt.Println(answer.Code)
	fmt.Println(text[place.Start:place.End])
	// Output:
	// MCPX_DOCKER_CLI_NOT_FOUND
	// command not found: docker
}

// Pasted text tells what the proxy knows as a typed fact.
func ExampleClassifyText_extended() {
	answer := mcpx.ClassifyText("dial tcp: connection refused", mcpx.Hints{Profile: mcpx.Extended})
	fmt.Println(answer.Code, answer.Extension, answer.ProxyCode)
	// Output: MCPX_HTTP_CONN_REFUSED true MCPX_UNKNOWN_UNCLASSIFIED
}

func ExampleLookup() {
	entry, ok := mcpx.Lookup("MCPX_HTTP_401")
	fmt.Println(ok, entry.Severity, entry.FixSteps[0].Label)
	// Output: true error Sign in to this server again
}

func ExampleValidate() {
	verdict := mcpx.Validate([]byte(`{"schema_version":5,`), mcpx.CheckOptions{})
	last := verdict.Findings[len(verdict.Findings)-1]
	fmt.Println(verdict.OK, last.Rule, last.Line, last.Column)
	// Output: false json_unexpected_end 1 21
}

func ExampleScan() {
	scan := mcpx.Scan([]byte(`{"last_error":"/home/alice/.config"}`), mcpx.CheckOptions{})
	fmt.Println(scan.Clean)
	// Output: false
}

func ExampleIsolationHint() {
	on := true
	hint := mcpx.IsolationHint(mcpx.ServerSettings{Command: "npx", Isolation: &on})
	fmt.Println(hint == mcpx.Isolated)
	// Output: true
}
