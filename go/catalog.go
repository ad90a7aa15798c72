package mcpx

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// FixStep is one action that a user can take.
type FixStep struct {
	Type        string `json:"type"` // "button", "link" or "command"
	Label       string `json:"label"`
	Command     string `json:"command,omitempty"`
	URL         string `json:"url,omitempty"`
	FixerKey    string `json:"fixer_key,omitempty"`
	Destructive bool   `json:"destructive,omitempty"`
	Platform    string `json:"platform,omitempty"` // "linux", "macos", "windows"; empty for all
}

// Entry is the catalog entry of a code.
type Entry struct {
	Code        string    `json:"code"`
	Severity    string    `json:"severity"` // "info", "warn" or "error"
	Title       string    `json:"title"`    // a headline of three to seven words
	UserMessage string    `json:"user_message"`
	FixSteps    []FixStep `json:"fix_steps"`
	DocsURL     string    `json:"docs_url"`
}

// catalogTable is the parsed catalog. index maps a code to its entry.
type catalogTable struct {
	entries []Entry
	index   map[string]int
}

var loadCatalog = sync.OnceValue(func() catalogTable {
	table := catalogTable{index: map[string]int{}}
	text, err := catalogJSON()
	if err != nil || json.Unmarshal(text, &table.entries) != nil {
		return table
	}
	for i, entry := range table.entries {
		table.index[entry.Code] = i
	}
	return table
})

func (e Entry) clone() Entry {
	e.FixSteps = slices.Clone(e.FixSteps)
	return e
}

// Lookup returns the entry of a code. The name must match exactly.
func Lookup(code string) (Entry, bool) {
	table := loadCatalog()
	i, ok := table.index[code]
	if !ok {
		return Entry{}, false
	}
	return table.entries[i].clone(), true
}

// Catalog returns all entries, sorted by code. The caller may change them.
func Catalog() []Entry {
	entries := slices.Clone(loadCatalog().entries)
	for i := range entries {
		entries[i] = entries[i].clone()
	}
	return entries
}

// ErrUnknownSchemaVersion means that [Schema] has no schema of that version.
var ErrUnknownSchemaVersion = errors.New("mcpx: unknown schema version")

// Schema returns the JSON Schema (draft 2020-12) of a heartbeat version, from 1
// to [SchemaVersion]. [Validate] also checks rules that a schema cannot express.
func Schema(version int) (json.RawMessage, error) {
	if version < 1 || version > SchemaVersion {
		return nil, fmt.Errorf("%w: %d", ErrUnknownSchemaVersion, version)
	}
	schema, err := schemaJSON(version)
	if err != nil {
		return nil, fmt.Errorf("mcpx: read schema %d: %w", version, err)
	}
	return schema, nil
}
