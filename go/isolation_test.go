package mcpx

import "testing"

func TestIsolationHint(t *testing.T) {
	on, off := true, false
	for _, test := range []struct {
		name   string
		server ServerSettings
		hint   Isolation
	}{
		{"zero value", ServerSettings{}, NotIsolated},
		{"enabled", ServerSettings{"npx", &on, nil}, Isolated},
		{"no command", ServerSettings{"", &on, nil}, NotIsolated},
		{"left out globally", ServerSettings{"npx", nil, &on}, NotIsolated},
		{"off globally", ServerSettings{"npx", &off, &on}, NotIsolated},
		{"enabled for the server", ServerSettings{"npx", &on, &on}, Isolated},
		{"off for the server", ServerSettings{"npx", &on, &off}, NotIsolated},
		{"docker itself", ServerSettings{"/usr/bin/docker", &on, nil}, NotIsolated},
		{"docker after a NUL", ServerSettings{"a\x00docker-mcp", &on, nil}, NotIsolated},
		{"Docker in another case", ServerSettings{"Docker", &on, nil}, Isolated},
	} {
		t.Run(test.name, func(t *testing.T) {
			if hint := IsolationHint(test.server); hint != test.hint {
				t.Errorf("%d, want %d", hint, test.hint)
			}
		})
	}
}
