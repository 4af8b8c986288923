package fault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	full := []error{fmt.Errorf("write: %w", fullDisk[0]), errors.New("IO Error: Could not write file: No space left on device\nmore")}
	for _, err := range full {
		var f *Error
		if got := Explain(err); !errors.As(got, &f) || f.Why != "磁盘空间不足" || f.Hint == "" || strings.Contains(got.Error(), "more") {
			t.Errorf("%v becomes %v", err, got)
		}
	}
	short := &Error{Op: "运行模型 staging.stg_x", Why: "查询出错", Err: errors.New("Out of Memory Error: failed to allocate data\n\nPossible solutions"), Hint: "改正这个文件"}
	if got := Explain(short).Error(); !strings.Contains(got, "内存不够用") || !strings.Contains(got, "--memory") || strings.Contains(got, "改正") || strings.Contains(got, "Possible") {
		t.Errorf("want of memory becomes %s", got)
	}
	capped := errors.New("Out of Memory Error: failed to offload data block (36GiB/36GiB used)\nThis limit was set by the 'max_temp_directory_size' setting")
	if got := Explain(capped).Error(); !strings.Contains(got, "data.spill") || !strings.Contains(got, "--memory") {
		t.Errorf("a full spill becomes %s", got)
	}
	other := errors.New("x")
	if Explain(other) != other || Explain(nil) != nil {
		t.Error("an error that is none of the system's was changed")
	}
}

// A table that our own reading misses means that the build is another
// program's; what a user's model misses is told as such already.
func TestOutdatedBuild(t *testing.T) {
	missed := errors.New("read marts.card_rule: Catalog Error: Table with name card_rule does not exist!\nDid you mean")
	if got := Explain(missed); KindOf(got) != Usage || !strings.Contains(got.Error(), "quxiang build") {
		t.Errorf("%v", got)
	}
	told := &Error{Kind: Failed, Op: "运行模型 marts.x", Why: "查询出错", Err: missed}
	if got := Explain(told); got != error(told) {
		t.Errorf("%v", got)
	}
	if other := errors.New("Catalog Error: Table with name x does not exist"); Explain(other) != other {
		t.Error("an error that is none of our reading was explained")
	}
}

// What the system says of a file is told in Chinese, without the file's name,
// which the fault has; what says more keeps its words.
func TestCause(t *testing.T) {
	cases := []struct {
		cause error
		want  string
	}{
		{&fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission}, deniedWords},
		{&os.LinkError{Op: "rename", Old: "x", New: "y", Err: fs.ErrNotExist}, "没有这个文件或文件夹"},
		{fullDisk[0], "磁盘空间不足"},
		{fmt.Errorf("zip: %w", fs.ErrNotExist), "zip: file does not exist"},
		{errors.New("odd"), "odd"},
	}
	for _, held := range heldFile {
		cases = append(cases, struct {
			cause error
			want  string
		}{&fs.PathError{Op: "open", Path: "x", Err: held}, "另一个程序正开着它"})
	}
	for _, c := range cases {
		if got := (&Error{File: "x", Err: c.cause}).Error(); got != "「x」（"+c.want+"）" {
			t.Errorf("%v becomes %s", c.cause, got)
		}
	}
	if got := (&Error{Err: cases[0].cause}).Error(); !strings.Contains(got, "open x") {
		t.Errorf("no file is named: %s", got)
	}
}

// An error that says no more than that a file is held is a fault of its own.
func TestHeld(t *testing.T) {
	for _, held := range heldFile {
		err := fmt.Errorf("read: %w", &fs.PathError{Op: "open", Path: "a.xlsx", Err: held})
		if got := Explain(err); !strings.Contains(got.Error(), "「a.xlsx」：另一个程序正开着它") || !strings.Contains(got.Error(), "处理办法：关闭") {
			t.Errorf("%v", got)
		}
	}
	if err := error(&fs.PathError{Op: "open", Path: "a", Err: fs.ErrPermission}); Explain(err) != err {
		t.Error("a file without permission passed for one that is held")
	}
}
