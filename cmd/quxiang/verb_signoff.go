package main

import (
	"slices"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/ledger"
)

// signoffFlags are what signoff is told besides the step.
type signoffFlags struct {
	cohort   int
	date     string
	withdraw bool
	signoff  ledger.Signoff
	order    ledger.Order
}

func newSignoffCommand(s *session) *cobra.Command {
	var o signoffFlags
	cmd := &cobra.Command{
		Use:   "signoff [环节]",
		Short: "签核：记下公开报告的各级审批，或列出还缺哪些",
		Long: "不写环节时列出一届报告要经过的审批：哪些已记、哪些还缺。环节由配置的 signoff.required 规定，\n" +
			"程序认识的有 学院确认、招就处、教务处、分管校领导、校党委会（写会议日期 --date）、省厅核准（写文号 --document）。\n" +
			"审批针对当时的数据：之后数据有变动，要重新确认才算数。缺审批的公开版每页印「未经核准」。",
		Example: `  quxiang -C 就业2024 signoff
  quxiang -C 就业2024 signoff 学院确认 --by 各学院院长
  quxiang -C 就业2024 signoff 校党委会 --by 李书记 --date 2024-12-20
  quxiang -C 就业2024 signoff 省厅核准 --by 学生处 --document 豫教学〔2024〕300号
  quxiang -C 就业2024 signoff 招就处 --withdraw --reason 数字有误`,
		Args: takes(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.fit(cmd, len(args) > 0); err != nil {
				return err
			}
			e, err := s.engine()
			if err != nil {
				return err
			}
			o.signoff.Cohort = s.cohort(e, o.cohort)
			if len(args) == 0 {
				return s.approvals(cmd, e, o)
			}
			o.signoff.Step = args[0]
			return s.sign(cmd, e, o)
		},
	}
	cmd.Flags().IntVar(&o.cohort, "cohort", 0, "哪一`届`；不写则按配置")
	cmd.Flags().StringVar(&o.date, "date", "", "会议或文件的`日期`，YYYY-MM-DD")
	cmd.Flags().StringVar(&o.signoff.Document, "document", "", "核准文件的`文号`")
	cmd.Flags().StringVar(&o.signoff.Note, "note", "", "`备注`，记录在案")
	cmd.Flags().StringVar(&o.order.By, "by", "", "签核的`人`：姓名或职务")
	cmd.Flags().BoolVar(&o.withdraw, "withdraw", false, "撤回记过的签核，须写 --reason")
	cmd.Flags().StringVar(&o.order.Reason, "reason", "", "撤回的`理由`，记录在案")
	return cmd
}

// fit says which flags don't go together: one that is not heeded would let a
// user believe that something was recorded.
func (o signoffFlags) fit(cmd *cobra.Command, step bool) error {
	given := func(names ...string) bool { return slices.ContainsFunc(names, cmd.Flags().Changed) }
	switch {
	case !step && given("by", "date", "document", "note", "withdraw", "reason"):
		return usageFault(cmd, "没有写是哪个环节")
	case o.withdraw && given("date", "document", "note"):
		return usageFault(cmd, "--withdraw 不能与 --date、--document、--note 一起用")
	case !o.withdraw && given("reason"):
		return usageFault(cmd, "--reason 是撤回的理由，要与 --withdraw 一起用；说明写 --note")
	}
	return nil
}

// sign records a step, or takes it back.
func (s *session) sign(cmd *cobra.Command, e *pipelines.Engine, o signoffFlags) error {
	if o.withdraw {
		if err := e.WithdrawSignoff(cmd.Context(), o.signoff.Cohort, o.signoff.Step, o.order); err != nil {
			return err
		}
		s.printf("已撤回：%d 届报告的「%s」", o.signoff.Cohort, o.signoff.Step)
		return nil
	}
	var err error
	if o.signoff.On, err = day(cmd, "日期", o.date); err != nil {
		return err
	}
	if err := e.SignOff(cmd.Context(), o.signoff, o.order); err != nil {
		return err
	}
	s.printf("已记下：%d 届报告的「%s」，%s", o.signoff.Cohort, o.signoff.Step, o.order.By)
	return s.approvals(cmd, e, o)
}
