package main

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"quxiang/pipelines"
	"quxiang/pipelines/ranking"
	"quxiang/pipelines/synth"
	"quxiang/reports"
	"quxiang/reports/chapter"
)

// provinceHouse is a small synthetic province, built, with its rules chosen.
func provinceHouse(t *testing.T) (*house, synth.ProvinceManifest) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("QUXIANG_CONFIG_DIR", filepath.Join(dir, "config"))
	at := filepath.Join(dir, "w")
	m, err := synth.WriteProvince(at, 5, synth.ProvinceOptions{Institutions: 10, Majors: 30, Graduates: 6000})
	if err != nil {
		t.Fatal(err)
	}
	h := openHouse(t, at)
	h.loadConfigured()
	h.build()
	return h, m
}

// A province goes from its schools' files to cards and ranking: the years of
// every major equal what the generator wrote, the cards equal what those years
// say, evidence is the same in SQL and in Go, and other rules are tried over
// the same build without changing it.
func TestProvince(t *testing.T) {
	h, m := provinceHouse(t)
	t.Run("truth", func(t *testing.T) { h.checkYears(t, m) })
	t.Run("cards", func(t *testing.T) { h.checkCards(t, m) })
	t.Run("evidence", func(t *testing.T) { h.checkEvidence(t) })
	t.Run("what-if", func(t *testing.T) { h.checkWhatIf(t) })
	t.Run("ranking", func(t *testing.T) { h.checkRanking(t, m) })
	t.Run("report", func(t *testing.T) { h.checkProvinceReport(t, m) })
}

func (h *house) checkYears(t *testing.T, m synth.ProvinceManifest) {
	want := map[string]string{}
	for _, c := range m.Cells {
		want[fmt.Sprint(c.Institution, " ", c.Cohort, " ", c.Level, ":", researchDigits(c.Level, c.MajorCode))] = fmt.Sprint(c.Settled, "/", c.Graduates)
	}
	got := map[string]string{}
	for _, r := range h.rows("select institution_code, cohort, major_key, settled, graduates from marts.major_history where in_force") {
		got[r[0]+" "+r[1]+" "+r[2]] = r[3] + "/" + r[4]
	}
	if !maps.Equal(got, want) {
		t.Errorf("%d years, want %d: %s", len(got), len(want), firstDifference(counted(got), counted(want)))
	}
}

// counted lets firstDifference print maps of text.
func counted(m map[string]string) map[string][2]int {
	out := map[string][2]int{}
	for key, text := range m {
		var n [2]int
		if _, err := fmt.Sscanf(text, "%d/%d", &n[0], &n[1]); err == nil {
			out[key] = n
		}
	}
	return out
}

// checkCards judges the majors without a history by the plainest reading of
// 安徽2022: three cohorts running, each under 60 %.
func (h *house) checkCards(t *testing.T, m synth.ProvinceManifest) {
	changed := map[string]bool{}
	for _, r := range h.rows("select major_key from marts.major_change union select current_major_key from marts.major_change") {
		changed[r[0]] = true
	}
	years := map[string]map[int]synth.ProvinceCell{}
	for _, c := range m.Cells {
		major := c.Level + ":" + researchDigits(c.Level, c.MajorCode)
		if key := c.Institution + " " + major; !changed[major] {
			if years[key] == nil {
				years[key] = map[int]synth.ProvinceCell{}
			}
			years[key][c.Cohort] = c
		}
	}
	got := map[string]string{}
	for _, r := range h.rows("select institution_code, major_key, conclusion from marts.major_verdict where rule = '安徽2022' and cohort = 2024") {
		got[r[0]+" "+r[1]] = r[2]
	}
	red := 0
	for key, all := range years {
		want, below := "未触发", 0
		for cohort := 2022; cohort <= 2024; cohort++ {
			if c, ok := all[cohort]; ok && 100*c.Settled < 60*c.Graduates {
				below++
			}
		}
		if below == 3 {
			want = "红"
			red++
		}
		if _, offered := all[2024]; offered && len(all) == 5 && got[key] != want {
			t.Errorf("%s: %s, want %s", key, got[key], want)
		}
	}
	if red == 0 {
		t.Error("no major is carded, so nothing was tried")
	}
}

// checkEvidence: the probability that stands beside a card is that of the mart
// for the same people and line.
func (h *house) checkEvidence(t *testing.T) {
	rows := h.rows(`select count(*), count(*) filter (where abs(y.probability - p.below_60) > 1)
		from marts.major_verdict_year as y inner join marts.major_posterior as p
			on y.institution_code = p.institution_code and y.used_cohort = p.cohort and y.major_key = p.major_key
			and y.num = p.settled and y.den = p.graduates and p.cutoff = '12-31'
		where y.rule = '安徽2022' and y.line = 6000`)
	if rows[0][0] == "0" || rows[0][1] != "0" {
		t.Errorf("of %s probabilities %s differ", rows[0][0], rows[0][1])
	}
}

