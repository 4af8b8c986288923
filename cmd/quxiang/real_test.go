package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quxiang/pipelines/load"
	"quxiang/pipelines/workspace"
)

// mappingFrom copies a mapping of testdata into the workspace.
func (h *house) mappingFrom(name string) string {
	h.t.Helper()
	text, err := os.ReadFile(filepath.Join(projectRoot, "testdata", "mappings", name))
	if err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(h.engine.Workspace.MappingFile(name), text, 0o644); err != nil {
		h.t.Fatal(err)
	}
	return name
}

// A university's published destinations: one row a group, placed graduates
// only, in its own words. The sums of 人数 by level and year, in the order
// 就业, 升学, 出国, 选调生, 西部计划, were added up by hand from the file.
func TestRealDestinations(t *testing.T) {
	file := shared(t, "data/real/cqu_dest.xlsx")
	h := newHouse(t, 2023, func(c *workspace.Config) { c.Institution = workspace.Institution{Code: "10611", Name: "重庆大学"} })
	report := h.load(load.Request{Paths: []string{file}, Mapping: h.mappingFrom("重庆大学去向汇总.toml"), AsOf: onDay(t, "2023-12-31")})
	if f := report.Files[0]; f.Read != 7738 || f.Accepted != 7738 {
		t.Errorf("%d rows read, %d accepted, want 7738", f.Read, f.Accepted)
	}
	h.build()
	h.checkSums()
	page, book, text := h.report(2023)
	for where, figures := range map[string]map[string]string{"page": page, "workbook": book} {
		for _, id := range sorted(figures) {
			if strings.HasPrefix(id, "settled_rate|") && figures[id] != "—" {
				t.Errorf("%s prints a rate: %s = %s", where, id, figures[id])
			}
		}
	}
	for _, want := range []string{"不能计算毕业去向落实率", "只有已落实去向的毕业生"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func (h *house) checkSums() {
	h.t.Helper()
	want := map[string]string{
		"本科 2021": "2414 2300 384 85 9", "本科 2022": "2256 2347 456 82 28", "本科 2023": "1752 2411 460 77 18",
		"硕士 2021": "3438 176 54 435 2", "硕士 2022": "3886 184 63 430 2", "硕士 2023": "3402 232 43 418 1",
		"博士 2021": "465 1 4 23 0", "博士 2022": "467 0 17 9 0", "博士 2023": "338 0 2 12 0",
	}
	for _, r := range h.rows(`select level || ' ' || cohort,
			sum(case destination_code when 'E0' then head_count else 0 end)::bigint,
			sum(case destination_code when '80' then head_count else 0 end)::bigint,
			sum(case destination_code when '85' then head_count else 0 end)::bigint,
			sum(case destination_code when '51' then head_count else 0 end)::bigint,
			sum(case destination_code when '50' then head_count else 0 end)::bigint
		from warehouse.fct_graduate where counted = 1 group by level, cohort`) {
		if got := strings.Join(r[1:], " "); got != want[r[0]] {
			h.t.Errorf("%s: %s, want %s", r[0], got, want[r[0]])
		}
		delete(want, r[0])
	}
	if len(want) > 0 {
		h.t.Errorf("not found: %v", want)
	}
	if got := h.rows("select count(*), count(*) filter (where rate_refused) from marts.cutoff"); fmt.Sprint(got) != "[[3 3]]" {
		h.t.Errorf("cut-offs, of them without a rate: %v, want 3 of 3", got)
	}
}

// A university's plan as a wide matrix: 75 lines by 32 columns of provinces,
// totals in the third row, which are the sums to compare with.
func TestRealPlan(t *testing.T) {
	file := shared(t, "data/real/ksu_2026_plan.xlsx")
	h := newHouse(t, 2026, func(c *workspace.Config) { c.Institution = workspace.Institution{Code: "10763", Name: "喀什大学"} })
	h.load(load.Request{Paths: []string{file}, Mapping: h.mappingFrom("喀什大学招生计划2026.toml")})
	h.build()
	if got := h.rows("select count(distinct (college_key, programme)), sum(plan)::bigint from warehouse.fct_admission_plan"); fmt.Sprint(got) != "[[75 9212]]" {
		t.Errorf("lines and plan: %v, want 75 and the sum of the totals row", got)
	}
	// 体育教育（校园足球方向） stands with its major, so that a mart has one less
	if got := h.rows("select count(distinct major), sum(plan)::bigint from marts.admission_plan"); fmt.Sprint(got) != "[[74 9212]]" {
		t.Errorf("majors and plan: %v, want 74 and the same sum", got)
	}
	if got := h.rows("select sum(plan)::bigint from marts.admission_plan where province = '新疆维吾尔自治区'"); fmt.Sprint(got) != "[[2237]]" {
		t.Errorf("Xinjiang: %v, want 548 + 1689", got)
	}
}
