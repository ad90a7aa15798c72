//go:build !unix

package mcpx

import "os/exec"

// ownSession does nothing: these systems have no login shell.
func ownSession(*exec.Cmd) {}
