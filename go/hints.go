package mcpx

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Profile says whose rules classify.
type Profile int

const (
	// Proxy is exactly what the proxy reports.
	Proxy Profile = iota
	// Extended is wiser on pasted text, and says what the proxy reports too.
	Extended
)

// Isolation says whether the proxy launches a server through Docker.
type Isolation int

const (
	// IsolationUnknown is not known; profile Proxy takes it for No.
	IsolationUnknown Isolation = iota
	// NotIsolated is a server that the proxy starts itself.
	NotIsolated
	// Isolated is a server that the proxy starts through Docker.
	Isolated
)

// MarshalJSON gives null, false or true.
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
	switch string(data) {
	case "null":
		*i = IsolationUnknown
	case "false":
		*i = NotIsolated
	case "true":
		*i = Isolated
	default:
		return fmt.Errorf("mcpx: isolation has to be true, false or null")
	}
	return nil
}

// ExecErrno says why a program did not start. An empty one: none failed to.
type ExecErrno string

const (
	// ExecENOENT is a program that is not there.
	ExecENOENT ExecErrno = "ENOENT"
	// ExecEACCES is a program that may not be executed.
	ExecEACCES ExecErrno = "EACCES"
	// ExecENOEXEC is a program of a format that this system does not run.
	ExecENOEXEC ExecErrno = "ENOEXEC"
	// ExecOther is any other reason.
	ExecOther ExecErrno = "OTHER"
)

// OpErrno says why a network operation failed. An empty one: none did.
type OpErrno string

const (
	// OpECONNREFUSED is a connection that was refused.
	OpECONNREFUSED OpErrno = "ECONNREFUSED"
	// OpENETUNREACH is a network without a way to it.
	OpENETUNREACH OpErrno = "ENETUNREACH"
	// OpEHOSTUNREACH is a host without a way to it.
	OpEHOSTUNREACH OpErrno = "EHOSTUNREACH"
)

// Facts are what is known of an error beyond its text. [Classify] reads them
// off the error's chain.
type Facts struct {
	// Coded is the code that the producer of the error attached. One of more
	// than 1,024 bytes is no code, and passed over.
	Coded string `json:"coded,omitempty"`
	// ExecErrno says why a program did not start, ExecName which one: its last
	// 4,096 bytes count.
	ExecErrno ExecErrno `json:"exec_errno,omitempty"`
	ExecName  string    `json:"exec_name,omitempty"`
	// Exit: the process ran and exited non-zero.
	Exit bool `json:"exit,omitempty"`
	// Deadline: a deadline was exceeded.
	Deadline bool `json:"deadline,omitempty"`
	// DNS: a name look-up failed.
	DNS bool `json:"dns,omitempty"`
	// OpErrno says why a network operation failed.
	OpErrno OpErrno `json:"op_errno,omitempty"`
}

// Hints are what the caller knows. The zero value: nothing, profile Proxy.
type Hints struct {
	Profile Profile
	// Transport as the proxy's configuration names it: "stdio", "http", "sse",
	// "streamable-http". Empty: not known.
	Transport string
	// DockerIsolated: does the proxy launch the server through Docker?
	// [IsolationHint] and [ConfigIsolated] tell.
	DockerIsolated Isolation
	Facts          Facts
}

const (
	codedMax     = 1024
	execNameMax  = 4096
	transportMax = 64
)

// clean bounds what the hints hold, and makes UTF-8 of it, so that both back
// ends, of which one is told in JSON, are told the same.
func (h Hints) clean() Hints {
	if h.Profile != Extended {
		h.Profile = Proxy
	}
	if len(h.Transport) > transportMax {
		h.Transport = "other"
	}
	h.Transport = utf8Of(h.Transport)
	if h.DockerIsolated != NotIsolated && h.DockerIsolated != Isolated {
		h.DockerIsolated = IsolationUnknown
	}
	h.Facts = h.Facts.clean()
	return h
}

func (f Facts) clean() Facts {
	if len(f.Coded) > codedMax {
		f.Coded = ""
	}
	if len(f.ExecName) > execNameMax {
		f.ExecName = f.ExecName[len(f.ExecName)-execNameMax:]
	}
	f.Coded, f.ExecName = utf8Of(f.Coded), utf8Of(f.ExecName)
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

// utf8Of replaces what is not UTF-8.
func utf8Of(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

// MarshalJSON gives the members of a request of the streaming filter.
func (h Hints) MarshalJSON() ([]byte, error) {
	profile := "proxy"
	if h.Profile == Extended {
		profile = "extended"
	}
	return json.Marshal(struct {
		Transport      string    `json:"transport,omitempty"`
		DockerIsolated Isolation `json:"docker_isolated"`
		Facts          Facts     `json:"facts"`
		Profile        string    `json:"profile"`
	}{h.Transport, h.DockerIsolated, h.Facts, profile})
}
