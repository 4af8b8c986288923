package synth

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// checkCareers: what a survey asks about must differ from the register as often
// as in life, and hang together.
func checkCareers(t *testing.T, w *world) {
	jobs, industry, elsewhere, occupation, left, movedOnce := 0, 0, 0, 0, 0, 0
	for g, c := range w.careers(2020) {
		o := g.outcomes["12-31"]
		if o == nil || o.employer == nil || o.at == nil {
			continue
		}
		jobs++
		industry += one(c.industry != o.employer.industry)
		elsewhere += one(c.at != o.at)
		occupation += one(c.occupation != o.occupation)
		left += one(c.employers >= 2)
		movedOnce += one(c.industry != o.employer.industry && c.employers < 2)
	}
	for name, n := range map[string]int{"industry": industry, "place": elsewhere, "occupation": occupation} {
		if share := 100 * n / jobs; share < 14 || share > 32 {
			t.Errorf("%d %% work in another %s than at first", share, name)
		}
	}
	if share := 100 * left / jobs; share < 25 || share > 50 || movedOnce > 0 {
		t.Errorf("%d %% have had two employers; %d changed the industry with one", share, movedOnce)
	}
}

func checkSurveys(t *testing.T, m Manifest) {
	flawed, answers := map[string]int{}, 0
	for _, f := range m.SurveyFaults {
		flawed[f.Rule]++
	}
	for _, a := range m.Alumni {
		answers += a.Answered
		if invited := 100 * float64(a.Invited) / float64(a.Roster); invited < 90 || invited > 94 {
			t.Errorf("%d/%d: %.1f %% invited", a.SurveyYear, a.Cohort, invited)
		}
		if lost := 100 * float64(a.Untraceable) / float64(a.Invited); lost < 5 || lost > 7 || a.Deaths > 12 {
			t.Errorf("%d/%d: %.1f %% not traced, %d dead", a.SurveyYear, a.Cohort, lost, a.Deaths)
		}
	}
	for _, f := range flaws {
		want := float64(answers) * float64(f.perTenThousand) / 10_000
		if n := float64(flawed[f.rule]); n < 0.6*want || n > 1.4*want {
			t.Errorf("%s: %.0f of %d answers", f.rule, n, answers)
		}
	}
	for _, e := range m.Employers {
		if share := 100 * float64(e.Answered) / float64(e.Frame); share < 22 || share > 28 {
			t.Errorf("%d: %.1f %% of the employers answered", e.SurveyYear, share)
		}
	}
}

// onRosters are the student numbers of a cohort's denominator.
func onRosters(t *testing.T, u *university) map[int]map[string]bool {
	t.Helper()
	out, earlier := map[int]map[string]bool{}, map[string]bool{}
	for _, f := range u.m.Files {
		if f.Contract != "roster" {
			continue
		}
		out[f.Cohort] = map[string]bool{}
		for _, r := range u.records(t, f) {
			student := r["学号"]
			if !earlier[student] && r["毕结业结论"] != "肄业" && r["学习形式"] == "全日制" {
				out[f.Cohort][student] = true
			}
			earlier[student] = true
		}
	}
	return out
}

// surveyKey is a survey of a cohort.
func surveyKey(r map[string]string) string { return r["调查年度"] + "/" + r["毕业年度"] }

// The manifest's figures of a survey, from the rows of its files alone.
func surveysAgree(t *testing.T, u *university) {
	rosters := onRosters(t, u)
	got := surveysCounted(t, u, rosters)
	for _, a := range u.m.Alumni {
		key := fmt.Sprint(a.SurveyYear, "/", a.Cohort)
		if a.Roster != len(rosters[a.Cohort]) {
			t.Errorf("%s: %d on the roster, manifest %d", key, len(rosters[a.Cohort]), a.Roster)
		}
		for name, n := range map[string]int{" invited": a.Invited, "已送达": a.Delivered, "已故": a.Deaths,
			"无法联系": a.Untraceable, " answered": a.Answered, " valid": a.Valid} {
			if got[key+name] != n {
				t.Errorf("%s%s: %d in the files, %d in the manifest", key, name, got[key+name], n)
			}
		}
	}
}

