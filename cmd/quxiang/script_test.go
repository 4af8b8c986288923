package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// actAsProgram in the environment makes the test binary be quxiang.
const actAsProgram = "QUXIANG_TEST_BE_THE_PROGRAM"

// TestMain lets the scripts call quxiang: the test binary itself.
func TestMain(m *testing.M) {
	if os.Getenv(actAsProgram) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){
		"quxiang": main,
	})
}

// TestScripts runs testdata/script/*.txtar: the program as a user meets it.
func TestScripts(t *testing.T) {
	golden, err := filepath.Abs(filepath.Join(projectRoot, "testdata", "golden"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(projectRoot, "testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("GOLDEN", golden)
			env.Setenv("DEEP", filepath.Join(env.WorkDir, strings.Repeat("很长的文件夹名"+string(filepath.Separator), 20), "工作区"))
			env.Setenv("QUXIANG_CONFIG_DIR", filepath.Join(env.WorkDir, ".config"))
			return nil
		},
		Cmds: commands,
	})
}

// commands are what scripts may call besides testscript's own.
var commands = map[string]func(*testscript.TestScript, bool, []string){
	"exits":    exits,
	"xlsx":     makeWorkbook,
	"fill":     fill,
	"truncate": truncate,
	"replace":  replace,
	"append":   appendFile,
	"reads":    reads,
	"sheet":    printSheet,
	"gb18030":  inGB18030,
	"notepad":  asNotepad,
}

// exits CODE COMMAND ARGS… runs a command that must end with CODE.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGS…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// xlsx BOOK CSV… writes one sheet, all text, for each CSV file.
func makeWorkbook(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: xlsx BOOK CSV…")
	}
	book := excelize.NewFile()
	for i, name := range args[1:] {
		sheet := strings.TrimSuffix(filepath.Base(name), ".csv")
		if i == 0 {
			ts.Check(book.SetSheetName("Sheet1", sheet))
		} else {
			_, err := book.NewSheet(sheet)
			ts.Check(err)
		}
		rows := csv.NewReader(strings.NewReader(ts.ReadFile(name)))
		rows.FieldsPerRecord = -1
		lines, err := rows.ReadAll()
		ts.Check(err)
		for r, line := range lines {
			ts.Check(book.SetSheetRow(sheet, "A"+strconv.Itoa(r+1), &line))
		}
	}
	ts.Check(book.SaveAs(ts.MkAbs(args[0])))
}

// sheet BOOK NAME prints a sheet, a row a line, cells joined by |.
func printSheet(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sheet BOOK NAME")
	}
	book, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	rows, err := book.GetRows(args[1])
	ts.Check(err)
	for _, row := range rows {
		fmt.Fprintln(ts.Stdout(), strings.Join(row, "|"))
	}
	ts.Check(book.Close())
}

// truncate FILE cuts a file in half.
func truncate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: truncate FILE")
	}
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), info.Size()/2))
}

// replace OLD NEW FILE replaces a text that must be there.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace OLD NEW FILE")
	}
	text := ts.ReadFile(args[2])
	if !strings.Contains(text, args[0]) {
		ts.Fatalf("%s does not contain %q", args[2], args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.ReplaceAll(text, args[0], args[1])), 0o644))
}

// append FILE MORE… adds the text of files at the end of FILE.
func appendFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: append FILE MORE…")
	}
	text := ts.ReadFile(args[0])
	for _, more := range args[1:] {
		text += ts.ReadFile(more)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// markup is what a page holds besides its words.
var markup = regexp.MustCompile(`(?s)<script.*?</script>|<style.*?</style>|<[^>]*>|\s+`)

// reads TEXT PAGE looks for a text among the words of a page, as a reader
// would; neither has spaces.
func reads(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] reads TEXT PAGE")
	}
	words := markup.ReplaceAllString(ts.ReadFile(args[1]), "")
	if found := strings.Contains(words, args[0]); found == neg {
		ts.Fatalf("%q in %s: %v", args[0], args[1], found)
	}
}
