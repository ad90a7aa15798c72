//go:build cgo && !mcpx_wasm

package mcpx

/*
#include <mcpx.h>
#include <stdlib.h>

enum { GO_VALUES_MAX = 256 };

// The memory is void *, because cgo has no type for a union that is aligned as
// max_align_t. The values lie one after another in `values`.
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

// C.malloc ends the program if there is no memory. This function returns NULL.
static void *go_allocate_check_memory(void) { return malloc(sizeof(mcpx_check_room)); }

static const mcpx_finding *go_finding(const void *memory, size_t i) {
  return &((const mcpx_check_room *)memory)->findings[i];
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

// checkMemory is the 3 MiB that a check works in. It is C memory, because Go
// would clear it for each allocation.
type checkMemory struct{ c unsafe.Pointer }

var checkMemories = sync.Pool{New: func() any {
	memory := &checkMemory{C.go_allocate_check_memory()}
	runtime.SetFinalizer(memory, func(unused *checkMemory) { C.free(unused.c) })
	return memory
}}

var errNoMemory = errors.New("mcpx: not enough memory for a check")

func check(payload []byte, options *CheckOptions, scan bool) (Verdict, error) {
	memory := checkMemories.Get().(*checkMemory)
	if memory.c == nil {
		return Verdict{}, errNoMemory
	}
	defer checkMemories.Put(memory)
	lengths := make([]C.size_t, len(options.BlockedValues)+1)
	for i, value := range options.BlockedValues {
		lengths[i] = C.size_t(len(value))
	}
	var verdict C.mcpx_verdict
	C.go_check(bytesPointer(payload), C.size_t(len(payload)), C.bool(scan), C.bool(options.ProxyProfile),
		stringPointer(strings.Join(options.BlockedValues, "")), &lengths[0],
		C.size_t(len(options.BlockedValues)), memory.c, &verdict)
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
