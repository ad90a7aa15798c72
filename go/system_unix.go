//go:build unix

package mcpx

import (
	"os/exec"
	"syscall"
)

// ownSession starts a command in a session of its own, which is killed with it:
// without a terminal, where a profile could wait for input.
func ownSession(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	command.Cancel = func() error {
		_ = syscall.Kill(-command.Process.Pid, syscall.SIGKILL) // the group has the number of its leader
		return command.Process.Kill()
	}
}
