package mcpx

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

func TestClassifyVectorsOfProxy(t *testing.T) {
	for i, row := range readRows(t, "classify", 2500) {
		answer := ClassifyText(row.Text, row.hints(ProfileProxy))
		if answer.Code != row.Code || answer.ProxyCode != row.Code || answer.Extension {
			t.Errorf("row %d: %+v, want %s", i+1, answer, row.Code)
		}
	}
}

func TestClassifyVectorsOfExtended(t *testing.T) {
	rows := append(readRows(t, "extended", 315), readRows(t, "families", 2249)...)
	for _, row := range rows {
		answer := ClassifyText(row.Text, row.hints(ProfileExtended))
		if answer.Code != row.Label && !slices.Contains(row.Alt, answer.Code) {
			t.Errorf("%s: %s, want %s or %v", row.ID, answer.Code, row.Label, row.Alt)
		}
		if proxy := ClassifyText(row.Text, row.hints(ProfileProxy)); answer.ProxyCode != proxy.Code {
			t.Errorf("%s: proxy_code %s, but profile proxy gives %s", row.ID, answer.ProxyCode, proxy.Code)
		}
	}
}

type classifyRequest struct {
	Op             string    `json:"op"`
	Text           string    `json:"text"`
	Transport      string    `json:"transport"`
	DockerIsolated Isolation `json:"docker_isolated"`
	Facts          Facts     `json:"facts"`
	Profile        string    `json:"profile"`
}

func TestClassifyTextEqualsFilter(t *testing.T) {
	rows := classifyRows(t)
	for profile, name := range map[Profile]string{ProfileProxy: "proxy", ProfileExtended: "extended"} {
		var requests []any
		for _, row := range rows {
			requests = append(requests, classifyRequest{
				"classify", row.Text, row.Transport, row.DockerIsolated, row.Facts, name,
			})
		}
		for i, line := range filterAnswers(t, requests) {
			wantAnswer(t, rows[i].Text, ClassifyText(rows[i].Text, rows[i].hints(profile)), line)
		}
	}
}

func TestAnswerJSONRoundTrip(t *testing.T) {
	for _, row := range readRows(t, "extended", 315) {
		answer := ClassifyText(row.Text, row.hints(ProfileExtended))
		text := jsonText(t, answer)
		var parsed Answer
		if err := json.Unmarshal([]byte(text), &parsed); err != nil {
			t.Fatal(err)
		}
		if jsonText(t, parsed) != text {
			t.Errorf("%s became %s", text, jsonText(t, parsed))
		}
	}
}

// ---- Checks ----

func TestHeartbeatVectors(t *testing.T) {
	for _, row := range readRows(t, "heartbeats", 100) {
		clean := Scan(row.payload(t), CheckOptions{}).Clean
		ok := Validate(row.payload(t), CheckOptions{}).OK
		if clean == row.Leak || ok == row.Leak {
			t.Errorf("%s: clean %v, ok %v, leak %v", row.ID, clean, ok, row.Leak)
		}
	}
}

// Payloads that the proxy itself sent.
func TestRealHeartbeats(t *testing.T) {
	for _, row := range readRows(t, "real-heartbeats", 20) {
		for _, options := range []CheckOptions{{}, {ProxyProfile: true}, {ProxyProfile: true, ProxyRelease: "v0.60.0"}} {
			verdict, scan := Validate(row.payload(t), options), Scan(row.payload(t), options)
			for _, finding := range append(verdict.Findings, scan.Findings...) {
				if finding.Severity != "note" {
					t.Errorf("%s: %+v", row.ID, finding)
				}
			}
			if !verdict.OK || !scan.Clean {
				t.Errorf("%s: %v %v", row.ID, verdict.OK, scan.Clean)
			}
		}
	}
}

func TestSchemaVectors(t *testing.T) {
	inWords := func(findings []Finding) []string {
		words := []string{}
		for _, finding := range findings {
			words = append(words, strings.TrimSuffix(finding.Severity+" "+finding.Rule+" "+finding.Pointer, " "))
		}
		return words
	}
	for _, row := range readRows(t, "schemas", 400) {
		verdict, scan := Validate(row.payload(t), CheckOptions{}), Scan(row.payload(t), CheckOptions{})
		if words := inWords(verdict.Findings); !slices.Equal(words, row.Validate) {
			t.Errorf("%s: %q, want %q", row.ID, words, row.Validate)
		}
		if words := inWords(scan.Findings); !slices.Equal(words, row.Scan) {
			t.Errorf("%s: %q, want %q", row.ID, words, row.Scan)
		}
	}
}

