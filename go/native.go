//go:build cgo && !mcpx_wasm

package mcpx

/*
#cgo pkg-config: mcpx
#include <mcpx.h>
#include <mcpx_proxy.h>
#include <stdlib.h>

// Go may not pass a structure that points to its own memory, so the structures
// are put together here. And cgo has no type for what is aligned for a long
// double, so a room is void here.
static void go_classify(const char *text, size_t length, const mcpx_hints *given, const char *coded,
                        size_t coded_length, const char *exec_name, size_t exec_name_length,
                        mcpx_answer *answer) {
  mcpx_hints hints = *given;
  mcpx_answer made;
  hints.coded = coded;
  hints.coded_length = coded_length;
  hints.exec_name = exec_name;
  hints.exec_name_length = exec_name_length;
  mcpx_classify(text, length, &hints, &made);
  made.coded = NULL; // no pointer into Go's memory may stay behind
  *answer = made;
}

enum { GO_VALUES_MAX = 256 };

static void go_check(const char *payload, size_t length, bool scan, bool proxy_profile, const char *values,
                     const size_t *lengths, size_t count, void *memory, mcpx_verdict *verdict) {
  mcpx_check_room *room = memory;
  mcpx_text blocked[GO_VALUES_MAX];
  for (size_t i = 0; i < count && i < GO_VALUES_MAX; i++) {
    blocked[i] = (mcpx_text){values, lengths[i]};
    values += lengths[i];
  }
  mcpx_check_options options = {proxy_profile, blocked, count};
  (scan ? mcpx_scan : mcpx_validate)(payload, length, &options, &room->workspace, room->findings,
                                     MCPX_FINDINGS_MAX, verdict);
}

// C.malloc does not return when there is no memory; this one does.
static void *go_room(void) { return malloc(sizeof(mcpx_check_room)); }

static const mcpx_finding *go_finding(const void *memory, size_t i) {
  return &((const mcpx_check_room *)memory)->findings[i];
}
*/
import "C"

import (
	"encoding/json"
	"errors"
	"runtime"
	"strings"
	"sync"
	"unsafe"
)

// bytesOf is where a string stands. An empty one stands somewhere too: to the
// library a NULL text is no error, and no text.
func bytesOf(text string) *C.char {
	if text == "" {
		text = "\x00"
	}
	return (*C.char)(unsafe.Pointer(unsafe.StringData(text)))
}

func version() string { return C.GoString(C.mcpx_version()) }

// jsonOf asks for the size, then for the JSON.
func jsonOf(write func(out *C.char, capacity C.size_t) C.size_t) []byte {
	size := write(nil, 0)
	out := make([]byte, size+1)
	write((*C.char)(unsafe.Pointer(&out[0])), size+1)
	return out[:size]
}

func catalogJSON() ([]byte, error) {
	return jsonOf(func(out *C.char, capacity C.size_t) C.size_t {
		return C.mcpx_catalog_json(out, capacity)
	}), nil
}

func schemaJSON(version int) (json.RawMessage, error) {
	return jsonOf(func(out *C.char, capacity C.size_t) C.size_t {
		return C.mcpx_schema_json(C.int(version), out, capacity)
	}), nil
}

// ---- Classify ----

var execErrnos = map[ExecErrno]C.mcpx_exec_errno{
	ExecENOENT: C.MCPX_EXEC_ENOENT, ExecEACCES: C.MCPX_EXEC_EACCES,
	ExecENOEXEC: C.MCPX_EXEC_ENOEXEC, ExecOther: C.MCPX_EXEC_OTHER,
}

var opErrnos = map[OpErrno]C.mcpx_op_errno{
	OpECONNREFUSED: C.MCPX_OP_ECONNREFUSED, OpENETUNREACH: C.MCPX_OP_ENETUNREACH,
	OpEHOSTUNREACH: C.MCPX_OP_EHOSTUNREACH,
}

var isolations = map[Isolation]C.mcpx_isolation{
	NotIsolated: C.MCPX_ISOLATION_NO, Isolated: C.MCPX_ISOLATION_YES,
}

func isolationOf(isolation C.mcpx_isolation) Isolation {
	switch isolation {
	case C.MCPX_ISOLATION_NO:
		return NotIsolated
	case C.MCPX_ISOLATION_YES:
		return Isolated
	}
	return IsolationUnknown
}

func hintsOf(h *Hints) C.mcpx_hints {
	hints := C.mcpx_hints{
		transport:       C.mcpx_transport_find(bytesOf(h.Transport), C.size_t(len(h.Transport))),
		docker_isolated: isolations[h.DockerIsolated],
		exec_errno:      execErrnos[h.Facts.ExecErrno],
		op_errno:        opErrnos[h.Facts.OpErrno],
		exit:            C.bool(h.Facts.Exit),
		deadline:        C.bool(h.Facts.Deadline),
		dns:             C.bool(h.Facts.DNS),
	}
	if h.Profile == Extended {
		hints.profile = C.MCPX_PROFILE_EXTENDED
	}
	return hints
}

