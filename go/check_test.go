package mcpx

import "testing"

func rulesOf(findings []Finding) map[string]string {
	rules := map[string]string{}
	for _, finding := range findings {
		rules[finding.Rule] = finding.Severity
	}
	return rules
}

// A check with a value that cannot be found must not report a payload as clean.
func TestBlockedValueWithInvalidUTF8(t *testing.T) {
	options := CheckOptions{BlockedValues: []string{"caf\xe9host"}}
	for _, options.ProxyProfile = range []bool{false, true} {
		scan, verdict := Scan([]byte("{}"), options), Validate([]byte("{}"), options)
		if scan.Clean || verdict.OK || rulesOf(scan.Findings)["unfinished"] != "error" {
			t.Errorf("%+v %+v", scan, verdict)
		}
	}
}

// The manual of BlockedValues says this.
func TestBlockedValuesAreWords(t *testing.T) {
	for _, test := range []struct {
		text, value     string
		extended, proxy bool
	}{
		{"quokkafern", "quokkafern", true, true},
		{"/srv/quokkafern/a", "quokkafern", true, true},
		{"xquokkaferny", "quokkafern", false, true},
		{"QuokkaFern", "quokkafern", true, false},
		{"quokka fern", "quokka-fern", true, false},
		{"at quokka now", "quokka.example.internal", true, false},
		{"xa8f3k2l9q7w1z", "a8f3k2l9q7w1z5t6", true, false},
		{"abc", "abc", false, true},
		{"server", "server", false, true},
	} {
		for _, proxy := range []bool{false, true} {
			options := CheckOptions{ProxyProfile: proxy, BlockedValues: []string{test.value}}
			scan := Scan([]byte(`{"other":"`+test.text+`"}`), options)
			_, found := rulesOf(scan.Findings)["blocked_value"]
			if want := proxy && test.proxy || !proxy && test.extended; found != want {
				t.Errorf("%q in %q, proxy %v: %+v", test.value, test.text, proxy, scan.Findings)
			}
		}
	}
}

// Only the sender of a payload knows all of its fields.
func TestClosed(t *testing.T) {
	payload := []byte(`{"schema_version":4,"a_new_field":1}`)
	for _, closed := range []bool{false, true, false} {
		severity := rulesOf(Validate(payload, CheckOptions{Closed: closed}).Findings)["unknown_field"]
		if severity == "" || (severity == "error") != closed {
			t.Errorf("closed %v: %q", closed, severity)
		}
	}
}
