package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/ledger"
)

func newStatusCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "status",
		Short:   "显示现状：载入了哪些文件，当前构建是哪一个",
		Example: "  quxiang -C 就业2024 status",
		Args:    takes(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			status, err := e.Status(cmd.Context())
			if err != nil {
				return err
			}
			s.emit(status)
			s.printf("%s，报告届次 %d", status.Institution, status.Year)
			s.files(e, status.Files)
			switch {
			case status.Build == "":
				s.printf("还没有构建过")
			case status.Stale:
				s.printf("当前构建 %s（%s）  【数据已变动，请重新构建】", status.Build, inChina(status.BuiltAt))
			default:
				s.printf("当前构建 %s（%s）", status.Build, inChina(status.BuiltAt))
			}
			return nil
		},
	}
}

// files prints the register, one line a file.
func (s *session) files(e *pipelines.Engine, loaded []pipelines.Loaded) {
	rows := [][]string{{"载入", "批", "时间", "数据", "届次", "截至", "状态", "收下", "拒收", "问题", "文件"}}
	for _, l := range loaded {
		s.emit(l)
		rows = append(rows, []string{number(l.Load), number(l.Batch), inChina(l.LoadedAt), e.Contracts.Title(l.Contract), blankZero(l.Cohort), l.AsOf, stateWord(l),
			number(l.Accepted), number(l.Refused), number(l.Findings), l.File})
	}
	if s.json {
		return
	}
	if len(loaded) == 0 {
		s.printf("还没有载入任何文件")
		return
	}
	columns(s.out, rows)
}

func stateWord(l pipelines.Loaded) string {
	switch {
	case !ledger.State(l.State).Counts():
		return ledger.State(l.State).Word()
	case l.Supersedes != 0:
		return l.State + "，取代 " + number(l.Supersedes)
	}
	return l.State
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

func blankZero(n int64) string {
	if n == 0 {
		return ""
	}
	return number(n)
}
