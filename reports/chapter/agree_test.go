package chapter_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
)

// The rows that renderers are tried with agree with each other, so that what a
// page says of them can be true.

// Answers are those that count and those that do not; majors add up to levels,
// and levels to the whole, but for who is on no roster.
func TestSurveyRowsAgree(t *testing.T) {
	d := chaptertest.Data(t, chaptertest.School)
	sums := map[string]map[string]int64{}
	for _, r := range d.Surveys.Responses {
		if r.Answers != r.Valid+r.NotOnRoster+r.RepeatedAnswers+r.NoConsent+r.TooFast+r.NoStatus {
			t.Errorf("%+v: reasons do not add up", r)
		}
		if r.Survey != "校友" {
			continue
		}
		id := fmt.Sprint(r.Cohort)
		if sums[id] == nil {
			sums[id] = map[string]int64{}
		}
		sums[id][r.Unit+" people"] += r.People
		sums[id][r.Unit+" valid"] += r.Valid
		sums[id][r.Unit+" answers"] += r.Answers - r.NotOnRoster
	}
	for id, s := range sums {
		for _, n := range []string{" people", " valid", " answers"} {
			if s["全部"+n] != s["层次"+n] || s["全部"+n] != s["专业"+n] {
				t.Errorf("%s%s: %d, levels %d, majors %d", id, n, s["全部"+n], s["层次"+n], s["专业"+n])
			}
		}
	}
	if got := sums["2021"]["全部 people"]; got != graduatesOf(d, 2021, "school", "") {
		t.Errorf("the roster of 2021 has %d", got)
	}
	balancesAgree(t, d)
}

// balancesAgree: every margin adds up to the roster and its valid answers.
func balancesAgree(t *testing.T, d *chapter.Data) {
	t.Helper()
	sums := map[string][2]int64{}
	for _, b := range d.Surveys.Balances {
		id := fmt.Sprint(b.Survey, b.Cohort)
		s := sums[id+b.Margin]
		sums[id+b.Margin] = [2]int64{s[0] + b.People, s[1] + b.Answers}
	}
	for _, r := range d.Surveys.Rakings {
		for _, b := range d.Surveys.Balances {
			if s := sums[fmt.Sprint(r.Survey, r.Cohort)+b.Margin]; b.Survey == r.Survey && b.Cohort == r.Cohort && s != [2]int64{r.People, r.Answers} {
				t.Errorf("%s %d %s: %v, want %d and %d", b.Survey, b.Cohort, b.Margin, s, r.People, r.Answers)
			}
		}
	}
}

// graduatesOf is what the placement of a year's end says.
func graduatesOf(d *chapter.Data, cohort int, grain, key string) int64 {
	for _, p := range d.Placement {
		if p.Cohort == cohort && p.Cutoff == "12-31" && p.Grain == grain && (p.MajorKey == key || p.Level == key && p.MajorKey == "") {
			return p.Graduates
		}
	}
	return -1
}

