package mcpx_test

import (
	"encoding/json"
	"fmt"
	"os/exec"

	mcpx "github.com/smart-mcp-proxy/mcpx/go"
)

// The types in the error chain are facts for the classifier, even if the text is
// wrapped.
func ExampleClassify() {
	err := exec.Command("mcpx-no-such-program").Start()
	hints := mcpx.Hints{Transport: "stdio", Profile: mcpx.ProfileExtended}
	answer := mcpx.Classify(fmt.Errorf("server a: %w", err), hints)
	fmt.Println(answer.Code, answer.Hints.Fact)
	// Output: MCPX_STDIO_SPAWN_ENOENT exec_errno=ENOENT
}

func ExampleFactsOf() {
	facts := mcpx.FactsOf(exec.Command("mcpx-no-such-program").Start(), mcpx.ProfileExtended)
	fmt.Println(facts.ExecErrno, facts.ExecName)
	// Output: ENOENT mcpx-no-such-program
}

// The evidence is the part of the text that decided.
func ExampleClassifyText() {
	text := "zsh:1: command not found: docker"
	answer := mcpx.ClassifyText(text, mcpx.Hints{Transport: "stdio", DockerIsolated: mcpx.Isolated})
	evidence := answer.Evidence[0]
	fmt.Println(answer.Code)
	fmt.Println(text[evidence.Start:evidence.End])
	// Output:
	// MCPX_DOCKER_CLI_NOT_FOUND
	// command not found: docker
}

// ProfileExtended reads from a pasted text what the proxy knows as a typed fact.
func ExampleClassifyText_extended() {
	answer := mcpx.ClassifyText("dial tcp: connection refused", mcpx.Hints{Profile: mcpx.ProfileExtended})
	fmt.Println(answer.Code, answer.Extension, answer.ProxyCode)
	// Output: MCPX_HTTP_CONN_REFUSED true MCPX_UNKNOWN_UNCLASSIFIED
}

// The same text means different things, depending on how the server runs.
func ExampleClassifyAll() {
	answers := mcpx.ClassifyAll("zsh:1: command not found: docker",
		mcpx.Hints{Transport: "stdio"},
		mcpx.Hints{Transport: "stdio", DockerIsolated: mcpx.Isolated})
	for _, answer := range answers {
		fmt.Println(answer.Code)
	}
	// Output:
	// MCPX_STDIO_SPAWN_ENOENT
	// MCPX_DOCKER_CLI_NOT_FOUND
}

func ExampleLookup() {
	entry, ok := mcpx.Lookup("MCPX_HTTP_401")
	fmt.Println(ok, entry.Severity, entry.FixSteps[0].Label)
	// Output: true error Sign in to this server again
}

func ExampleCatalog() {
	entries := mcpx.Catalog()
	fmt.Println(entries[0].Code)
	// Output: MCPX_CONFIG_DEPRECATED_FIELD
}

func ExampleSchema() {
	text, err := mcpx.Schema(mcpx.SchemaVersion)
	if err != nil {
		fmt.Println(err)
		return
	}
	var schema struct {
		Dialect string `json:"$schema"`
	}
	err = json.Unmarshal(text, &schema)
	fmt.Println(schema.Dialect, err)
	// Output: https://json-schema.org/draft/2020-12/schema <nil>
}

func ExampleValidate() {
	verdict := mcpx.Validate([]byte(`{"schema_version":5,`), mcpx.CheckOptions{})
	last := verdict.Findings[len(verdict.Findings)-1]
	fmt.Println(verdict.OK, last.Rule, last.Line, last.Column)
	// Output: false json_unexpected_end 1 21
}

func ExampleScan() {
	scan := mcpx.Scan([]byte(`{"os":"/home/alice/.config"}`), mcpx.CheckOptions{})
	fmt.Println(scan.Clean)
	for _, finding := range scan.Findings {
		fmt.Println(finding.Severity, finding.Rule, finding.Pointer)
	}
	// Output:
	// false
	// error outside_closed_set /os
	// error home_path /os
}

// Blocked values are known only at run time, such as the host name.
func ExampleScan_blockedValues() {
	options := mcpx.CheckOptions{BlockedValues: []string{"zephyr-mbp"}}
	scan := mcpx.Scan([]byte(`{"os":"zephyr-mbp"}`), options)
	fmt.Println(scan.Clean)
	for _, finding := range scan.Findings {
		fmt.Println(finding.Severity, finding.Rule, finding.Pointer)
	}
	// Output:
	// false
	// error outside_closed_set /os
	// error host_name /os
	// error blocked_value /os
}

func ExampleRedact() {
	text := "spawn /home/alice/bin/npx ENOENT for quokkafern"
	redaction, err := mcpx.Redact(text, mcpx.CheckOptions{BlockedValues: []string{"quokkafern"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(redaction.Text)
	for _, r := range redaction.Ranges {
		fmt.Println(r.Kind, text[r.Start:r.End])
	}
	// Output:
	// spawn [home_path] ENOENT for [blocked_value]
	// home_path /home/alice/bin/npx
	// blocked_value quokkafern
}

func ExampleIsolationHint() {
	enabled := true
	hint := mcpx.IsolationHint(mcpx.ServerSettings{Command: "npx", Isolation: &enabled})
	fmt.Println(hint == mcpx.Isolated)
	// Output: true
}
