package main

import (
	"bufio"
	"context"

	"github.com/inconshreveable/mousetrap"
	"github.com/spf13/cobra"
)

func init() { cobra.MousetrapHelpText = "" } // a double click opens our menu instead

func newMenuCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "menu",
		Short:   "中文菜单：一步一步地问，在 Windows 上双击程序也会打开",
		Example: "  quxiang menu",
		Args:    takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s.menu().open(cmd.Context())
			return nil
		},
	}
}

// doubleClicked tells a program that was started from a window from one that
// was typed: its console goes when it ends.
func doubleClicked(args []string) bool { return len(args) == 0 && mousetrap.StartedByExplorer() }

func (s *session) menu() *menu {
	return &menu{in: bufio.NewReader(s.in), out: s.out, run: func(ctx context.Context, args []string) int {
		one := newSession()
		one.in, one.out, one.err = s.in, s.out, s.err
		return one.carryOut(ctx, args)
	}}
}
