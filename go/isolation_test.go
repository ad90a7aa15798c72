package mcpx

import "testing"

func TestIsolationHint(t *testing.T) {
	on, off := true, false
	for _, test := range []struct {
		name   string
		server ServerSettings
		hint   Isolation
	}{
		{"nothing", ServerSettings{}, NotIsolated},
		{"on", ServerSettings{"npx", &on, nil}, Isolated},
		{"no command", ServerSettings{"", &on, nil}, NotIsolated},
		{"left out for all", ServerSettings{"npx", nil, &on}, NotIsolated},
		{"off for all", ServerSettings{"npx", &off, &on}, NotIsolated},
		{"on for the server", ServerSettings{"npx", &on, &on}, Isolated},
		{"off for the server", ServerSettings{"npx", &on, &off}, NotIsolated},
		{"docker", ServerSettings{"/usr/bin/docker", &on, nil}, NotIsolated},
		{"docker somewhere", ServerSettings{"a\x00docker-mcp", &on, nil}, NotIsolated},
		{"Docker, to the letter", ServerSettings{"Docker", &on, nil}, Isolated},
	} {
		t.Run(test.name, func(t *testing.T) {
			if hint := IsolationHint(test.server); hint != test.hint {
				t.Errorf("%d, want %d", hint, test.hint)
			}
		})
	}
}
