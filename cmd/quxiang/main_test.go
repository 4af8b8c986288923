package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quxiang/pipelines/fault"
)

func TestExitCode(t *testing.T) {
	of := func(kinds ...fault.Kind) error {
		var all []error
		for _, k := range kinds {
			all = append(all, fmt.Errorf("wrapped: %w", &fault.Error{Kind: k}))
		}
		return errors.Join(all...)
	}
	everything := []fault.Kind{fault.Partial, fault.Check, fault.Contract, fault.Failed, fault.Locked, fault.Usage}
	cases := []struct {
		name   string
		err    error
		strict bool
		want   int
	}{
		{"nothing", nil, false, 0},
		{"nothing, strict", nil, true, 0},
		{"a bug", io.EOF, false, 1},
		{"interrupted beats all", errors.Join(context.Canceled, of(everything...)), false, 130},
		{"usage beats locked", of(everything...), false, 2},
		{"locked beats failed", of(everything[:5]...), false, 5},
		{"failed beats contract", of(everything[:4]...), false, 1},
		{"contract beats check", of(everything[:3]...), false, 6},
		{"check beats partial", of(everything[:2]...), false, 4},
		{"partial", of(fault.Partial), false, 3},
		{"partial, strict", of(fault.Partial), true, 1},
		{"check, strict", of(fault.Check), true, 4},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := exitCode(c.err, c.strict); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

// walk visits root and every command below it.
func walk(cmd *cobra.Command, visit func(*cobra.Command)) {
	visit(cmd)
	for _, child := range cmd.Commands() {
		walk(child, visit)
	}
}

func TestHelpIsChineseWithAnExample(t *testing.T) {
	root := newRootCommand(newSession())
	root.InitDefaultHelpCmd()
	walk(root, func(cmd *cobra.Command) {
		if !chinese(cmd.Short) {
			t.Errorf("%s: short help is not Chinese: %q", cmd.CommandPath(), cmd.Short)
		}
		if cmd.HasParent() && cmd.Name() != "help" && !cmd.HasSubCommands() && !strings.Contains(cmd.Example, "quxiang") {
			t.Errorf("%s has no example", cmd.CommandPath())
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !chinese(f.Usage) {
				t.Errorf("%s --%s: help is not Chinese: %q", cmd.CommandPath(), f.Name, f.Usage)
			}
		})
		for _, english := range []string{"Usage", "Flags", "help for", "(default", "command"} {
			if strings.Contains(cmd.UsageString(), english) {
				t.Errorf("%s: help says %q", cmd.CommandPath(), english)
			}
		}
	})
}

func chinese(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
}

func TestCommandLineFaults(t *testing.T) {
	cases := []struct {
		line, want string
	}{
		{"docter", "没有命令「docter」，是不是 doctor？"},
		{"help docter", "没有命令「docter」"},
		{"doctor --foo", "没有选项 --foo"},
		{"doctor -z", "没有选项 -z"},
		{"doctor --wait", "选项 --wait 后面要有值"},
		{"doctor --wait soon", "选项 --wait 的值「soon」不对"},
		{"doctor more", "多写了参数：more"},
		{"init", "少写了参数"},
		{"completion tcsh", "tcsh"},
	}
	for _, c := range cases {
		t.Run(c.line, func(t *testing.T) {
			s := newSession()
			s.out, s.err = io.Discard, io.Discard
			root := newRootCommand(s)
			root.SetArgs(strings.Fields(c.line))
			err := root.Execute()
			if fault.KindOf(err) != fault.Usage || err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want a usage fault saying %q", err, c.want)
			}
		})
	}
}

func TestColumnsCountPlaces(t *testing.T) {
	var b strings.Builder
	columns(&b, [][]string{{"届次", "n", "x"}, {"2024", "人数", "y"}})
	const want = "届次  n     x\n2024  人数  y\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
