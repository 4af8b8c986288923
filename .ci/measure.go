// Measure runs a command and prints its figures as a whole process: wall time,
// CPU time of it and its children, and the largest resident set of any of them.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func main() {
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if cmd.ProcessState == nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	fmt.Printf("wall %.1f s   cpu %.1f s   peak %d MiB   exit %d\n",
		wall.Seconds(), cpu.Seconds(), usage.Maxrss/1024, cmd.ProcessState.ExitCode())
	if code := cmd.ProcessState.ExitCode(); code != 0 && code != 3 {
		os.Exit(code)
	}
}
