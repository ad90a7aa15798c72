package mcpx

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Profile selects the rules of the classifier.
type Profile int

const (
	// ProfileProxy uses exactly the rules of the proxy.
	ProfileProxy Profile = iota
	// ProfileExtended adds rules for pasted text. It also reports the code of
	// ProfileProxy.
	ProfileExtended
)

// Isolation tells whether the proxy launches a server through Docker.
type Isolation int

const (
	// IsolationUnknown means not known. [ProfileProxy] treats it as NotIsolated.
	IsolationUnknown Isolation = iota
	// NotIsolated means that the proxy starts the server directly.
	NotIsolated
	// Isolated means that the proxy starts the server through Docker.
	Isolated
)

// String returns "not isolated", "isolated", and "unknown" for any other value.
func (i Isolation) String() string {
	switch i {
	case NotIsolated:
		return "not isolated"
	case Isolated:
		return "isolated"
	}
	return "unknown"
}

// MarshalJSON writes null, false or true.
func (i Isolation) MarshalJSON() ([]byte, error) {
	switch i {
	case NotIsolated:
		return []byte("false"), nil
	case Isolated:
		return []byte("true"), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads null, false or true.
func (i *Isolation) UnmarshalJSON(data []byte) error {
	if i == nil {
		return errNilReceiver
	}
	switch string(data) {
	case "null":
		*i = IsolationUnknown
	case "false":
		*i = NotIsolated
	case "true":
		*i = Isolated
	default:
		return fmt.Errorf("mcpx: the isolation must be true, false or null")
	}
	return nil
}

// ExecErrno is the reason why a program did not start. It is empty if no start
// failed.
type ExecErrno string

const (
	// ExecENOENT means that the program does not exist.
	ExecENOENT ExecErrno = "ENOENT"
	// ExecEACCES means that the program is not executable.
	ExecEACCES ExecErrno = "EACCES"
	// ExecENOEXEC means that this system does not run programs of that format.
	ExecENOEXEC ExecErrno = "ENOEXEC"
	// ExecOther means any other reason.
	ExecOther ExecErrno = "OTHER"
)

// OpErrno is the reason why a network operation failed. It is empty if none
// failed.
type OpErrno string

const (
	// OpECONNREFUSED means that the connection was refused.
	OpECONNREFUSED OpErrno = "ECONNREFUSED"
	// OpENETUNREACH means that the network is unreachable.
	OpENETUNREACH OpErrno = "ENETUNREACH"
	// OpEHOSTUNREACH means that the host is unreachable.
	OpEHOSTUNREACH OpErrno = "EHOSTUNREACH"
)

// Facts holds what is known about an error besides its text. [Classify] reads
// facts from the error's chain.
type Facts struct {
	// Coded is the code that the producer of the error attached. A code of more
	// than 1,024 bytes is ignored.
	Coded string `json:"coded,omitempty"`
	// ExecErrno is the reason why a program did not start.
	ExecErrno ExecErrno `json:"exec_errno,omitempty"`
	// ExecName is the name or path of that program. Only the last 4,096 bytes
	// are used. In [ProfileExtended] the steps name the program, if it is a plain
	// name.
	ExecName string `json:"exec_name,omitempty"`
	// Exit means that the process ran and exited with a non-zero status.
	Exit bool `json:"exit,omitempty"`
	// Deadline means that a deadline was exceeded.
	Deadline bool `json:"deadline,omitempty"`
	// DNS means that a name lookup failed.
	DNS bool `json:"dns,omitempty"`
	// OpErrno is the reason why a network operation failed.
	OpErrno OpErrno `json:"op_errno,omitempty"`
}

// Hints holds what the caller knows about the server and the error. The zero
// value means that nothing is known and selects [ProfileProxy].
type Hints struct {
	Profile Profile
	// Transport is the name in the proxy's configuration: "stdio", "http",
	// "sse", "streamable-http". It is empty if not known.
	Transport string
	// DockerIsolated tells whether the proxy launches the server through Docker.
	// [IsolationHint] and [ConfigIsolated] compute it.
	DockerIsolated Isolation
	// OS, Client and Runner say where the failure happened, for [Advice]. What is
	// empty, or not one of these names, is read from the text.
	//
	// OS is "linux", "macos", "windows" or "wsl". "darwin" is "macos", so
	// [runtime.GOOS] can be passed.
	//
	// Client is "cherry_studio", "claude_code", "claude_desktop", "cline", "codex",
	// "cursor", "docker_gateway", "gemini_cli", "jetbrains", "lm_studio", "mcp_inspector",
	// "mcp_remote", "mcpproxy", "n8n", "opencode", "supergateway", "vscode", "windsurf" or
	// "zed".
	//
	// Runner is "bunx", "deno", "docker", "dotnet", "java", "node", "npx", "podman",
	// "python", "uv" or "uvx".
	OS, Client, Runner string
	// Command, Image and DefaultImages are for the steps under
	// MCPX_DOCKER_EXEC_NOT_FOUND, in [Advice]: which runtime the image of the
	// container lacks, and which image has it. They never change a code. Command is
	// that of the server, Image its isolation.image, DefaultImages the
	// docker_isolation.default_images of the configuration; if it is nil, the
	// proxy's own apply.
	Command, Image string
	DefaultImages  map[string]string
	Facts          Facts
}

const (
	codedMax     = 1024
	execNameMax  = 4096
	transportMax = 64
	commandMax   = 4096
	imageMax     = 255
	imagesMax    = 32768 // of all default images
)

// normalize limits the lengths and makes the strings valid UTF-8. One back end
// receives the hints as JSON, so without this the back ends could differ.
func (h Hints) normalize() Hints {
	if h.Profile != ProfileExtended {
		h.Profile = ProfileProxy
	}
	if len(h.Transport) > transportMax {
		h.Transport = "other"
	}
	h.Transport = toValidUTF8(h.Transport)
	if h.DockerIsolated != NotIsolated && h.DockerIsolated != Isolated {
		h.DockerIsolated = IsolationUnknown
	}
	if h.OS == "darwin" { // its name in runtime.GOOS
		h.OS = "macos"
	}
	h.OS, h.Client, h.Runner = knownName(h.OS, systemNames), knownName(h.Client, clientNames), knownName(h.Runner, runnerNames)
	h.Command = toValidUTF8(h.Command[max(len(h.Command)-commandMax, 0):])
	if len(h.Image) > imageMax {
		h.Image = ""
	}
	h.Image = toValidUTF8(h.Image)
	h.DefaultImages = normalizeImages(h.DefaultImages)
	h.Facts = h.Facts.normalize()
	return h
}

// normalizeImages returns nil if there are too many images.
func normalizeImages(images map[string]string) map[string]string {
	total := 0
	for runtime, image := range images {
		// The quotes and separators, and at most 6 bytes of JSON for one byte.
		if total += 6 + 6*(len(runtime)+len(image)); total > imagesMax {
			return nil
		}
	}
	return images
}

// knownName returns the name, or nothing if the list does not have it.
func knownName(name string, names []string) string {
	if slices.Contains(names, name) {
		return name
	}
	return ""
}

func (f Facts) normalize() Facts {
	if len(f.Coded) > codedMax {
		f.Coded = ""
	}
	if len(f.ExecName) > execNameMax {
		f.ExecName = f.ExecName[len(f.ExecName)-execNameMax:]
	}
	f.Coded, f.ExecName = toValidUTF8(f.Coded), toValidUTF8(f.ExecName)
	switch f.ExecErrno {
	case "", ExecENOENT, ExecEACCES, ExecENOEXEC:
	default:
		f.ExecErrno = ExecOther
	}
	switch f.OpErrno {
	case OpECONNREFUSED, OpENETUNREACH, OpEHOSTUNREACH:
	default:
		f.OpErrno = ""
	}
	return f
}

// toValidUTF8 replaces each run of invalid bytes with U+FFFD.
func toValidUTF8(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

// MarshalJSON writes the members of a request of the streaming filter.
func (h Hints) MarshalJSON() ([]byte, error) {
	profile := "proxy"
	if h.Profile == ProfileExtended {
		profile = "extended"
	}
	var images *map[string]string // an empty map is not the same as none
	if h.DefaultImages != nil {
		images = &h.DefaultImages
	}
	return json.Marshal(struct {
		Transport      string    `json:"transport,omitempty"`
		DockerIsolated Isolation `json:"docker_isolated"`
		OS             string    `json:"os,omitempty"`
		Client         string    `json:"client,omitempty"`
		Runner         string    `json:"runner,omitempty"`

		Command       string             `json:"command,omitempty"`
		Image         string             `json:"image,omitempty"`
		DefaultImages *map[string]string `json:"default_images,omitempty"`

		Facts   Facts  `json:"facts"`
		Profile string `json:"profile"`
	}{
		h.Transport, h.DockerIsolated, h.OS, h.Client, h.Runner, h.Command, h.Image, images, h.Facts, profile,
	})
}
