package mcpx

import (
	"encoding/json"
	"strings"
	"testing"
)

// The fields as a receiver in Go reads them: encoding/json ignores the case of keys.
type readHeartbeat struct {
	Version       string `json:"version"`
	Edition       string `json:"edition"`
	SchemaVersion int    `json:"schema_version"`
	ServerCount   int    `json:"server_count"`
	ToolCount     int    `json:"tool_count"`
	FeatureFlags  struct {
		DockerCLISource string `json:"docker_cli_source"`
	} `json:"feature_flags"`
}

func exactString(object map[string]json.RawMessage, key string) (text string) {
	_ = json.Unmarshal(object[key], &text)
	return text
}

func exactInt(object map[string]json.RawMessage, key string) (number int) {
	_ = json.Unmarshal(object[key], &number)
	return number
}

// The same fields under exactly their keys, as other readers find them. A map keeps case.
func readExactly(payload []byte) (read readHeartbeat) {
	var object, flags map[string]json.RawMessage
	_ = json.Unmarshal(payload, &object)
	_ = json.Unmarshal(object["feature_flags"], &flags)
	read.Version, read.Edition = exactString(object, "version"), exactString(object, "edition")
	read.SchemaVersion = exactInt(object, "schema_version")
	read.ServerCount, read.ToolCount = exactInt(object, "server_count"), exactInt(object, "tool_count")
	read.FeatureFlags.DockerCLISource = exactString(flags, "docker_cli_source")
	return read
}

// What Go reads differently, a closed check rejects.
func TestGoReadsWhatTheCheckReads(t *testing.T) {
	const payload = `{"version":"v0.47.1","edition":"personal","schema_version":5,"server_count":9,"tool_count":3,` +
		`"feature_flags":{"docker_cli_source":"path"}}`
	if read := (readHeartbeat{}); json.Unmarshal([]byte(payload), &read) != nil || read != readExactly([]byte(payload)) {
		t.Fatalf("%+v", read)
	}
	for _, test := range []struct{ old, replacement, rule string }{
		{`"tool_count"`, `"Version":"v6.6.6","tool_count"`, "json_key_case"},
		{`"tool_count"`, `"Server_Count":424242,"tool_count"`, "json_key_case"},
		{`"tool_count"`, `"\u017ferver_count":777,"tool_count"`, "json_key_case"},
		{`"tool_count"`, `"EDITION":"Alice","tool_count"`, "json_key_case"},
		{`"path"}`, `"path"},"Feature_Flags":{"docker_cli_source":"absent"}`, "json_key_case"},
		{`{"docker_cli_source":"path"}`, `{"docker_cli_source":"path","doc\u212aer_cli_source":"x"}`, "json_key_case"},
		{`"tool_count":3`, `"tool_count":9.0`, "unusual_count"},
		{`"tool_count":3`, `"tool_count":1E+2`, "unusual_count"},
		{`"schema_version":5`, `"schema_version":50e-1`, "unusual_count"},
		{`"tool_count":3`, `"tool_count":3,"tool_count":4`, "json_duplicate_key"},
	} {
		changed := []byte(strings.Replace(payload, test.old, test.replacement, 1))
		var read readHeartbeat
		rejected := json.Unmarshal(changed, &read) != nil
		if test.rule != "json_duplicate_key" && !rejected && read == readExactly(changed) {
			t.Errorf("%s: Go reads it like the others", test.replacement)
		}
		if rulesOf(Scan(changed, CheckOptions{Closed: true}).Findings)[test.rule] != "error" {
			t.Errorf("%s: no %s", test.replacement, test.rule)
		}
	}
}
