package pdf

import (
	"os/exec"
	"strconv"
)

// together ends the browser with its helpers, which Windows does not do by
// itself.
func together(cmd *exec.Cmd) {
	cmd.Cancel = func() error {
		return exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(cmd.Process.Pid)).Run()
	}
}
