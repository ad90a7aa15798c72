//go:build cgo && mcpx_cgo

package mcpx

/*
#include <mcpx.h>

// Classifies a text with each of `count` hints, of which there is at least one.
// cgo does not allow Go to pass a structure that points to Go memory. So `given`
// has no strings; they follow one another in `strings`: coded, exec_name, command,
// image and default_images of each hints, with their lengths in `lengths`.
static const char *go_string(const char **strings, const size_t **lengths, size_t *length) {
  const char *string = *strings;
  *length = *(*lengths)++;
  *strings += *length;
  return string;
}

static void go_hint_strings(mcpx_hints *hints, const char **strings, const size_t **lengths) {
  hints->coded = go_string(strings, lengths, &hints->coded_length);
  hints->exec_name = go_string(strings, lengths, &hints->exec_name_length);
  hints->command = go_string(strings, lengths, &hints->command_length);
  hints->image = go_string(strings, lengths, &hints->image_length);
  hints->default_images = go_string(strings, lengths, &hints->default_images_length);
  if (!hints->command_length) hints->command = NULL; // NULL is what is not known
  if (!hints->image_length) hints->image = NULL;
  if (!hints->default_images_length) hints->default_images = NULL;
}

static void go_classify(const char *text, size_t length, mcpx_profile scanned, const mcpx_hints *given,
                        size_t count, const char *strings, const size_t *lengths, mcpx_answer *answers) {
  mcpx_stream stream;
  for (size_t i = 0; i < count; i++) {
    mcpx_hints hints = given[i];
    go_hint_strings(&hints, &strings, &lengths);
    mcpx_answer answer;
    if (i == 0) {
      hints.profile = scanned;
      mcpx_classify_start(&stream, &hints);
      mcpx_classify_feed(&stream, text, length);
      mcpx_classify_finish(&stream, &answer);
      hints.profile = given[0].profile;
    }
    if (i > 0 || hints.profile != scanned) mcpx_classify_decide(&stream, &hints, &answer);
    answer.coded = NULL; // C must not store a pointer to Go memory
    answer.coded_length = 0;
    answers[i] = answer;
  }
}
*/
import "C"

import (
	"encoding/json"
	"strings"
	"unsafe"
)

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

func profileToC(profile Profile) C.mcpx_profile {
	if profile == ProfileExtended {
		return C.MCPX_PROFILE_EXTENDED
	}
	return C.MCPX_PROFILE_PROXY
}

// hintStrings returns the strings in the order of go_hint_strings.
func hintStrings(h *Hints) [5]string {
	images := ""
	if h.DefaultImages != nil {
		text, _ := json.Marshal(h.DefaultImages) // a map of strings always encodes
		images = string(text)
	}
	return [5]string{h.Facts.Coded, h.Facts.ExecName, h.Command, h.Image, images}
}

// hintsToC converts the hints without their strings.
func hintsToC(h *Hints) C.mcpx_hints {
	return C.mcpx_hints{
		system:          C.mcpx_system_find(stringPointer(h.OS), C.size_t(len(h.OS))),
		client:          C.mcpx_client_find(stringPointer(h.Client), C.size_t(len(h.Client))),
		runner:          C.mcpx_runner_find(stringPointer(h.Runner), C.size_t(len(h.Runner))),
		profile:         profileToC(h.Profile),
		transport:       C.mcpx_transport_find(stringPointer(h.Transport), C.size_t(len(h.Transport))),
		docker_isolated: isolations[h.DockerIsolated],
		exec_errno:      execErrnos[h.Facts.ExecErrno],
		op_errno:        opErrnos[h.Facts.OpErrno],
		exit:            C.bool(h.Facts.Exit),
		deadline:        C.bool(h.Facts.Deadline),
		dns:             C.bool(h.Facts.DNS),
	}
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

func classify(text string, hints []Hints) (answers []Answer, err error) {
	err = withLibrary("Classify", func() error {
		answers = classifyInC(text, hints)
		return nil
	})
	return answers, err
}

func classifyInC(text string, hints []Hints) []Answer {
	given := make([]C.mcpx_hints, len(hints))
	lengths := make([]C.size_t, 0, 5*len(hints))
	var joined strings.Builder
	for i := range hints {
		given[i] = hintsToC(&hints[i])
		for _, text := range hintStrings(&hints[i]) {
			joined.WriteString(text)
			lengths = append(lengths, C.size_t(len(text)))
		}
	}
	answers := make([]C.mcpx_answer, len(hints))
	C.go_classify(stringPointer(text), C.size_t(len(text)), profileToC(widestProfile(hints)), &given[0],
		C.size_t(len(hints)), stringPointer(joined.String()), &lengths[0], &answers[0])
	converted := make([]Answer, len(hints))
	for i := range answers {
		converted[i] = answerFromC(&answers[i], hints[i].Facts.Coded)
		if hints[i].Profile == ProfileExtended {
			converted[i].Advice = adviceFromC(&answers[i])
		}
	}
	return converted
}

// adviceFromC returns the advice on an answer, whose JSON the C library writes.
func adviceFromC(answer *C.mcpx_answer) *Advice {
	text := make([]byte, 16384)
	length := C.mcpx_answer_json(answer, (*C.char)(unsafe.Pointer(&text[0])), C.size_t(len(text)))
	if int(length) >= len(text) {
		return nil
	}
	return readAdvice(text[:length])
}

// A text that shows no failure, or says too little, reports no error.
func severityFromC(answer *C.mcpx_answer) string {
	if answer.unknown == C.MCPX_UNKNOWN_NOT_A_FAILURE || answer.unknown == C.MCPX_UNKNOWN_TOO_LITTLE {
		return "info"
	}
	return C.GoString(C.mcpx_code_severity(answer.code))
}

func answerFromC(answer *C.mcpx_answer, coded string) Answer {
	evidence := make([]Range, answer.evidence_count)
	for i := range evidence {
		evidence[i] = Range{int(answer.evidence[i].start), int(answer.evidence[i].end)}
	}
	return Answer{
		Code:      codeFromC(answer.code, coded),
		Severity:  severityFromC(answer),
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
