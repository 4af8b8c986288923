package chapter_test

import (
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

func TestBasisWords(t *testing.T) {
	p := figure.Place{Grain: "school"}
	for want, b := range map[string]chapter.Basis{
		"2024届；初次，截至2024-08-31（自报）；总人数为12人": {Cohort: "2024", CutoffTitle: "初次", Cutoff: "2024-08-31", CutoffState: "自报", N: p.Count("graduates", 12, "人")},
		"2020至2024届；统计时点：年终；口径：2024版":       {Cohort: "2020至2024", CutoffTitle: "年终", Edition: "2024"},
		"范围：见各项的基数；共1,946份有效答卷；来源：m":        {Population: "见各项的基数", N: p.Count("survey_valid", 1946, "份"), Source: "m"},
		"": {},
	} {
		if got := prose.Plain(b.Spans()); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Every chart of a trend says which cohorts and which cut-off it is of, every
// chart of a survey how many answered.
func TestChartsSayWhatTheyStandOn(t *testing.T) {
	doc := chaptertest.Document(t, chaptertest.School)
	for _, c := range doc.Chapters {
		want := map[string]string{"trend": "统计时点：", "tracking": "份有效答卷", "employers": "份有效答卷"}[c.ID]
		for _, s := range c.Sections {
			for _, b := range s.Blocks {
				chart, ok := b.(*chapter.Chart)
				if line := ""; ok {
					line = prose.Plain(chart.Table.Basis.Spans())
					if !strings.Contains(line, want) {
						t.Errorf("%s: %q does not say %s", chart.ID, line, want)
					}
				}
			}
		}
	}
}

// A ranking is drawn by what is of one kind, each row in one chart.
func TestRankingIsDrawnByGroup(t *testing.T) {
	var drawn []string
	for c := range chaptertest.Document(t, chaptertest.School).Charts() {
		if c.Table.ID == "rank-majors" {
			drawn = append(drawn, c.Title)
			if c.Low != "low" || c.High != "high" || c.By != "group" || !strings.HasSuffix(c.Title, "："+c.Only) {
				t.Errorf("%s: by %s only %s from %s to %s", c.Title, c.By, c.Only, c.Low, c.High)
			}
		}
	}
	if len(drawn) == 0 {
		t.Error("no ranking is drawn")
	}
}
