package ledger_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/load"
)

func (w *world) signs(step string) error {
	return ledger.SignOff(context.Background(), w.env, ledger.Signoff{Cohort: 2024, Step: step,
		On: time.Date(2024, 12, 20, 0, 0, 0, 0, time.UTC), Document: "渝教学函〔2024〕1号"}, required, ledger.Order{By: "张处"})
}

// approvals are the steps of 2024 with where they stand.
func (w *world) approvals() []string {
	w.t.Helper()
	all, err := ledger.Approvals(context.Background(), w.env, 2024, required)
	if err != nil {
		w.t.Fatal(err)
	}
	var lines []string
	for _, a := range all {
		lines = append(lines, a.Step+" "+a.Standing)
	}
	return lines
}

// stand checks where the steps stand after something was done.
func (w *world) stand(after string, err error, want ...string) {
	w.t.Helper()
	if got := w.approvals(); err != nil || !slices.Equal(got, want) {
		w.t.Fatalf("after %s: %v, want %v (%v)", after, got, want, err)
	}
}

// An approval is of the data as they were: it counts until they change, and
// again when it is confirmed; a change of state alone changes no number.
func TestApprovalsFollowTheData(t *testing.T) {
	ctx, w := context.Background(), started(t)
	w.stand("nothing", nil, "学院确认 missing", "校党委会 missing", "省厅核准 missing")
	w.stand("the college", w.signs("学院确认"), "学院确认 given", "校党委会 missing", "省厅核准 missing")
	w.stand("a step not required", w.signs("招就处"), "学院确认 given", "校党委会 missing", "省厅核准 missing", "招就处 extra")
	err := ledger.WithdrawSignoff(ctx, w.env, 2024, "招就处", ledger.Order{Reason: "误记"})
	w.stand("its withdrawal", err, "学院确认 given", "校党委会 missing", "省厅核准 missing")
	err = ledger.SetState(ctx, w.env, lastDay, ledger.Reviewed, ledger.Order{})
	w.stand("the province's review", err, "学院确认 given", "校党委会 missing", "省厅核准 missing")
	w.stand("the party committee", w.signs("校党委会"), "学院确认 given", "校党委会 given", "省厅核准 missing")
	err = w.file(load.Request{Supersedes: 1, Document: "某教函〔2025〕1号"})
	w.stand("another file", err, "学院确认 outdated", "校党委会 outdated", "省厅核准 missing")
	w.stand("a confirmation", w.signs("学院确认"), "学院确认 given", "校党委会 outdated", "省厅核准 missing")
	err = ledger.WithdrawSignoff(ctx, w.env, 2024, "学院确认", ledger.Order{Reason: "有误"})
	w.stand("a withdrawal", err, "学院确认 missing", "校党委会 outdated", "省厅核准 missing")
}

// What a release lacks are the steps that nobody gave, and those given for
// other data.
func TestReleaseTellsMissingApprovals(t *testing.T) {
	w := started(t)
	if err := w.signs("学院确认"); err != nil {
		t.Fatal(err)
	}
	r, err := w.release("x")
	if err != nil || !slices.Equal(r.Missing, []string{"校党委会", "省厅核准"}) {
		t.Errorf("%v, %v", r.Missing, err)
	}
}

func TestSignOffRefused(t *testing.T) {
	day := time.Date(2024, 12, 20, 0, 0, 0, 0, time.UTC)
	whole := ledger.Signoff{Cohort: 2024, Step: "学院确认"}
	cases := []struct {
		name string
		edit func(s *ledger.Signoff, o *ledger.Order)
		want string
	}{
		{"unknown step", func(s *ledger.Signoff, _ *ledger.Order) { s.Step = "学院确定" }, "没有这个审批环节"},
		{"nobody", func(_ *ledger.Signoff, o *ledger.Order) { o.By = "" }, "--by"},
		{"blanks", func(_ *ledger.Signoff, o *ledger.Order) { o.By = " \n" }, "--by"},
		{"a day long before", func(s *ledger.Signoff, _ *ledger.Order) { s.On = day.AddDate(-10, 0, 0) }, "早于这一届毕业的年份"},
		{"a meeting without a day", func(s *ledger.Signoff, _ *ledger.Order) { s.Step = "校党委会" }, "--date"},
		{"a paper without a number", func(s *ledger.Signoff, _ *ledger.Order) { s.Step, s.On = "省厅核准", day }, "--document"},
		{"a day to come", func(s *ledger.Signoff, _ *ledger.Order) { s.On = time.Now().AddDate(0, 0, 3) }, "还没有到"},
		{"a cohort without data", func(s *ledger.Signoff, _ *ledger.Order) { s.Cohort = 2019 }, "没有这一届的毕业去向"},
	}
	w := started(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s, o := whole, ledger.Order{By: "张处"}
			c.edit(&s, &o)
			err := ledger.SignOff(context.Background(), w.env, s, required, o)
			if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("withdrawn without a reason", func(t *testing.T) {
		err := ledger.WithdrawSignoff(context.Background(), w.env, 2024, "学院确认", ledger.Order{})
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "--reason") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("withdrawn without one given", func(t *testing.T) {
		err := ledger.WithdrawSignoff(context.Background(), w.env, 2024, "学院确认", ledger.Order{Reason: "误记"})
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "没有记过") {
			t.Errorf("got %v", err)
		}
	})
}
