package chapter_test

import (
	"testing"

	"quxiang/reports/chapter"
)

// Bounds that contradict each other leave no proposal: every contradiction is
// named with its reason and what to do, and no number of a plan is told.
func TestConflictsInsteadOfAProposal(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, _ *chapter.Options) {
		d.Quotas.Lines, d.Quotas.Totals = nil, nil
		d.Quotas.Conflicts = []chapter.QuotaConflictRow{
			{Sort: 1, What: "总量 900", Why: "各专业的上限合计只有 880", Hint: "调低总量，或调高上调幅度"},
			{Sort: 2, What: "专科的合计", Why: "下限 90 高于上限 80", Hint: "改 [[quota.group]]"},
		}
	})
	text := chapterText(doc, "quota")
	says(t, text, []string{"！", "总量 900：各专业的上限合计只有 880（调低总量，或调高上调幅度）；专科的合计：下限 90 高于上限 80（改 [[quota.group]]）", "各专业的综合指数"}, []string{"年招生计划建议共"})
	for _, id := range []string{"quota-proposal", "quota-totals", "quota-moves", "quota-reasons"} {
		if tableOf(doc, id) != nil {
			t.Errorf("there is a table %s without a proposal", id)
		}
	}
}
