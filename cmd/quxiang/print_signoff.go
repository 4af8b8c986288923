package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/store"
)

// approvalWords say where a step stands.
var approvalWords = map[string]string{
	ledger.Given: "已记", ledger.NotGiven: "还缺", ledger.Outdated: "数据已变动，须重新确认", ledger.NotRequired: "已记（配置不要求）",
}

// approvals lists where the steps of a cohort stand.
func (s *session) approvals(cmd *cobra.Command, e *pipelines.Engine, o signoffFlags) error {
	all, err := e.Approvals(cmd.Context(), o.signoff.Cohort)
	if err != nil {
		return err
	}
	rows := [][]string{{"环节", "现状", "签核人", "日期", "文号", "记录时间", "备注"}}
	for _, a := range all {
		s.emit(a)
		rows = append(rows, []string{a.Step, approvalWords[a.Standing], a.By, a.On, a.Document, inChina(a.At), a.Note})
	}
	if s.json {
		return nil
	}
	s.printf("%d 届报告的签核：", o.signoff.Cohort)
	columns(s.out, rows)
	if missing := ledger.Missing(all); len(missing) > 0 {
		s.printf("还缺 %s；公开版每页印「未经核准」", strings.Join(missing, "、"))
	} else {
		s.printf("需要的审批都有了")
	}
	return nil
}

// editions name the audiences.
var editions = map[string]string{"public": "公开版", "internal": "内部版"}

// releaseWords say where a release stands; one that died on its way is finished
// by the next verb that writes.
var releaseWords = map[string]string{ledger.Published: "已发布", ledger.Withdrawn: "已撤回"}

// releases lists what was released, nothing where nothing was.
func (s *session) releases(ctx context.Context, e *pipelines.Engine) error {
	all, err := releasesOf(ctx, e)
	if err != nil {
		return err
	}
	rows := [][]string{{"发布", "届次", "种类", "版别", "状态", "构建", "数", "缺审批", "经手人", "时间"}}
	for _, r := range all {
		s.emit(r)
		word := releaseWords[r.State]
		if word == "" {
			word = "未完成"
		}
		rows = append(rows, []string{r.Number, number(int64(r.Cohort)), r.Kind, editions[r.Audience], word, r.Build, number(r.Figures),
			strings.Join(r.Missing, "、"), r.By, inChina(r.At)})
	}
	if s.json || len(all) == 0 {
		return nil
	}
	s.printf("")
	columns(s.out, rows)
	for _, r := range all {
		for _, f := range r.Files {
			s.printf("  %s  %s  sha256 %s", r.Number, f.Path, f.SHA256)
		}
	}
	return nil
}

// releasesOf are none where nothing has been loaded yet.
func releasesOf(ctx context.Context, e *pipelines.Engine) ([]ledger.Released, error) {
	if !store.Exists(store.Config{Dir: e.Workspace.Warehouse()}) {
		return nil, nil
	}
	return e.Releases(ctx)
}
