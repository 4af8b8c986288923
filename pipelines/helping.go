package pipelines

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/ledger"
)

// ExportHelped writes the helpers' lists of the report's cohort to path and
// returns how many people are on them. college keeps one college; empty keeps
// all.
func (e *Engine) ExportHelped(ctx context.Context, path, college string) (int, error) {
	cohort := e.Workspace.Config.Report.Year
	all, err := ledger.HelpedOf(ctx, e.ledger("check"), filepath.Base(path), cohort, college, ledger.Order{})
	if err != nil {
		return 0, err
	}
	if len(all) == 0 {
		return 0, &fault.Error{Kind: fault.Contract, Op: "写帮扶任务清单", Value: college, Why: fmt.Sprintf("没有载入 %d 届的重点群体名单，或其中没有这个学院", cohort),
			Hint: "填写空白模板「重点群体名单」（quxiang init 已写出），载入后再导出；学院的名称照名单里的写"}
	}
	return len(all), ledger.WriteHelped(path, e.owner(), time.Now(), cohort, all)
}
