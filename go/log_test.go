package mcpx

import (
	"slices"
	"strings"
	"testing"
)

// logRow is a row of the logs. Its incidents are not in the order of lines.
type logRow struct {
	ID        string
	Text      string
	Client    string
	First     *int
	Incidents []logIncident
}

type logIncident struct {
	Server    *string
	Code      string
	Alt       []string
	CauseLine int `json:"cause_line"`
	Recovered bool
}

func TestClassifyLog(t *testing.T) {
	log := "MCP server \"tide\": spawn uvx ENOENT\n" +
		"MCP server \"tide\" Connection failed: spawn uvx ENOENT\n"
	answer, err := ClassifyLog(log, Hints{OS: "linux"})
	if err != nil || len(answer.Incidents) != 1 || answer.First == nil || *answer.First != 0 {
		t.Fatalf("%+v %v", answer, err)
	}
	incident := answer.Incidents[0]
	if *incident.Server != "tide" || incident.Code != "MCPX_STDIO_SPAWN_ENOENT" || incident.CauseLine != 1 ||
		incident.EffectLineCount != 1 || incident.Count != 1 || incident.Cause == nil || len(incident.Steps) == 0 ||
		*incident.Context.OS != "linux" || log[incident.CauseStart:incident.CauseEnd] == "" {
		t.Errorf("%+v", incident)
	}
	for _, text := range []string{"", "\n", "server started\n", "\xff\x00"} {
		if answer, err := ClassifyLog(text, Hints{}); err != nil || len(answer.Incidents) != 0 || answer.First != nil {
			t.Errorf("%q: %+v %v", text, answer, err)
		}
	}
}

func TestTimedLog(t *testing.T) {
	const line = "2026-03-12T07:30:01Z ready\n"
	log := strings.Repeat(line, 5)
	rows := map[string]bool{
		log:                       true,
		log + "\n":                true,
		log + "It works again.\n": false,
		strings.Repeat(line, 4):   false,
		"":                        false,
	}
	for text, timed := range rows {
		if answer, err := ClassifyLog(text, Hints{}); err != nil || answer.Timed != timed {
			t.Errorf("%q: %+v %v", text, answer, err)
		}
	}
}

func TestLogVectors(t *testing.T) {
	for _, row := range readRowsOf[logRow](t, "logs", 18) {
		answer, err := ClassifyLog(row.Text, Hints{Client: row.Client})
		if err != nil || len(answer.Incidents) != len(row.Incidents) || (answer.First == nil) != (row.First == nil) {
			t.Errorf("%s: %+v %v", row.ID, answer, err)
			continue
		}
		if row.First != nil && !sameText(answer.Incidents[*answer.First].Server, row.Incidents[*row.First].Server) {
			t.Errorf("%s: %d is the first", row.ID, *answer.First)
		}
		for _, want := range row.Incidents {
			if !slices.ContainsFunc(answer.Incidents, want.is) {
				t.Errorf("%s: no %+v in %+v", row.ID, want, answer.Incidents)
			}
		}
	}
}

func (want logIncident) is(got Incident) bool {
	return sameText(got.Server, want.Server) && got.Recovered == want.Recovered && got.CauseLine == want.CauseLine &&
		(got.Code == want.Code || slices.Contains(want.Alt, got.Code))
}

func sameText(a, b *string) bool { return nilToEmpty(a) == nilToEmpty(b) }
