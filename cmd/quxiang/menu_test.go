package main

import (
	"bufio"
	"context"
	"reflect"
	"strings"
	"testing"
)

// TestMenu: what is answered becomes the command line; what is left open is the
// usual; an end of the input runs nothing.
func TestMenu(t *testing.T) {
	year := lastYear()
	cases := []struct {
		name, typed string
		want        []string
	}{
		{"leave", "0\n", nil},
		{"an empty answer leaves", "\n", nil},
		{"no input", "", nil},
		{"the input ends within a question", "2\n就业", nil},
		{"demonstration", "1\n\n0\n", []string{"demo 示例/"}},
		{"new workspace, then its report without asking where", "2\n我的 就业\n10611\n示例大学\n2024\n3\n2024\n0\n",
			[]string{"init|我的 就业|--institution|10611|--name|示例大学|--year|2024", "-C|我的 就业|run|--year|2024"}},
		{"a path in quotation marks, the usual year", "3\n\"D:\\就业 2024\"\n\n0\n", []string{"-C|D:\\就业 2024|run|--year|" + year}},
		{"no such item", "9\nx\n4\n\n0\n", []string{"-C|.|check"}},
		{"problems as a workbook", "5\n甲\n\n0\n", []string{"-C|甲|check|--export|问题清单.xlsx"}},
		{"doctor", "6\n甲\n0\n", []string{"-C|甲|doctor"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var ran []string
			var out strings.Builder
			m := &menu{in: bufio.NewReader(strings.NewReader(c.typed)), out: &out, run: func(_ context.Context, args []string) int {
				ran = append(ran, strings.Join(args, "|"))
				return 0
			}}
			m.open(context.Background())
			if want := joined(c.want); !reflect.DeepEqual(ran, want) {
				t.Errorf("ran %q, want %q\n%s", ran, want, out.String())
			}
			for _, line := range ran {
				if shown := "> quxiang " + typed(strings.Split(line, "|")...); !strings.Contains(out.String(), shown) {
					t.Errorf("%q is not shown", shown)
				}
			}
		})
	}
}

// joined puts the bars of a case into a line that has none.
func joined(lines []string) []string {
	var out []string
	for _, line := range lines {
		if !strings.Contains(line, "|") {
			line = strings.ReplaceAll(line, " ", "|")
		}
		out = append(out, line)
	}
	return out
}

// TestMenuItemsAreVerbs: each line of the menu is one that the program has.
func TestMenuItemsAreVerbs(t *testing.T) {
	for _, c := range items {
		m := &menu{in: bufio.NewReader(strings.NewReader(strings.Repeat("甲\n", 9))), out: &strings.Builder{}}
		cmd, _, err := newRootCommand(newSession()).Find(c.line(m))
		if err != nil || !cmd.HasParent() {
			t.Errorf("%s: %v", c.title, err)
		}
	}
}