func (h *house) checkWhatIf(t *testing.T) {
	ctx := context.Background()
	build, err := h.engine.Current(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer build.Close()
	for _, names := range [][]string{nil, {"江西", "教育部2011"}} {
		conn, err := h.engine.Judge(ctx, build, names, 2024)
		if err != nil {
			t.Fatal(err)
		}
		var differ, found int
		err = conn.QueryRowContext(ctx, `select (select count(*) from (from memory.whatif.major_verdict except from build.marts.major_verdict)),
			(select count(*) from memory.whatif.major_verdict)`).Scan(&differ, &found)
		if err != nil || found == 0 || (differ > 0) != (names != nil) {
			t.Errorf("%v: %d verdicts, %d of them not the build's, %v", names, found, differ, err)
		}
		if _, err := conn.ExecContext(ctx, "drop schema memory.whatif cascade"); err != nil {
			t.Fatal(err)
		}
		if err := conn.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func (h *house) checkRanking(t *testing.T, m synth.ProvinceManifest) {
	offered := map[string]map[string]bool{}
	for _, c := range m.Cells {
		if c.Cohort == 2024 && c.Level == "本科" {
			if offered[c.MajorCode] == nil {
				offered[c.MajorCode] = map[string]bool{}
			}
			offered[c.MajorCode][c.Institution] = true
		}
	}
	got := map[string]int{}
	for _, r := range h.rows("select unit_key, offered from marts.ranking where unit = 'major' and level = '本科'") {
		n := 0
		if _, err := fmt.Sscan(r[1], &n); err != nil {
			t.Fatal(err)
		}
		got[strings.TrimPrefix(r[0], "本科:")] = n
	}
	for code, schools := range offered {
		if got[code] != len(schools) {
			t.Errorf("%s is offered at %d schools, want %d", code, got[code], len(schools))
		}
	}
	h.checkComparisons()
}

// checkComparisons: every school stands beside its expected rate, and can be
// ranked anew by another indicator.
func (h *house) checkComparisons() {
	t := h.t
	rows := h.rows("select count(*), count(distinct comparisons), sum(graduates + missing) from marts.benchmark where kind = 'institution'")
	people := h.rows("select sum(graduates) from marts.major_year where cohort = 2024")
	if rows[0][0] != "10" || rows[0][1] != "1" || rows[0][2] != people[0][0] {
		t.Errorf("schools beside their expected rate: %v of %v people", rows[0], people[0])
	}
	build, err := h.engine.Current(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer build.Close()
	q := ranking.Question{Unit: ranking.Institutions, Indicator: "seeking_rate", Cohort: 2023, Cutoff: "12-31", Peers: ranking.PeersTier}
	conn, err := h.engine.Rank(context.Background(), build, q)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	d, err := chapter.ReadRanks(context.Background(), conn, pipelines.WhatIf, 2023)
	if err != nil || len(d.Ranks) < 10 || !strings.Contains(d.Ranks[0].Group, "，") || len(d.Benchmarks) == 0 {
		t.Errorf("%d ranked, %d compared, %v", len(d.Ranks), len(d.Benchmarks), err)
	}
}

// checkProvinceReport: a reader finds for a card the rule, the numbers, the
// files and how sure it is, without leaving the report.
func (h *house) checkProvinceReport(t *testing.T, m synth.ProvinceManifest) {
	build, err := h.engine.Current(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer build.Close()
	o := chapter.Options{Institution: "示范省", Cohort: 2024, FirstCohort: 2020, Edition: "auto", MainCutoff: "12-31", Province: true}
	doc, err := chapter.Build(context.Background(), build.DB(), o)
	if err != nil {
		t.Fatal(err)
	}
	text := chapter.Text(doc)
	for _, wanted := range []string{"安徽2022（原文）", "暂停招生", "各学校毕业去向落实率", m.Institutions[0].Name, "证据", "过度离散系数",
		"2024届-20241231.csv", "距界线", "复核日期", "学校的位次", "按结构应有", "个参加比较"} {
		if !strings.Contains(text, wanted) {
			t.Errorf("the report does not say %s", wanted)
		}
	}
	if strings.Contains(text, "麦可思") || strings.Contains(text, "MyCOS") {
		t.Error("the report speaks of commercial cards")
	}
	if _, err := reports.Write(context.Background(), doc, reports.Target{Dir: t.TempDir(), Formats: reports.Formats[:3]}); err != nil {
		t.Error(err)
	}
}
