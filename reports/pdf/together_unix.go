//go:build unix

package pdf

import (
	"os/exec"
	"syscall"
)

// together makes the browser and its helpers one process group, which ends as
// one: a browser that is killed alone leaves its helpers behind.
func together(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
