package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// actAsExplorer in the environment makes the test binary start quxiang as
// Windows' desktop does: without arguments.
const actAsExplorer = "QUXIANG_TEST_BE_THE_DESKTOP"

func init() {
	program := os.Getenv(actAsExplorer)
	if program == "" {
		return
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), actAsExplorer+"=", actAsProgram+"=1")
	cmd.Stdin = strings.NewReader("0\n")
	out, err := cmd.CombinedOutput()
	fmt.Printf("%s%v", out, err)
	os.Exit(0)
}

// TestDoubleClick: started by a program called explorer.exe, which is how a
// double click is known, and without arguments, the menu opens.
func TestDoubleClick(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	desktop := filepath.Join(t.TempDir(), "explorer.exe")
	binary, err := os.ReadFile(program)
	if err == nil {
		err = os.WriteFile(desktop, binary, 0o700)
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(desktop)
	cmd.Env = append(os.Environ(), actAsExplorer+"="+program)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "0  退出") || !strings.HasSuffix(string(out), "<nil>") {
		t.Errorf("%v\n%s", err, out)
	}
}
