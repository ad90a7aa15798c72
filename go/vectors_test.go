package mcpx

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"testing"
)

func TestProxyVectors(t *testing.T) {
	for i, row := range readRows(t, "classify", 2500) {
		answer := ClassifyText(row.Text, row.hints(Proxy))
		if answer.Code != row.Code || answer.ProxyCode != row.Code || answer.Extension {
			t.Errorf("row %d: %+v, want %s", i+1, answer, row.Code)
		}
	}
}

func TestExtendedVectors(t *testing.T) {
	rows := append(readRows(t, "extended", 315), readRows(t, "families", 2249)...)
	for _, row := range rows {
		answer := ClassifyText(row.Text, row.hints(Extended))
		if answer.Code != row.Label && !slices.Contains(row.Alt, answer.Code) {
			t.Errorf("%s: %s, want %s or %v", row.ID, answer.Code, row.Label, row.Alt)
		}
		if proxy := ClassifyText(row.Text, row.hints(Proxy)); answer.ProxyCode != proxy.Code {
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

func TestAnswersAreThoseOfTheFilter(t *testing.T) {
	rows := classifyRows(t)
	for profile, name := range map[Profile]string{Proxy: "proxy", Extended: "extended"} {
		var requests []any
		for _, row := range rows {
			requests = append(requests, classifyRequest{
				"classify", row.Text, row.Transport, row.DockerIsolated, row.Facts, name,
			})
		}
		for i, line := range filterAnswers(t, requests) {
			sameAnswer(t, rows[i].Text, ClassifyText(rows[i].Text, rows[i].hints(profile)), line)
		}
	}
}

func TestAnswerIsReadBack(t *testing.T) {
	for _, row := range readRows(t, "extended", 315) {
		answer := ClassifyText(row.Text, row.hints(Extended))
		text := jsonText(t, answer)
		var back Answer
		if err := json.Unmarshal([]byte(text), &back); err != nil {
			t.Fatal(err)
		}
		if jsonText(t, back) != text {
			t.Errorf("%s became %s", text, jsonText(t, back))
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

type checkRequest struct {
	Op      string   `json:"op"`
	Payload string   `json:"payload_base64"`
	Profile string   `json:"profile"`
	Blocked []string `json:"blocked_values"`
}

// payloads are those of the vectors, and what no vector can be.
func payloads(t testing.TB) [][]byte {
	all := [][]byte{nil, {}, {0xFF, 0}, []byte("[1,"), make([]byte, 262145)}
	all = append(all, deep(100000), manyFindings(3000))
	for _, name := range []string{"heartbeats", "canary"} {
		for _, row := range readRows(t, name, 100) {
			if row.Payload != nil {
				all = append(all, row.payload(t))
			}
		}
	}
	return all
}

func deep(levels int) []byte {
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

func TestVerdictsAreThoseOfTheFilter(t *testing.T) {
	all := payloads(t)
	blocked := []string{"zephyr-mbp", "s3cr3t<&>\"\\\n", "\u2028ä"}
	for _, profile := range []string{"proxy", "extended"} {
		options := CheckOptions{ProxyProfile: profile == "proxy", BlockedValues: blocked}
		var validations, scans []any
		for _, payload := range all {
			coded := base64.StdEncoding.EncodeToString(payload)
			validations = append(validations, checkRequest{"validate", coded, profile, blocked})
			scans = append(scans, checkRequest{"scan", coded, profile, blocked})
		}
		for i, line := range filterAnswers(t, validations) {
			sameAnswer(t, i, Validate(all[i], options), line)
		}
		for i, line := range filterAnswers(t, scans) {
			sameAnswer(t, i, Scan(all[i], options), line)
		}
	}
}

// Too long for a request of the filter, and for the module's input: both back
// ends have to say the same all the same.
func TestVeryLongPayload(t *testing.T) {
	verdict := Validate(make([]byte, 9<<20), CheckOptions{})
	want := `{"ok":false,"kind":"unknown","schema_version":null,"findings":[{"severity":"error",` +
		`"rule":"json_too_large","pointer":"","offset":262144,"length":0,"line":1,"column":262145,` +
		`"message":"This is larger than 256 KiB, so it was not read.","expected":"at most 262144 bytes"}]}`
	if got := jsonText(t, verdict); got != want {
		t.Errorf("%s", got)
	}
}

// The texts that are planted elsewhere, each in a small payload here, with the
// run-time values of its row.
func TestPlantedTextsAreThoseOfTheFilter(t *testing.T) {
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
		coded := base64.StdEncoding.EncodeToString(payload)
		requests = append(requests, checkRequest{"scan", coded, "extended", blocked})
	}
	if len(planted) < 3600 {
		t.Fatalf("%d rows", len(planted))
	}
	for i, line := range filterAnswers(t, requests) {
		sameAnswer(t, i, Scan(planted[i], options[i]), line)
	}
}
