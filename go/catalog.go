package mcpx

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// FixStep is one thing that a user can do.
type FixStep struct {
	Type        string `json:"type"` // "button", "link" or "command"
	Label       string `json:"label"`
	Command     string `json:"command,omitempty"`
	URL         string `json:"url,omitempty"`
	FixerKey    string `json:"fixer_key,omitempty"`
	Destructive bool   `json:"destructive,omitempty"`
	Platform    string `json:"platform,omitempty"` // "linux", "macos", "windows"; empty: any
}

// Entry is what the catalog says of a code.
type Entry struct {
	Code        string    `json:"code"`
	Severity    string    `json:"severity"` // "info", "warn" or "error"
	UserMessage string    `json:"user_message"`
	FixSteps    []FixStep `json:"fix_steps"`
	DocsURL     string    `json:"docs_url"`
}

type catalogTable struct {
	entries []Entry
	at      map[string]int
}

// The catalog does not change while a program runs, so it is read once.
var table = sync.OnceValue(func() catalogTable {
	read := catalogTable{at: map[string]int{}}
	text, err := catalogJSON()
	if err != nil || json.Unmarshal(text, &read.entries) != nil {
		return read
	}
	for i, entry := range read.entries {
		read.at[entry.Code] = i
	}
	return read
})

func (e Entry) copied() Entry {
	e.FixSteps = slices.Clone(e.FixSteps)
	return e
}

// Lookup gives the entry of the code of that exact name.
func Lookup(code string) (Entry, bool) {
	i, ok := table().at[code]
	if !ok {
		return Entry{}, false
	}
	return table().entries[i].copied(), true
}

// Catalog gives all entries, by code. They are the caller's to change.
func Catalog() []Entry {
	entries := slices.Clone(table().entries)
	for i := range entries {
		entries[i] = entries[i].copied()
	}
	return entries
}

// SchemaVersion is the newest version of the heartbeat that is known.
const SchemaVersion = 5

// ErrNoSchema says that there is no schema of that version.
var ErrNoSchema = errors.New("mcpx: there is no schema of this version")

// Schema gives the JSON Schema (draft 2020-12) of a version of the heartbeat, 1
// to [SchemaVersion], as far as a schema can say what [Validate] checks.
func Schema(version int) (json.RawMessage, error) {
	if version < 1 || version > SchemaVersion {
		return nil, fmt.Errorf("%w: %d", ErrNoSchema, version)
	}
	return schemaJSON(version)
}

// Version is the release of the library, "major.minor.patch".
func Version() string { return version() }
