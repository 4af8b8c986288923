package main

import (
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// gb18030 FILE… writes files anew as Chinese Excel writes CSV: in GB18030, with
// lines ending in CR LF.
func inGB18030(ts *testscript.TestScript, neg bool, args []string) {
	rewrite(ts, neg, args, func(text string) (string, error) {
		return simplifiedchinese.GB18030.NewEncoder().String(text)
	})
}

// notepad FILE… writes files anew as Windows' editor saves UTF-8: with a byte
// order mark, lines ending in CR LF.
func asNotepad(ts *testscript.TestScript, neg bool, args []string) {
	rewrite(ts, neg, args, func(text string) (string, error) { return "\ufeff" + text, nil })
}

func rewrite(ts *testscript.TestScript, neg bool, files []string, encode func(string) (string, error)) {
	if neg || len(files) == 0 {
		ts.Fatalf("usage: gb18030|notepad FILE…")
	}
	for _, name := range files {
		text, err := encode(strings.ReplaceAll(ts.ReadFile(name), "\n", "\r\n"))
		ts.Check(err)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o644))
	}
}
