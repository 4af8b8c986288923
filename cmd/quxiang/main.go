// Command quxiang turns the spreadsheets of a university into the annual
// report on where its graduates went. One verb a file; what the verbs do lives
// in pipelines and reports.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"quxiang/pipelines/fault"
)

// version and commit are set by the Makefile.
var version, commit = "dev", "未知提交"

func main() { os.Exit(run(os.Args[1:])) }

// run carries out one command line and returns its exit code. What is opened by
// a double click asks for the command line.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	readyConsole()
	if doubleClicked(args) {
		args = []string{"menu"}
	}
	return newSession().carryOut(ctx, args)
}

func (s *session) carryOut(ctx context.Context, args []string) int {
	root := newRootCommand(s)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if ctx.Err() != nil && err != nil {
		err = context.Canceled
	}
	s.report(err)
	return exitCode(err, s.strict)
}

// exitCode is the one place that decides an exit code; docs/operations.md
// documents it. Where several apply: 130 > 2 > 5 > 1 > 6 > 4 > 3 > 0.
func exitCode(err error, strict bool) int {
	kinds := fault.Kinds(err)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, context.Canceled):
		return 130
	case kinds[fault.Usage]:
		return 2
	case kinds[fault.Locked]:
		return 5
	case kinds[fault.Failed], strict && kinds[fault.Partial]:
		return 1
	case kinds[fault.Contract]:
		return 6
	case kinds[fault.Check]:
		return 4
	case kinds[fault.Partial]:
		return 3
	}
	panic(fmt.Sprintf("no exit code for %v", err))
}
