package mcpx

import (
	"fmt"
	"sync"
	"testing"
)

// variations returns hints that differ from those of the row in each way that
// can change an answer: profile, transport, isolation and facts.
func variations(row row) []Hints {
	var hints []Hints
	for _, facts := range []Facts{row.Facts, {}, {Deadline: true}, {Coded: "MY_CODE"}} {
		for _, profile := range []Profile{ProfileProxy, ProfileExtended} {
			for _, transport := range []string{"", "stdio", "http", "sse", "streamable-http", "HTTP"} {
				isolation := Isolation(len(hints) % 3)
				hints = append(hints, Hints{Profile: profile, Transport: transport, DockerIsolated: isolation, Facts: facts})
			}
		}
	}
	return append(hints, row.hints(ProfileProxy), row.hints(ProfileExtended))
}

func TestClassifyAllEqualsClassifyText(t *testing.T) {
	for i, row := range classifyRows(t) {
		if i%20 != 0 {
			continue
		}
		hints := variations(row)
		for i, answer := range ClassifyAll(row.Text, hints...) {
			if got, want := jsonText(t, answer), jsonText(t, ClassifyText(row.Text, hints[i])); got != want {
				t.Fatalf("%q, %+v:\n got %s\nwant %s", row.Text, hints[i], got, want)
			}
		}
	}
}

func TestClassifyAllEqualsFilter(t *testing.T) {
	profiles := map[Profile]string{ProfileProxy: "proxy", ProfileExtended: "extended"}
	var requests []any
	var answers []Answer
	for i, row := range classifyRows(t) {
		if i%50 != 0 {
			continue
		}
		hints := variations(row)
		answers = append(answers, ClassifyAll(row.Text, hints...)...)
		for _, h := range hints {
			requests = append(requests, classifyRequest{
				"classify", row.Text, h.Transport, h.DockerIsolated, h.Facts, profiles[h.Profile],
			})
		}
	}
	for i, line := range filterAnswers(t, requests) {
		wantAnswer(t, requests[i], answers[i], line)
	}
}

func TestClassifyAllWithoutHints(t *testing.T) {
	if answers := ClassifyAll("login available"); len(answers) != 0 {
		t.Errorf("%+v", answers)
	}
}

// The codes of one goroutine must not reach the answers of another.
func TestClassifyAllConcurrently(t *testing.T) {
	var group sync.WaitGroup
	for worker := 0; worker < 16; worker++ {
		group.Add(1)
		go func() {
			defer group.Done()
			code := fmt.Sprintf("CODE_%d", worker)
			for i := 0; i < 200; i++ {
				answers := ClassifyAll("login available", Hints{Facts: Facts{Coded: code}}, Hints{},
					Hints{Profile: ProfileExtended, Facts: Facts{Coded: code + "_B"}})
				if answers[0].Code != code || answers[1].Code != "MCPX_OAUTH_LOGIN_REQUIRED" || answers[2].Code != code+"_B" {
					t.Errorf("worker %d: %+v", worker, answers)
				}
			}
		}()
	}
	group.Wait()
}
