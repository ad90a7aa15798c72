package mcpx

import (
	"fmt"
	"slices"
	"testing"
)

func TestIsolationHint(t *testing.T) {
	on, off := true, false
	for _, test := range []struct {
		name   string
		server ServerSettings
		hint   Isolation
	}{
		{"zero value", ServerSettings{}, NotIsolated},
		{"enabled", ServerSettings{Command: "npx", Isolation: &on, ServerIsolation: nil}, Isolated},
		{"no command", ServerSettings{Command: "", Isolation: &on, ServerIsolation: nil}, NotIsolated},
		{"left out globally", ServerSettings{Command: "npx", Isolation: nil, ServerIsolation: &on}, NotIsolated},
		{"off globally", ServerSettings{Command: "npx", Isolation: &off, ServerIsolation: &on}, NotIsolated},
		{"enabled for the server", ServerSettings{Command: "npx", Isolation: &on, ServerIsolation: &on}, Isolated},
		{"off for the server", ServerSettings{Command: "npx", Isolation: &on, ServerIsolation: &off}, NotIsolated},
		{"docker itself", ServerSettings{Command: "/usr/bin/docker", Isolation: &on, ServerIsolation: nil}, NotIsolated},
		{"docker after a NUL", ServerSettings{Command: "a\x00docker-mcp", Isolation: &on, ServerIsolation: nil}, NotIsolated},
		{"Docker in another case", ServerSettings{Command: "Docker", Isolation: &on, ServerIsolation: nil}, Isolated},
	} {
		t.Run(test.name, func(t *testing.T) {
			if hint := IsolationHint(test.server); hint != test.hint {
				t.Errorf("%d, want %d", hint, test.hint)
			}
		})
	}
}

func TestLaunchMode(t *testing.T) {
	on, off := true, false
	for _, test := range []struct {
		name   string
		server ServerSettings
		launch Launch
	}{
		{"zero value", ServerSettings{}, LaunchNone},
		{"enabled", ServerSettings{Command: "npx", Isolation: &on}, LaunchDocker},
		{"mode of the server, off globally", ServerSettings{Command: "npx", Isolation: &off, ServerMode: LaunchSandbox}, LaunchSandbox},
		{"mode none, enabled for the server", ServerSettings{Command: "npx", Mode: LaunchNone, ServerIsolation: &on}, LaunchNone},
		{"off for the server", ServerSettings{Command: "npx", Mode: LaunchDocker, ServerIsolation: &off}, LaunchNone},
		{"mode of all", ServerSettings{Command: "npx", Mode: LaunchSandbox}, LaunchSandbox},
		{"docker itself", ServerSettings{Command: "docker", ServerMode: LaunchDocker}, LaunchNone},
		{"not a mode", ServerSettings{Command: "npx", Isolation: &on, Mode: 9, ServerMode: -1}, LaunchDocker},
	} {
		t.Run(test.name, func(t *testing.T) {
			if launch := LaunchMode(test.server); launch != test.launch {
				t.Errorf("%d, want %d", launch, test.launch)
			}
		})
	}
}

func TestNamesOfIsolationAndLaunch(t *testing.T) {
	for value, want := range map[fmt.Stringer]string{
		IsolationUnknown: "unknown", NotIsolated: "not isolated", Isolated: "isolated", Isolation(9): "unknown",
		LaunchUnset: "unset", LaunchNone: "none", LaunchDocker: "docker", LaunchSandbox: "sandbox", Launch(-1): "unset",
	} {
		if got := value.String(); got != want {
			t.Errorf("%T: %q, want %q", value, got, want)
		}
	}
}

func TestIsolationVectors(t *testing.T) {
	for _, row := range readRows(t, "isolation", 200) {
		config := []byte(row.Config)
		hint, err := ConfigIsolated(config, row.Server)
		launch, errLaunch := ConfigLaunchMode(config, row.Server)
		count, errCount := ConfigIsolatedCount(config)
		if err != nil || errLaunch != nil || errCount != nil {
			t.Errorf("%s: %v %v %v", row.ID, err, errLaunch, errCount)
		}
		if (hint == Isolated) != row.Hint || launch.String() != row.Launch || count != row.Count {
			t.Errorf("%s: %v %v %v", row.ID, hint, launch, count)
		}
	}
}

func TestImageVectors(t *testing.T) {
	for _, row := range readRows(t, "images", 90) {
		profile := ProfileExtended
		if row.Profile == "proxy" {
			profile = ProfileProxy
		}
		hints := row.hints(profile)
		without := ClassifyText(row.Text, hints)
		hints.Client, hints.Command, hints.Image, hints.DefaultImages = row.Client, row.Command, row.Image, row.DefaultImages
		answer := ClassifyText(row.Text, hints)
		if answer.Code != row.Code || without.Code != row.Code {
			t.Errorf("%s: %s, without the hints %s, want %s", row.ID, answer.Code, without.Code, row.Code)
		}
		if answer.Advice == nil {
			continue
		}
		var labels []string
		for _, step := range answer.Advice.Steps {
			labels = append(labels, step.Label)
		}
		for _, step := range row.Steps {
			if !slices.Contains(labels, step) {
				t.Errorf("%s: no step %q in %q", row.ID, step, labels)
			}
		}
	}
}