func TestProxyRelease(t *testing.T) {
	payload := []byte(`{"schema_version":8,"preflight":{"unknown":1}}`)
	for release, clean := range map[string]bool{
		"": false, "v0.58.0": false, "v0.57.3": true, "v0.60.0-rc.1": false, "dev": false, "\xff": false,
		strings.Repeat("9", 1<<20): false,
	} {
		scan := Scan(payload, CheckOptions{ProxyProfile: true, ProxyRelease: release})
		if scan.Clean != clean || scan.Findings == nil && !clean {
			t.Errorf("release %.20q: %+v", release, scan)
		}
	}
}

type checkRequest struct {
	Op      string   `json:"op"`
	Payload string   `json:"payload_base64"`
	Profile string   `json:"profile"`
	Blocked []string `json:"blocked_values,omitempty"`
}

// payloads returns the payloads of the vectors, and some that are too long or
// malformed for a vector file.
func payloads(t testing.TB) [][]byte {
	all := [][]byte{nil, {}, {0xFF, 0}, []byte("[1,"), make([]byte, 262145)}
	all = append(all, nestedArrays(100000), manyFindings(3000))
	for _, name := range []string{"heartbeats", "canary"} {
		for _, row := range readRows(t, name, 100) {
			if row.Payload != nil {
				all = append(all, row.payload(t))
			}
		}
	}
	return all
}

func nestedArrays(levels int) []byte {
	text := make([]byte, levels)
	for i := range text {
		text[i] = '['
	}
	return text
}

func manyFindings(count int) []byte {
	text := []byte("{")
	for i := 0; i < count; i++ {
		text = append(text, `"/home/alice":"/home/alice",`...)
	}
	return append(text, `"a":1}`...)
}

func TestVerdictsEqualFilter(t *testing.T) {
	all := payloads(t)
	blocked := []string{"zephyr-mbp", "s3cr3t<&>\"\\\n", "\u2028ä"}
	for _, profile := range []string{"proxy", "extended"} {
		options := CheckOptions{ProxyProfile: profile == "proxy", BlockedValues: blocked}
		var validations, scans []any
		for _, payload := range all {
			encoded := base64.StdEncoding.EncodeToString(payload)
			validations = append(validations, checkRequest{"validate", encoded, profile, blocked})
			scans = append(scans, checkRequest{"scan", encoded, profile, blocked})
		}
		for i, line := range filterAnswers(t, validations) {
			wantAnswer(t, i, Validate(all[i], options), line)
		}
		for i, line := range filterAnswers(t, scans) {
			wantAnswer(t, i, Scan(all[i], options), line)
		}
	}
}

// This payload does not fit into the module's input buffer. The verdict must be
// that of any other payload over the limit.
func TestPayloadBeyondInputBuffer(t *testing.T) {
	shorter := base64.StdEncoding.EncodeToString(make([]byte, 300000))
	lines := filterAnswers(t, []any{checkRequest{"validate", shorter, "extended", nil}})
	verdict := Validate(make([]byte, 9<<20), CheckOptions{})
	wantAnswer(t, "9 MiB", verdict, lines[0])
	if verdict.OK || verdict.Findings[0].Rule != "json_too_large" {
		t.Errorf("%+v", verdict)
	}
}

// Each row is one key and value with personal data, or without. The test wraps it
// in a small payload and uses the blocked values of the row.
func TestScanEqualsFilter(t *testing.T) {
	var planted [][]byte
	var options []CheckOptions
	var requests []any
	for _, row := range append(readRows(t, "canary", 3800), readRows(t, "runtime_values", 170)...) {
		if row.Value == nil {
			continue
		}
		key := `"last_error"`
		if row.Key != nil {
			key = whole(t, row.Key)
		}
		blocked := []string{"another-value"}
		for _, value := range row.Blocked {
			blocked = append(blocked, whole(t, value))
		}
		payload := []byte("{" + key + ":" + whole(t, row.Value) + "}")
		planted = append(planted, payload)
		options = append(options, CheckOptions{BlockedValues: blocked})
		encoded := base64.StdEncoding.EncodeToString(payload)
		requests = append(requests, checkRequest{"scan", encoded, "extended", blocked})
	}
	if _, all := vectorFolder(); all && len(planted) < 3600 {
		t.Fatalf("%d rows", len(planted))
	}
	for i, line := range filterAnswers(t, requests) {
		wantAnswer(t, i, Scan(planted[i], options[i]), line)
	}
}
