package main

import "github.com/spf13/cobra"

func newHistoryCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "history",
		Short:   "显示经过：每一次载入，含已被取代的",
		Example: "  quxiang -C 就业2024 history --json",
		Args:    takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			loaded, err := e.History(cmd.Context())
			if err != nil {
				return err
			}
			s.files(loaded)
			return nil
		},
	}
}
