package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/workspace"
)

// session is one run of the program: the root flags and the three streams.
type session struct {
	dir                 string
	memory              size
	json, strict, quiet bool
	wait                time.Duration
	asking              sync.Mutex
	in                  io.Reader
	out, err            io.Writer
}

func newSession() *session {
	return &session{in: os.Stdin, out: os.Stdout, err: os.Stderr}
}

func (s *session) open() (*workspace.Workspace, error) { return workspace.Open(s.dir) }

// printf writes a line for people; with --json nothing but objects is written.
func (s *session) printf(format string, args ...any) {
	if !s.json {
		fmt.Fprintf(s.out, format+"\n", args...)
	}
}

// emit writes one JSON object on a line of its own, when --json asks for it.
func (s *session) emit(v any) {
	if !s.json {
		return
	}
	encoder := json.NewEncoder(s.out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(err) // only our own structs come here
	}
}

// progress shows where a long command is: on a terminal only, on stderr, each
// step over the one before.
func (s *session) progress(step string) {
	if !s.quiet && !s.json && isTerminal(s.err) {
		fmt.Fprintf(s.err, "\r\x1b[K%s", step)
	}
}

// report prints what went wrong; with --json also as an object.
func (s *session) report(err error) {
	s.progress("")
	if err == nil {
		return
	}
	s.emit(faultLine{Error: fault.Explain(err).Error(), Exit: exitCode(err, s.strict)})
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(s.err, "已中断；数据仓库保持原样，可以重新运行。")
		return
	}
	for _, one := range flatten(err) {
		one = fault.Explain(one)
		fmt.Fprintln(s.err, label(one)+one.Error())
	}
}

type faultLine struct {
	Error string `json:"error"`
	Exit  int    `json:"exit"`
}

// label tells what a user is to read from what is a bug of ours.
func label(err error) string {
	var f *fault.Error
	switch {
	case !errors.As(err, &f):
		return "程序内部错误（请连同这段文字反馈）："
	case f.Kind == fault.Partial:
		return "注意："
	}
	return "错误："
}

func flatten(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, one := range joined.Unwrap() {
		all = append(all, flatten(one)...)
	}
	return all
}

// isTerminal tells a terminal from a file, a pipe and the null device.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