// surveysCounted counts who was invited, reached and answered.
func surveysCounted(t *testing.T, u *university, rosters map[int]map[string]bool) map[string]int {
	t.Helper()
	got := map[string]int{}
	delivered := map[string]bool{}
	for _, r := range u.all(t, "alumni_invitation") {
		cohort, _ := strconv.Atoi(r["毕业年度"])
		if !rosters[cohort][r["学号"]] {
			t.Errorf("%s is invited and is not on the roster of %d", r["学号"], cohort)
		}
		got[surveyKey(r)+" invited"]++
		got[surveyKey(r)+r["联系结果"]]++
		delivered[surveyKey(r)+r["学号"]] = r["联系结果"] == "已送达"
	}
	people := map[string]bool{}
	for _, r := range u.all(t, "alumni_answer") {
		key := surveyKey(r) + r["学号"]
		cohort, _ := strconv.Atoi(r["毕业年度"])
		seconds, _ := strconv.Atoi(r["答题用时"])
		if people[key] {
			continue
		}
		people[key] = true
		got[surveyKey(r)+" answered"]++
		known := rosters[cohort][r["学号"]]
		if known && !delivered[key] {
			t.Errorf("%s answered and was never reached", key)
		}
		if known && seconds >= 40 && r["同意日期"] != "" {
			got[surveyKey(r)+" valid"]++
		}
	}
	return got
}

// Levels add up to the whole, and majors to their level.
func surveyGroupsAddUp(t *testing.T, u *university) {
	for _, a := range u.m.Alumni {
		levels, majors := map[string]int{}, map[string]int{}
		roster, left := 0, 0
		for _, g := range a.Groups {
			if g.MajorCode != "" {
				majors[g.Level] += g.Related
				continue
			}
			levels[g.Level] = g.Related
			roster, left = roster+g.Roster, left+g.Left
		}
		if !maps.Equal(levels, majors) || roster != a.Roster || left != a.Left {
			t.Errorf("%d/%d: levels %v, their majors %v; %d of %d people, %d of %d left", a.SurveyYear, a.Cohort,
				levels, majors, roster, a.Roster, left, a.Left)
		}
	}
}

func surveyFaultsAreThere(t *testing.T, u *university) {
	rosters := onRosters(t, u)
	sheets, seen := map[string][]map[string]string{}, map[string]int{}
	for _, f := range u.m.Files {
		if f.Contract == "alumni_answer" {
			sheets[f.Path] = u.records(t, f)
		}
	}
	for _, f := range u.m.SurveyFaults {
		r := sheets[f.File][f.Row-2]
		cohort, _ := strconv.Atoi(r["毕业年度"])
		seconds, _ := strconv.Atoi(r["答题用时"])
		seen[f.Rule]++
		ok := map[string]bool{
			flawQuick:    seconds < 40,
			flawConsent:  r["同意日期"] == "",
			flawStranger: !rosters[cohort][r["学号"]],
			flawRepeated: f.Row > 2 && sheets[f.File][f.Row-3]["学号"] == r["学号"] && sheets[f.File][f.Row-3]["答卷日期"] < r["答卷日期"],
			flawPay:      slices.Contains([]string{"0", "100", "5000000"}, r["月收入"]),
		}[f.Rule]
		if !ok {
			t.Errorf("%+v is not in the file: %v", f, r)
		}
	}
	for _, f := range flaws {
		if seen[f.rule] == 0 {
			t.Errorf("%s was never planted", f.rule)
		}
	}
}

// The options are reworded from year to year, and no sheet has another year's.
func questionnairesAreReworded(t *testing.T, u *university) {
	seen := map[string]map[string]bool{}
	for _, r := range u.all(t, "alumni_answer") {
		year, _ := strconv.Atoi(r["调查年度"])
		words := wordingOf(year)
		for heading, options := range map[string][5]string{"专业相关度": words.relatedness, "就业满意度": words.satisfaction,
			"职业期待吻合度": words.matching, "职业适应性": words.adapting, "母校推荐度": words.willingness} {
			if seen[heading] == nil {
				seen[heading] = map[string]bool{}
			}
			if r[heading] != "" && !slices.Contains(options[:], r[heading]) {
				t.Errorf("%d: %s is answered %s", year, heading, r[heading])
			}
			seen[heading][strings.Join(options[:], "/")] = true
		}
	}
	for heading, sets := range seen {
		if len(sets) != len(surveyYears) {
			t.Errorf("%s has %d sets of options in %d years", heading, len(sets), len(surveyYears))
		}
	}
}