// Whoever came is accounted for, in cohorts and majors; majors add up to their
// cohort, and a 大类 to the majors that it was divided among.
func TestLinkageRowsAgree(t *testing.T) {
	d := chaptertest.Data(t, chaptertest.School)
	sums := map[string][6]int64{}
	for _, r := range d.Linkage.Majors {
		if in, end := r.Registered+r.TransferredIn+r.ResumedIn, r.TransferredOut+r.MovedOut+r.Withdrawn+r.OtherLeave+r.Studying+r.Concluded+r.LeftEarly+r.Graduated+r.Unmatched; in != end {
			t.Errorf("%d %s: %d came, %d are told of", r.EntryYear, r.Major, in, end)
		}
		s := sums[fmt.Sprint(r.EntryYear, r.Level, r.Type)]
		for i, n := range []int64{r.Plan, r.Admitted, r.Registered, r.Graduated, r.Settled, r.ChoiceEligible} {
			s[i] += n
		}
		sums[fmt.Sprint(r.EntryYear, r.Level, r.Type)] = s
	}
	for _, c := range d.Linkage.Cohorts {
		if in, end := c.Registered+c.TransferredIn+c.ResumedIn, c.TransferredOut+c.MovedOut+c.Withdrawn+c.OtherLeave+c.Studying+c.Concluded+c.LeftEarly+c.Graduated+c.Unmatched; in != end {
			t.Errorf("%d %s: %d came, %d are told of", c.EntryYear, c.Level, in, end)
		}
		if s, ok := sums[fmt.Sprint(c.EntryYear, c.Level, c.Type)]; ok && s != [6]int64{c.Plan, c.Admitted, c.Registered, c.Graduated, c.Settled, c.ChoiceEligible} {
			t.Errorf("%d %s %s: majors add up to %v", c.EntryYear, c.Level, c.Type, s)
		}
	}
	for _, v := range d.Linkage.Vacancies {
		if v.Graduates > 0 && v.Graduates != graduatesOf(d, v.Cohort, "major", v.MajorKey) {
			t.Errorf("%s has %d graduates for its vacancies", v.Major, v.Graduates)
		}
	}
	splitsAgree(t, d)
}

// splitsAgree: what a plan is divided into adds up to it, and stands in the
// proposal as this year's plan.
func splitsAgree(t *testing.T, d *chapter.Data) {
	t.Helper()
	plan, students := int64(0), int64(0)
	for _, s := range d.Linkage.Splits {
		plan, students = plan+s.PlanSplit, students+s.Students
		i := slices.IndexFunc(d.Quotas.Lines, func(l chapter.QuotaRow) bool { return l.MajorKey == s.MajorKey })
		if l := d.Quotas.Lines[i]; l.ClassPlan != s.PlanSplit || int(l.ClassYear) != s.BasisYear {
			t.Errorf("%s: the proposal starts from %d of the 大类, the division gives %d", l.Major, l.ClassPlan, s.PlanSplit)
		}
	}
	if s := d.Linkage.Splits[0]; plan != s.ClassPlan || students != s.StudentsAll {
		t.Errorf("parts of %d and %d students, of %d and %d", plan, students, s.ClassPlan, s.StudentsAll)
	}
}

// Lines add up to their groups and to the total, and every action is there.
func TestQuotaRowsAgree(t *testing.T) {
	q := chaptertest.Data(t, chaptertest.School).Quotas
	for _, g := range q.Totals {
		var majors, base, proposed int64
		for _, l := range q.Lines {
			if (g.Level == "全部" || g.Level == l.Level) && (g.College == "全部" || g.College == l.College) {
				majors, base, proposed = majors+1, base+l.Base, proposed+l.Proposed
			}
		}
		if majors != g.Majors || base != g.Base || proposed != g.Proposed {
			t.Errorf("%s %s: lines add up to %d, %d, %d", g.Level, g.College, majors, base, proposed)
		}
	}
	last := q.Totals[len(q.Totals)-1]
	if s := q.Settings[0]; last.Base != s.Base || last.Proposed != s.Total {
		t.Errorf("asked for %d from %d, proposed %d from %d", s.Total, s.Base, last.Proposed, last.Base)
	}
	for _, action := range []string{"增", "稳", "减", "停", "人工"} {
		if !slices.ContainsFunc(q.Lines, func(l chapter.QuotaRow) bool { return l.Action == action }) {
			t.Errorf("no line of the case is %s", action)
		}
	}
}

// problem is as much of the page's problem as the test reads.
type problem struct {
	Total  int64
	Lines  []problemLine
	Groups []struct {
		Key       string
		Parent    int
		Low, High int64
	}
}

type problemLine struct {
	Key         string
	Base, Index int64
	Group       int
}

// around are the groups that a group lies in, itself first.
func (p problem) around(g int) []int {
	var all []int
	for ; g >= 0; g = p.Groups[g].Parent {
		all = append(all, g)
	}
	return all
}

