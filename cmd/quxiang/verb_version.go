package main

import (
	"runtime"

	"github.com/spf13/cobra"
)

func newVersionCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "显示版本",
		Example: "  quxiang version --json",
		Args:    takes(0, 0),
		RunE: func(*cobra.Command, []string) error {
			s.emit(map[string]string{"version": version, "commit": commit, "go": runtime.Version(),
				"platform": runtime.GOOS + "/" + runtime.GOARCH})
			s.printf("quxiang %s（%s，%s，%s/%s）", version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}
