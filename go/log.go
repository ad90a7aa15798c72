package mcpx

import (
	"encoding/json"
	"fmt"
)

// LogAnswer is what [ClassifyLog] found.
type LogAnswer struct {
	// Incidents holds the incidents in the order of their first lines, at most 64.
	Incidents []Incident `json:"incidents"`
	// First is the index of the incident to read first: of those that did not
	// recover, an error before a warning, then an explained failure before a server
	// that ended without a known reason, then the one that ended last. It is nil if
	// there is none.
	First *int `json:"first"`
	// Dropped counts the incidents beyond that limit. Recovered incidents are dropped
	// first, then the oldest ones.
	Dropped int `json:"dropped"`
	// Timed means that the text is a log by its times: at least five lines and three
	// quarters of those that are not blank begin with a date and a time or with a
	// time, and the first and the last of them do.
	Timed bool `json:"timed"`
}

// Incident is a failure of one server between its start and its close. Lines count
// from 1.
type Incident struct {
	// Server is the name of the server as the log writes it, nil if the log names
	// none.
	Server *string `json:"server"`
	// Code is [CodeUnclassified] if the server failed but no rule knows how.
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Rule     string `json:"rule"`

	// Title, Cause, AlsoPossible, Steps and Context are as in [Advice].
	Title        *string `json:"title"`
	Cause        *Cause  `json:"cause"`
	AlsoPossible []Cause `json:"also_possible"`
	Steps        []Step  `json:"steps"`
	Context      Context `json:"context"`

	// Effects holds what merely follows from the failure.
	Effects        []LogEffect `json:"effects"`
	Transport      *string     `json:"transport"`
	DockerIsolated Isolation   `json:"docker_isolated"`

	// Recovered means that the server became ready afterwards.
	Recovered bool `json:"recovered"`
	// Count is how often the server failed in this way, for example in a restart
	// loop.
	Count int `json:"count"`

	FirstLine int `json:"first_line"`
	LastLine  int `json:"last_line"`
	// CauseLine is the line that shows the cause. CauseStart and CauseEnd are the
	// range of the words that show it, in bytes of the log.
	CauseLine  int `json:"cause_line"`
	CauseStart int `json:"cause_start"`
	CauseEnd   int `json:"cause_end"`
	// EffectLines holds the first line of each message that merely follows or
	// repeats, at most 16 of EffectLineCount.
	EffectLines     []int `json:"effect_lines"`
	EffectLineCount int   `json:"effect_line_count"`
}

// LogEffect is an effect, and the first line that shows it.
type LogEffect struct {
	Code string `json:"code"`
	Rule string `json:"rule"`
	Line int    `json:"line"`
}

// ClassifyLog finds the incidents of a log of any length. The hints say what is known
// about all of its servers. The profile is [ProfileExtended]; [ProfileProxy] has no
// incidents. The error is [ErrInternal].
func ClassifyLog(log string, hints Hints) (answer LogAnswer, err error) {
	hints = hints.normalize()
	hints.Profile = ProfileExtended
	output, err := logIncidents(log, &hints)
	if err != nil {
		return LogAnswer{}, err
	}
	if err := json.Unmarshal(output, &answer); err != nil {
		return LogAnswer{}, internalFailure("ClassifyLog", fmt.Sprintf("parse the incidents: %v", err))
	}
	return answer, nil
}