// sums are what lines of the groups add up to.
func (p problem) sums(lines map[string]chapter.QuotaRow) []int64 {
	out := make([]int64, len(p.Groups))
	for _, l := range p.Lines {
		for _, g := range p.around(l.Group) {
			out[g] += lines[l.Key].Proposed
		}
	}
	return out
}

// room says whether a place may move from one group to another.
func (p problem) room(sums []int64, from, to int) bool {
	out, in := p.around(from), p.around(to)
	for _, g := range out {
		if !slices.Contains(in, g) && sums[g] <= p.Groups[g].Low {
			return false
		}
	}
	for _, g := range in {
		if !slices.Contains(out, g) && sums[g] >= p.Groups[g].High {
			return false
		}
	}
	return true
}

// The proposal is what its own problem asks for: no place given to another
// major would make the sum of x²/claim smaller, claim being base × index. That
// is the definition, and needs nothing of the program that solves it.
func TestTheProposalSolvesItsProblem(t *testing.T) {
	q := chaptertest.Data(t, chaptertest.School).Quotas
	var p problem
	if err := json.Unmarshal([]byte(q.Settings[0].Problem), &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Lines) != len(q.Lines) || p.Total != q.Settings[0].Total {
		t.Fatalf("a problem of %d lines and %d people for %d lines", len(p.Lines), p.Total, len(q.Lines))
	}
	lines := map[string]chapter.QuotaRow{}
	for _, l := range q.Lines {
		lines[l.MajorKey] = l
	}
	sums := p.sums(lines)
	for i, from := range p.Lines {
		l := lines[from.Key]
		if from.Base != l.Base || l.Proposed < l.Low || l.Proposed > l.High {
			t.Errorf("%s: %d of %d to %d from %d", l.Major, l.Proposed, l.Low, l.High, l.Base)
		}
		for j, to := range p.Lines {
			m := lines[to.Key]
			if i == j || l.Proposed <= l.Low || m.Proposed >= m.High || !p.room(sums, from.Group, to.Group) {
				continue
			}
			if (2*m.Proposed+1)*from.claim() < (2*l.Proposed-1)*to.claim() {
				t.Errorf("a place of %s would be better at %s", l.Major, m.Major)
			}
		}
	}
}

func (l problemLine) claim() int64 { return max(1, l.Base) * max(1, l.Index) }

// Those who work in the country are the same people in every table about them:
// majors, colleges and levels add up to the school, which is what the provinces
// of work add up to, and what the rows of regions are of.
func TestStartRowsAgree(t *testing.T) {
	d := chaptertest.Data(t, chaptertest.School)
	sums := map[string][4]int64{}
	for _, s := range d.Starts {
		n := sums[s.Cutoff+s.Grain]
		sums[s.Cutoff+s.Grain] = [4]int64{n[0] + s.People, n[1] + s.Answered, n[2] + s.Related, n[3] + s.Paid}
		if s.Related > s.Answered || s.Answered > s.People || s.Paid > s.People || s.Lower > s.Median || s.Median > s.Upper {
			t.Errorf("%+v", s)
		}
	}
	for _, cutoff := range []string{"08-31", "12-31"} {
		for _, grain := range []string{"level", "college", "major"} {
			if sums[cutoff+grain] != sums[cutoff+"school"] {
				t.Errorf("%s: %s %v, school %v", cutoff, grain, sums[cutoff+grain], sums[cutoff+"school"])
			}
		}
	}
	for _, x := range d.Distribution {
		if x.Dimension == "work_province" && x.Level == "全部" && x.Total != sums["12-31school"][0] {
			t.Errorf("%d work in provinces, %d in the country", x.Total, sums["12-31school"][0])
		}
	}
	for _, k := range d.KeyRegions {
		if k.Total != sums["12-31school"][0] || k.HeadCount > k.Total {
			t.Errorf("%+v", k)
		}
	}
	for _, g := range d.KeyGroups {
		if g.Graduates != g.Settled+g.Seeking+g.NotSeeking+g.Unregistered+g.Unrecognised || g.Graduates > g.Persons {
			t.Errorf("%+v", g)
		}
	}
}
