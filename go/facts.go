package mcpx

import (
	"context"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// Classify classifies an error by its text and by the facts that [FactsOf] reads
// from its chain. Facts in hints.Facts have precedence over those of the chain.
//
// A nil error gives the zero Answer. If a method of the error panics, what was read
// before decides.
func Classify(err error, hints Hints) (answer Answer) {
	if err == nil {
		return Answer{}
	}
	text, given := textOf(err), hints.Facts
	proxyHints := hints
	proxyHints.Profile = ProfileProxy
	proxyHints.Facts = given.mergedWith(FactsOf(err, ProfileProxy))
	if hints.Profile != ProfileExtended {
		return ClassifyText(text, proxyHints)
	}
	hints.Facts = given.mergedWith(FactsOf(err, ProfileExtended))
	answers := ClassifyAll(text, hints, proxyHints)
	answers[0].ProxyCode = answers[1].Code // its facts may differ
	return answers[0]
}

func textOf(err error) (text string) {
	var failure error
	defer recoverFrom("Classify", &failure)
	return err.Error()
}

// FactsOf returns the facts of an error's chain, joined errors included. In
// [ProfileProxy] they are exactly those that the proxy reads:
//
//   - Coded: the first error that has a method Code with no arguments, whose result
//     is of any string type
//   - ExecErrno and ExecName: the first [*exec.Error], if it wraps ENOENT, EACCES or
//     ENOEXEC
//   - Exit: an [*exec.ExitError]
//   - Deadline: [context.DeadlineExceeded]
//   - DNS: a [*net.DNSError]
//   - OpErrno: ECONNREFUSED anywhere; or ENETUNREACH or EHOSTUNREACH in the first
//     [*net.OpError]
//
// [ProfileExtended] reads more:
//
//   - Coded: only codes that start with MCPX_; an error without one is skipped
//   - ExecErrno and ExecName: also [exec.ErrNotFound], the [*fs.PathError] of a
//     program with a path that did not start, and the error numbers of Windows
//   - Deadline: also [os.ErrDeadlineExceeded]
//   - OpErrno: also the error numbers of Windows
//
// At most 10,000 errors of the chain are looked at. If a method of the error
// panics, the facts read so far are returned.
func FactsOf(err error, profile Profile) (facts Facts) {
	var failure error
	defer recoverFrom("FactsOf", &failure)
	chain := chainOf(err)
	facts.OpErrno = failedOperation(chain)
	_, facts.DNS = firstOf[*net.DNSError](chain)
	facts.Deadline = hasAny(chain, context.DeadlineExceeded)
	_, facts.Exit = firstOf[*exec.ExitError](chain)
	facts.ExecErrno, facts.ExecName = failedLookup(chain)
	if profile == ProfileExtended {
		facts = facts.mergedWith(moreFacts(chain))
		facts.Coded = attachedCode(chain)
		return facts
	}
	for _, node := range chain {
		if code, ok := codeOf(node); ok {
			facts.Coded = code
			break
		}
	}
	return facts
}

// mergedWith sets the facts that f leaves out to those of other.
func (f Facts) mergedWith(other Facts) Facts {
	if f.Coded == "" {
		f.Coded = other.Coded
	}
	if f.ExecErrno == "" {
		f.ExecErrno, f.ExecName = other.ExecErrno, other.ExecName
	}
	f.Exit = f.Exit || other.Exit
	f.Deadline = f.Deadline || other.Deadline
	f.DNS = f.DNS || other.DNS
	if f.OpErrno == "" {
		f.OpErrno = other.OpErrno
	}
	return f
}

// failedLookup returns why a program did not start, and its name.
func failedLookup(chain []error) (ExecErrno, string) {
	lookup, ok := firstOf[*exec.Error](chain)
	if !ok {
		return "", ""
	}
	inner := chainOf(lookup.Err)
	switch {
	case hasAny(inner, syscall.ENOENT):
		return ExecENOENT, lookup.Name
	case hasAny(inner, syscall.EACCES):
		return ExecEACCES, lookup.Name
	case hasAny(inner, syscall.ENOEXEC):
		return ExecENOEXEC, lookup.Name
	}
	return "", ""
}

// failedOperation returns why a network operation failed.
func failedOperation(chain []error) OpErrno {
	if hasAny(chain, syscall.ECONNREFUSED) {
		return OpECONNREFUSED
	}
	op, ok := firstOf[*net.OpError](chain)
	if !ok {
		return ""
	}
	inner := chainOf(op.Err)
	switch {
	case hasAny(inner, syscall.ENETUNREACH):
		return OpENETUNREACH
	case hasAny(inner, syscall.EHOSTUNREACH):
		return OpEHOSTUNREACH
	}
	return ""
}

// ---- Profile extended ----

// Error numbers of Windows. There, the constants of package syscall have
// invented values. No other system uses these numbers.
const (
	windowsBadExeFormat   = syscall.Errno(193)
	windowsNetUnreachable = syscall.Errno(10051)
	windowsConnRefused    = syscall.Errno(10061)
	windowsHostUnreach    = syscall.Errno(10065)
)

// moreFacts returns what only [ProfileExtended] reads.
func moreFacts(chain []error) Facts {
	facts := Facts{Deadline: hasAny(chain, os.ErrDeadlineExceeded)}
	facts.ExecErrno, facts.ExecName = failedStart(chain)
	if op, ok := firstOf[*net.OpError](chain); ok {
		inner := chainOf(op.Err)
		switch {
		case hasAny(inner, windowsConnRefused):
			facts.OpErrno = OpECONNREFUSED
		case hasAny(inner, windowsNetUnreachable):
			facts.OpErrno = OpENETUNREACH
		case hasAny(inner, windowsHostUnreach):
			facts.OpErrno = OpEHOSTUNREACH
		}
	}
	return facts
}

func failedStart(chain []error) (ExecErrno, string) {
	if lookup, ok := firstOf[*exec.Error](chain); ok {
		return startErrno(chainOf(lookup.Err)), lookup.Name
	}
	// A program with a path is not looked up. Its start fails with a PathError.
	if start, ok := firstOf[*fs.PathError](chain); ok && start.Op == "fork/exec" {
		return startErrno(chainOf(start.Err)), start.Path
	}
	return "", ""
}

func startErrno(chain []error) ExecErrno {
	switch {
	case hasAny(chain, exec.ErrNotFound, fs.ErrNotExist):
		return ExecENOENT
	case hasAny(chain, syscall.ENOEXEC, windowsBadExeFormat):
		return ExecENOEXEC
	case hasAny(chain, syscall.EPERM): // fs.ErrPermission includes EPERM, but it is not EACCES
		return ExecOther
	case hasAny(chain, fs.ErrPermission):
		return ExecEACCES
	}
	return ExecOther
}

// attachedCode returns the first MCPX_* code of the chain. Errors of other
// libraries have a method Code too.
func attachedCode(chain []error) string {
	for _, node := range chain {
		if code, ok := codeOf(node); ok && strings.HasPrefix(code, "MCPX_") {
			return code
		}
	}
	return ""
}

// ---- Status codes ----

// CodeOfHTTPStatus returns the code of an HTTP status alone: that of 401, 403, 404
// or 500 to 599. It is empty for any other status.
func CodeOfHTTPStatus(status int) string {
	switch {
	case status == 401, status == 403, status == 404:
		return "MCPX_HTTP_" + strconv.Itoa(status)
	case status >= 500 && status <= 599:
		return "MCPX_HTTP_5XX"
	}
	return ""
}