func sourceOf(source C.mcpx_source) Source {
	switch source {
	case C.MCPX_SOURCE_CALLER:
		return FromCaller
	case C.MCPX_SOURCE_TEXT:
		return FromText
	}
	return ""
}

func transportOf(transport C.mcpx_transport) string {
	switch transport {
	case C.MCPX_TRANSPORT_STDIO:
		return "stdio"
	case C.MCPX_TRANSPORT_HTTP, C.MCPX_TRANSPORT_HTTP_FAMILY:
		return "http"
	case C.MCPX_TRANSPORT_OTHER:
		return "other"
	}
	return ""
}

func codeOf(code C.mcpx_code, coded string) string {
	if code == C.MCPX_CODE_FOREIGN {
		return coded
	}
	return C.GoString(C.mcpx_code_name(code))
}

func classify(text string, h *Hints) (Answer, error) {
	var answer C.mcpx_answer
	hints := hintsOf(h)
	coded, name := h.Facts.Coded, h.Facts.ExecName
	C.go_classify(bytesOf(text), C.size_t(len(text)), &hints, bytesOf(coded), C.size_t(len(coded)),
		bytesOf(name), C.size_t(len(name)), &answer)
	evidence := make([]Range, answer.evidence_count)
	for i := range evidence {
		evidence[i] = Range{int(answer.evidence[i].start), int(answer.evidence[i].end)}
	}
	return Answer{
		Code:      codeOf(answer.code, coded),
		Severity:  C.GoString(C.mcpx_code_severity(answer.code)),
		Rule:      C.GoString(answer.rule),
		Extension: bool(answer.extension),
		ProxyCode: codeOf(answer.proxy_code, coded),
		Evidence:  evidence,
		Hints:     usedOf(&answer),
	}, nil
}

func usedOf(answer *C.mcpx_answer) Used {
	return Used{
		transportOf(answer.transport), sourceOf(answer.transport_source),
		isolationOf(answer.docker_isolated), sourceOf(answer.docker_isolated_source),
		C.GoString(answer.fact), sourceOf(answer.fact_source),
	}
}

// ---- Check ----

// room is the 3 MiB that a check works in. They stand outside of Go's memory,
// which would be cleared for each of them.
type room struct{ c unsafe.Pointer }

var rooms = sync.Pool{New: newRoom}

func newRoom() any {
	made := &room{C.go_room()}
	runtime.SetFinalizer(made, func(old *room) { C.free(old.c) })
	return made
}

var errNoMemory = errors.New("mcpx: no memory for a check")

func check(payload []byte, options *CheckOptions, scan bool) (Verdict, error) {
	lent := rooms.Get().(*room)
	defer rooms.Put(lent)
	if lent.c == nil {
		return Verdict{}, errNoMemory
	}
	lengths := make([]C.size_t, len(options.BlockedValues)+1)
	for i, value := range options.BlockedValues {
		lengths[i] = C.size_t(len(value))
	}
	var verdict C.mcpx_verdict
	C.go_check(bytesOf(unsafe.String(unsafe.SliceData(payload), len(payload))), C.size_t(len(payload)),
		C.bool(scan), C.bool(options.ProxyProfile), bytesOf(strings.Join(options.BlockedValues, "")),
		&lengths[0], C.size_t(len(options.BlockedValues)), lent.c, &verdict)
	return verdictOf(&verdict, lent.c, scan), nil
}

func verdictOf(verdict *C.mcpx_verdict, room unsafe.Pointer, scan bool) Verdict {
	stored := int(verdict.stored)
	all := int(verdict.found[0] + verdict.found[1] + verdict.found[2])
	read := Verdict{OK: bool(verdict.ok), Findings: make([]Finding, stored), Omitted: all - stored}
	if !scan {
		read.Kind = C.GoString(C.mcpx_payload_kind_name(verdict.kind))
	}
	if version := uint64(verdict.schema_version); version != 0 && !scan {
		read.SchemaVersion = &version
	}
	for i := range read.Findings {
		read.Findings[i] = findingOf(C.go_finding(room, C.size_t(i)))
	}
	return read
}

func findingOf(finding *C.mcpx_finding) Finding {
	return Finding{
		Severity:   C.GoString(C.mcpx_severity_name(finding.severity)),
		Rule:       C.GoString(finding.rule),
		Pointer:    C.GoString(&finding.pointer[0]),
		Offset:     int(finding.offset),
		Length:     int(finding.length),
		Line:       int(finding.line),
		Column:     int(finding.column),
		Message:    C.GoString(&finding.message[0]),
		Expected:   C.GoString(finding.expected),
		Suggestion: C.GoString(finding.suggestion),
	}
}
