package mcpx

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// Classify classifies an error by its text and by the types in its chain. The
// chain sets the facts that hints.Facts leaves out:
//
//   - a method Code() string that returns an MCPX_* code sets Coded
//   - [*exec.Error], and the [*fs.PathError] of a program that did not start,
//     set ExecErrno and ExecName
//   - [*exec.ExitError] sets Exit
//   - [context.DeadlineExceeded] and [os.ErrDeadlineExceeded] set Deadline
//   - [*net.DNSError] sets DNS
//   - the [*net.OpError] of a refused connection, or of an unreachable network
//     or host, sets OpErrno
//
// A nil error gives the zero Answer.
func Classify(err error, hints Hints) Answer {
	if err == nil {
		return Answer{}
	}
	hints.Facts = hints.Facts.mergedWith(FactsOf(err))
	return ClassifyText(err.Error(), hints)
}

// FactsOf returns the facts that [Classify] reads from an error's chain.
func FactsOf(err error) Facts {
	var facts Facts
	if err == nil {
		return facts
	}
	facts.Coded = attachedCode(err)
	facts.ExecErrno, facts.ExecName = failedStart(err)
	var exit *exec.ExitError
	facts.Exit = errors.As(err, &exit)
	facts.Deadline = errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
	var dns *net.DNSError
	facts.DNS = errors.As(err, &dns)
	facts.OpErrno = failedOperation(err)
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

// attachedCode returns the outermost MCPX_* code of the chain. Errors of other
// libraries have a method Code() string too. errors.As would stop at them; this
// search continues.
func attachedCode(err error) string {
	if coded, ok := err.(interface{ Code() string }); ok {
		if code := coded.Code(); strings.HasPrefix(code, "MCPX_") {
			return code
		}
	}
	switch wrapper := err.(type) {
	case interface{ Unwrap() error }:
		if inner := wrapper.Unwrap(); inner != nil {
			return attachedCode(inner)
		}
	case interface{ Unwrap() []error }:
		for _, inner := range wrapper.Unwrap() {
			if inner == nil {
				continue
			}
			if code := attachedCode(inner); code != "" {
				return code
			}
		}
	}
	return ""
}

// failedStart returns why a program did not start, and its name.
func failedStart(err error) (ExecErrno, string) {
	var lookup *exec.Error
	if errors.As(err, &lookup) {
		return execErrno(lookup.Err), lookup.Name
	}
	// A program with a path is not looked up. Its start fails with a PathError.
	var start *fs.PathError
	if errors.As(err, &start) && start.Op == "fork/exec" {
		return execErrno(start.Err), start.Path
	}
	return "", ""
}

func execErrno(err error) ExecErrno {
	switch {
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return ExecENOENT
	case errors.Is(err, syscall.ENOEXEC), errors.Is(err, windowsBadExeFormat):
		return ExecENOEXEC
	case errors.Is(err, syscall.EPERM): // fs.ErrPermission includes EPERM, but it is not EACCES
		return ExecOther
	case errors.Is(err, fs.ErrPermission):
		return ExecEACCES
	}
	return ExecOther
}

// Error numbers of Windows. There, the constants of package syscall have
// invented values. No other system uses these numbers.
const (
	windowsBadExeFormat   = syscall.Errno(193)
	windowsNetUnreachable = syscall.Errno(10051)
	windowsConnRefused    = syscall.Errno(10061)
	windowsHostUnreach    = syscall.Errno(10065)
)

// failedOperation returns why a network operation failed.
func failedOperation(err error) OpErrno {
	var op *net.OpError
	if !errors.As(err, &op) {
		return ""
	}
	isEither := func(posix, windows syscall.Errno) bool { return errors.Is(op, posix) || errors.Is(op, windows) }
	switch {
	case isEither(syscall.ECONNREFUSED, windowsConnRefused):
		return OpECONNREFUSED
	case isEither(syscall.ENETUNREACH, windowsNetUnreachable):
		return OpENETUNREACH
	case isEither(syscall.EHOSTUNREACH, windowsHostUnreach):
		return OpEHOSTUNREACH
	}
	return ""
}
