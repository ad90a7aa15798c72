//go:build cgo && mcpx_cgo

package mcpx

/*
#include <mcpx.h>
#include <stdlib.h>

enum { GO_VALUES_MAX = 256 };

// The values lie one after another in `values`.
static mcpx_check_options go_check_options(const char *values, const size_t *lengths, size_t count,
                                           mcpx_text blocked[GO_VALUES_MAX]) {
  for (size_t i = 0; i < count && i < GO_VALUES_MAX; i++) {
    blocked[i] = (mcpx_text){values, lengths[i]};
    values += lengths[i];
  }
  return (mcpx_check_options){.blocked_values = blocked, .blocked_value_count = count};
}

// The memory is void *, because cgo has no type for a union that is aligned as
// max_align_t.
static void go_check(const char *payload, size_t length, bool scan, bool proxy_profile, unsigned release, bool closed,
                     const char *values, const size_t *lengths, size_t count, void *memory, mcpx_verdict *verdict) {
  mcpx_check_memory *room = memory;
  mcpx_text blocked[GO_VALUES_MAX];
  mcpx_check_options options = go_check_options(values, lengths, count, blocked);
  options.proxy_profile = proxy_profile;
  options.proxy_release = release;
  options.closed = closed;
  (scan ? mcpx_scan : mcpx_validate)(payload, length, &options, &room->workspace, room->findings,
                                     MCPX_FINDINGS_MAX, verdict);
}

// Returns the number of ranges; memory holds the first MCPX_REDACTIONS_MAX of them.
static size_t go_redact(const char *text, size_t length, const char *values, const size_t *lengths,
                        size_t count, void *memory) {
  mcpx_check_memory *room = memory;
  mcpx_text blocked[GO_VALUES_MAX];
  mcpx_check_options options = go_check_options(values, lengths, count, blocked);
  size_t found;
  mcpx_redact(text, length, &options, &room->workspace, NULL, 0, room->redactions, MCPX_REDACTIONS_MAX, &found);
  return found;
}

static const mcpx_redaction *go_redaction(const void *memory, size_t i) {
  return &((const mcpx_check_memory *)memory)->redactions[i];
}

// C.malloc ends the program if there is no memory. This function returns NULL.
static void *go_allocate_check_memory(void) { return malloc(sizeof(mcpx_check_memory)); }

static const mcpx_finding *go_finding(const void *memory, size_t i) {
  return &((const mcpx_check_memory *)memory)->findings[i];
}
*/
import "C"

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"unsafe"
)

// checkMemory is the 3 MiB that a check or a redaction works in. It is C memory, because Go
// would clear it for each allocation.
type checkMemory struct{ c unsafe.Pointer }

var checkMemories = sync.Pool{New: func() any {
	memory := &checkMemory{C.go_allocate_check_memory()}
	runtime.SetFinalizer(memory, func(unused *checkMemory) { C.free(unused.c) })
	return memory
}}

var errNoMemory = errors.New("mcpx: not enough memory for a check")

// acquireCheckMemory returns memory that the caller has to put back into
// checkMemories.
func acquireCheckMemory() (*checkMemory, error) {
	memory := checkMemories.Get().(*checkMemory)
	if memory.c == nil {
		return nil, errNoMemory
	}
	return memory, nil
}

// joinBlockedValues returns the values one after another, and at least one
// length.
func joinBlockedValues(options *CheckOptions) (string, []C.size_t) {
	lengths := make([]C.size_t, len(options.BlockedValues)+1)
	for i, value := range options.BlockedValues {
		lengths[i] = C.size_t(len(value))
	}
	return strings.Join(options.BlockedValues, ""), lengths
}

func check(payload []byte, options *CheckOptions, scan bool) (verdict Verdict, err error) {
	where := "Validate"
	if scan {
		where = "Scan"
	}
	err = withLibrary(where, func() (err error) {
		verdict, err = checkInC(payload, options, scan)
		return err
	})
	return verdict, err
}

func checkInC(payload []byte, options *CheckOptions, scan bool) (Verdict, error) {
	memory, err := acquireCheckMemory()
	if err != nil {
		return Verdict{}, err
	}
	defer checkMemories.Put(memory)
	values, lengths := joinBlockedValues(options)
	var verdict C.mcpx_verdict
	C.go_check(bytesPointer(payload), C.size_t(len(payload)), C.bool(scan), C.bool(options.ProxyProfile),
		C.mcpx_proxy_release(stringPointer(options.ProxyRelease), C.size_t(len(options.ProxyRelease))),
		C.bool(options.Closed), stringPointer(values), &lengths[0], C.size_t(len(options.BlockedValues)), memory.c, &verdict)
	return verdictFromC(&verdict, memory.c, scan), nil
}

func verdictFromC(verdict *C.mcpx_verdict, memory unsafe.Pointer, scan bool) Verdict {
	stored := int(verdict.stored)
	found := int(verdict.found[0] + verdict.found[1] + verdict.found[2])
	read := Verdict{OK: bool(verdict.ok), Findings: make([]Finding, stored), Omitted: found - stored}
	if !scan {
		read.Kind = C.GoString(C.mcpx_payload_kind_name(verdict.kind))
	}
	if version := uint64(verdict.schema_version); version != 0 && !scan {
		read.SchemaVersion = &version
	}
	for i := range read.Findings {
		read.Findings[i] = findingFromC(C.go_finding(memory, C.size_t(i)))
	}
	return read
}

func findingFromC(finding *C.mcpx_finding) Finding {
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

// ---- Redact ----

func findRedactions(text string, options *CheckOptions) (ranges []RedactedRange, err error) {
	err = withLibrary("Redact", func() (err error) {
		ranges, err = findRedactionsInC(text, options)
		return err
	})
	return ranges, err
}

func findRedactionsInC(text string, options *CheckOptions) ([]RedactedRange, error) {
	memory, err := acquireCheckMemory()
	if err != nil {
		return nil, err
	}
	defer checkMemories.Put(memory)
	values, lengths := joinBlockedValues(options)
	count := C.go_redact(stringPointer(text), C.size_t(len(text)), stringPointer(values), &lengths[0],
		C.size_t(len(options.BlockedValues)), memory.c)
	if count > C.MCPX_REDACTIONS_MAX {
		return nil, ErrTooManyRanges
	}
	ranges := make([]RedactedRange, count)
	for i := range ranges {
		redaction := C.go_redaction(memory.c, C.size_t(i))
		ranges[i] = RedactedRange{int(redaction.start), int(redaction.end), C.GoString(redaction.kind)}
	}
	return ranges, nil
}
