//go:build amd64 || arm64

package mcpx

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

const (
	prSetNoNewPrivs     = 38
	prSetSeccomp        = 22
	prSetMDWE           = 65
	mdweRefuseExecGain  = 1
	seccompModeFilter   = 2
	seccompAllow        = 0x7fff0000
	seccompErrnoOfPERM  = 0x00050000 | uint32(syscall.EPERM)
	offsetOfNumber      = 0
	offsetOfArgument2   = 16 + 2*8 // its low half on these processors
	loadWord, jumpEqual = syscall.BPF_LD | syscall.BPF_W | syscall.BPF_ABS, syscall.BPF_JMP | syscall.BPF_JEQ | syscall.BPF_K
	jumpSet, ret        = syscall.BPF_JMP | syscall.BPF_JSET | syscall.BPF_K, syscall.BPF_RET | syscall.BPF_K
)

func prctl(option, second, third uintptr) error {
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRCTL, option, second, third, 0, 0, 0); errno != 0 {
		return errno
	}
	return nil
}

// restrictions refuse memory that is or becomes executable: the first to the
// process, the second to the thread.
var restrictions = map[string]func() error{
	"prctl": func() error { return prctl(prSetMDWE, mdweRefuseExecGain, 0) },
	"seccomp": func() error {
		filter := []syscall.SockFilter{
			{Code: loadWord, K: offsetOfNumber},
			{Code: jumpEqual, Jt: 1, K: syscall.SYS_MMAP},
			{Code: jumpEqual, Jf: 2, K: syscall.SYS_MPROTECT},
			{Code: loadWord, K: offsetOfArgument2},
			{Code: jumpSet, Jt: 1, K: syscall.PROT_EXEC},
			{Code: ret, K: seccompAllow},
			{Code: ret, K: seccompErrnoOfPERM},
		}
		program := syscall.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
		if err := prctl(prSetNoNewPrivs, 1, 0); err != nil {
			return err
		}
		return prctl(prSetSeccomp, seccompModeFilter, uintptr(unsafe.Pointer(&program)))
	},
}

// The test runs itself again as a process that may not make memory executable, as
// under MemoryDenyWriteExecute of systemd and execmem of SELinux.
func TestWithoutExecutableMemory(t *testing.T) {
	if name := os.Getenv("MCPX_RESTRICTION"); name != "" {
		runtime.LockOSThread()
		useEverythingRestricted(t, name)
		return
	}
	worked := 0
	for name := range restrictions {
		command := exec.Command(os.Args[0], "-test.run=^TestWithoutExecutableMemory$", "-test.v")
		command.Env = append(os.Environ(), "MCPX_RESTRICTION="+name)
		output, err := command.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, output)
		}
		if !bytes.Contains(output, []byte("this kernel has no "+name)) {
			worked++
		}
	}
	if worked == 0 {
		t.Error("this kernel has neither restriction")
	}
}

func useEverythingRestricted(t *testing.T, name string) {
	if err := restrictions[name](); err != nil {
		fmt.Printf("this kernel has no %s: %v\n", name, err)
		return
	}
	if _, err := syscall.Mmap(-1, 0, 4096, syscall.PROT_READ|syscall.PROT_WRITE|syscall.PROT_EXEC,
		syscall.MAP_ANON|syscall.MAP_PRIVATE); err == nil {
		t.Fatal("memory may be writable and executable")
	}
	if answer := ClassifyText("login available", Hints{Profile: ProfileExtended}); answer.Code != "MCPX_OAUTH_LOGIN_REQUIRED" || answer.Advice == nil {
		t.Errorf("%+v", answer)
	}
	if verdict := Validate([]byte(`{"a":"/home/me"}`), CheckOptions{}); verdict.OK || verdict.Findings[0].Rule == "unfinished" {
		t.Errorf("%+v", verdict)
	}
	if redaction, err := Redact("see /home/me", CheckOptions{}); err != nil || len(redaction.Ranges) != 1 {
		t.Errorf("%+v %v", redaction, err)
	}
	if enabled, err := ConfigIsolationEnabled([]byte(config)); !enabled || err != nil {
		t.Errorf("%v %v", enabled, err)
	}
	var counters Counters
	if !counters.Add(time.Now(), "MCPX_HTTP_401") || counters.Snapshot(time.Now()) == nil {
		t.Error("the counters do not count")
	}
	system, docker := newFakeDocker()
	system.files["/opt/bin/docker"] = true
	wantDocker(t, docker, "/opt/bin/docker", "path")
	if len(Catalog()) < 37 {
		t.Error("the catalog is not complete")
	}
}
