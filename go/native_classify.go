//go:build cgo && !mcpx_wasm

package mcpx

/*
#include <mcpx.h>

// cgo does not allow Go to pass a structure that points to Go memory. So the
// structure is completed here.
static void go_classify(const char *text, size_t length, const mcpx_hints *given, const char *coded,
                        size_t coded_length, const char *exec_name, size_t exec_name_length,
                        mcpx_answer *answer) {
  mcpx_hints hints = *given;
  mcpx_answer result;
  hints.coded = coded;
  hints.coded_length = coded_length;
  hints.exec_name = exec_name;
  hints.exec_name_length = exec_name_length;
  mcpx_classify(text, length, &hints, &result);
  result.coded = NULL; // C must not store a pointer to Go memory
  *answer = result;
}
*/
import "C"

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

func isolationFromC(isolation C.mcpx_isolation) Isolation {
	switch isolation {
	case C.MCPX_ISOLATION_NO:
		return NotIsolated
	case C.MCPX_ISOLATION_YES:
		return Isolated
	}
	return IsolationUnknown
}

// hintsToC converts the hints without their strings.
func hintsToC(h *Hints) C.mcpx_hints {
	hints := C.mcpx_hints{
		transport:       C.mcpx_transport_find(stringPointer(h.Transport), C.size_t(len(h.Transport))),
		docker_isolated: isolations[h.DockerIsolated],
		exec_errno:      execErrnos[h.Facts.ExecErrno],
		op_errno:        opErrnos[h.Facts.OpErrno],
		exit:            C.bool(h.Facts.Exit),
		deadline:        C.bool(h.Facts.Deadline),
		dns:             C.bool(h.Facts.DNS),
	}
	if h.Profile == ProfileExtended {
		hints.profile = C.MCPX_PROFILE_EXTENDED
	}
	return hints
}

func sourceFromC(source C.mcpx_source) Source {
	switch source {
	case C.MCPX_SOURCE_CALLER:
		return SourceCaller
	case C.MCPX_SOURCE_TEXT:
		return SourceText
	}
	return ""
}

func transportFromC(transport C.mcpx_transport) string {
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

// codeFromC returns the name of a code. A code that is not in the catalog is the
// one that the caller attached.
func codeFromC(code C.mcpx_code, coded string) string {
	if code == C.MCPX_CODE_FOREIGN {
		return coded
	}
	return C.GoString(C.mcpx_code_name(code))
}

func classify(text string, h *Hints) (Answer, error) {
	var answer C.mcpx_answer
	hints := hintsToC(h)
	coded, name := h.Facts.Coded, h.Facts.ExecName
	C.go_classify(stringPointer(text), C.size_t(len(text)), &hints, stringPointer(coded), C.size_t(len(coded)),
		stringPointer(name), C.size_t(len(name)), &answer)
	return answerFromC(&answer, coded), nil
}

func answerFromC(answer *C.mcpx_answer, coded string) Answer {
	evidence := make([]Range, answer.evidence_count)
	for i := range evidence {
		evidence[i] = Range{int(answer.evidence[i].start), int(answer.evidence[i].end)}
	}
	return Answer{
		Code:      codeFromC(answer.code, coded),
		Severity:  C.GoString(C.mcpx_code_severity(answer.code)),
		Rule:      C.GoString(answer.rule),
		Extension: bool(answer.extension),
		ProxyCode: codeFromC(answer.proxy_code, coded),
		Evidence:  evidence,
		Hints: UsedHints{
			transportFromC(answer.transport), sourceFromC(answer.transport_source),
			isolationFromC(answer.docker_isolated), sourceFromC(answer.docker_isolated_source),
			C.GoString(answer.fact), sourceFromC(answer.fact_source),
		},
	}
}
