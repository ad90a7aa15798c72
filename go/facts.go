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

// Classify classifies an error: its text, and the facts that the types in its
// chain tell, as far as hints.Facts does not tell them:
//
//   - a method Code() string that gives an MCPX_* code: Coded
//   - *exec.Error, and the *fs.PathError of a program that could not be
//     started: ExecErrno and ExecName
//   - *exec.ExitError: Exit
//   - context.DeadlineExceeded, os.ErrDeadlineExceeded: Deadline
//   - *net.DNSError: DNS
//   - *net.OpError of a refused connection or an unreachable network or host:
//     OpErrno
//
// A nil error gives the zero Answer.
func Classify(err error, hints Hints) Answer {
	if err == nil {
		return Answer{}
	}
	hints.Facts = hints.Facts.with(FactsOf(err))
	return ClassifyText(err.Error(), hints)
}

// FactsOf reads the facts off an error's chain, as [Classify] does.
func FactsOf(err error) Facts {
	var facts Facts
	if err == nil {
		return facts
	}
	facts.Coded = codedOf(err)
	facts.ExecErrno, facts.ExecName = execOf(err)
	var exit *exec.ExitError
	facts.Exit = errors.As(err, &exit)
	facts.Deadline = errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded)
	var dns *net.DNSError
	facts.DNS = errors.As(err, &dns)
	facts.OpErrno = opOf(err)
	return facts
}

// with fills in what is missing in f.
func (f Facts) with(more Facts) Facts {
	if f.Coded == "" {
		f.Coded = more.Coded
	}
	if f.ExecErrno == "" {
		f.ExecErrno, f.ExecName = more.ExecErrno, more.ExecName
	}
	f.Exit = f.Exit || more.Exit
	f.Deadline = f.Deadline || more.Deadline
	f.DNS = f.DNS || more.DNS
	if f.OpErrno == "" {
		f.OpErrno = more.OpErrno
	}
	return f
}

// codedOf finds the outermost code. Errors of other libraries have a method of
// that name too, so only one of our codes counts, and the search goes on past
// theirs, which errors.As would not.
func codedOf(err error) string {
	if coded, ok := err.(interface{ Code() string }); ok {
		if code := coded.Code(); strings.HasPrefix(code, "MCPX_") {
			return code
		}
	}
	switch wrapper := err.(type) {
	case interface{ Unwrap() error }:
		if inner := wrapper.Unwrap(); inner != nil {
			return codedOf(inner)
		}
	case interface{ Unwrap() []error }:
		for _, inner := range wrapper.Unwrap() {
			if inner == nil {
				continue
			}
			if code := codedOf(inner); code != "" {
				return code
			}
		}
	}
	return ""
}

func execOf(err error) (ExecErrno, string) {
	var looked *exec.Error
	if errors.As(err, &looked) {
		return execErrnoOf(looked.Err), looked.Name
	}
	// A program that is given with its path is not looked up: the start fails.
	var started *fs.PathError
	if errors.As(err, &started) && started.Op == "fork/exec" {
		return execErrnoOf(started.Err), started.Path
	}
	return "", ""
}

func execErrnoOf(err error) ExecErrno {
	switch {
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return ExecENOENT
	case errors.Is(err, syscall.ENOEXEC), errors.Is(err, badExeFormat):
		return ExecENOEXEC
	case errors.Is(err, syscall.EPERM): // a permission error that is not EACCES
		return ExecOther
	case errors.Is(err, fs.ErrPermission):
		return ExecEACCES
	}
	return ExecOther
}

// What Windows says, where syscall's names stand for numbers of Go's own. No
// other system has errors of these numbers.
const (
	badExeFormat   = syscall.Errno(193)
	wsaNetUnreach  = syscall.Errno(10051)
	wsaConnRefused = syscall.Errno(10061)
	wsaHostUnreach = syscall.Errno(10065)
)

func opOf(err error) OpErrno {
	var op *net.OpError
	if !errors.As(err, &op) {
		return ""
	}
	is := func(one, other syscall.Errno) bool { return errors.Is(op, one) || errors.Is(op, other) }
	switch {
	case is(syscall.ECONNREFUSED, wsaConnRefused):
		return OpECONNREFUSED
	case is(syscall.ENETUNREACH, wsaNetUnreach):
		return OpENETUNREACH
	case is(syscall.EHOSTUNREACH, wsaHostUnreach):
		return OpEHOSTUNREACH
	}
	return ""
}
