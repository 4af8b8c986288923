package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
)

// told is what duties prints of a part of the fixture's verdicts.
func told(t *testing.T, asJSON bool, asked dutyOptions) string {
	t.Helper()
	part, err := chaptertest.Data(t, chaptertest.School).Duties.PartOf(asked.part)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	s := &session{out: &out, json: asJSON}
	s.dutyTable(part, chaptertest.Options(), asked)
	return out.String()
}

// The terminal has the table of the sections and what is missing; what is
// reached only on demand.
func TestDutiesOnTheTerminal(t *testing.T) {
	const missing, reached = "[未达到] 二.5 就业创业经费与学费之比（必须）：现有 240,000 元", "[达到] 三.5 “创业基础”的学时（必须）"
	text := told(t, false, dutyOptions{})
	for _, want := range []string{missing, "其中：文学院 1，体育学院（2023 年新设） 1", "其中：大学生职业发展与就业指导 2.0"} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing says %s:\n%s", want, text)
		}
	}
	if !strings.HasPrefix(text, "（内部使用，不得公开）示例大学 2024 届") || strings.Contains(text, reached) {
		t.Errorf("not for the inside, or tells what is reached:\n%s", text)
	}
	if all := told(t, false, dutyOptions{all: true}); !strings.Contains(all, reached) || !strings.Contains(all, missing) {
		t.Errorf("--all lacks something:\n%s", all)
	}
	if row := strings.Fields(strings.Split(text, "\n")[3]); !slices.Equal(row[1:], []string{"3", "0", "3", "0", "0", "0", "0"}) {
		t.Errorf("二 has %v", row)
	}
}

// A college is told its own verdicts alone.
func TestDutiesOfACollege(t *testing.T) {
	text := told(t, false, dutyOptions{all: true, part: chapter.DutyPart{College: "文学院"}})
	for _, want := range []string{"示例大学 文学院 2024 届", "[未达到] 七.2", "3 名院系领导和专业负责人共 18 家"} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing says %s:\n%s", want, text)
		}
	}
	if lines := strings.Count(text, "\n  ["); lines != 5 || strings.Contains(text, "医学院") {
		t.Errorf("%d verdicts:\n%s", lines, text)
	}
}

// As JSON every verdict is an object, with its words, clause and list.
func TestDutiesAsJSON(t *testing.T) {
	verdicts, systems := map[string]dutyLine{}, 0
	for line := range strings.Lines(told(t, true, dutyOptions{})) {
		var v dutyLine
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatal(err)
		}
		if v.Duty == "" {
			systems++
		} else if v.CollegeKey == "" {
			verdicts[v.Duty] = v
		}
	}
	if systems != 10 || len(verdicts) != 16 {
		t.Errorf("%d sections, %d duties", systems, len(verdicts))
	}
	got := verdicts["院系专职人员"]
	if got.Status != "未达到" || got.Clause != "二.4" || got.Num != nil || *got.Shortfall != 2 || len(got.Shortfalls) != 2 || got.Quote == "" || got.Document == "" {
		t.Errorf("%+v", got)
	}
}

// The list of duties tells each with its words, and every sentence without one.
func TestDutiesAreListed(t *testing.T) {
	var out bytes.Buffer
	s := &session{out: &out}
	s.listDuties(chaptertest.Data(t, chaptertest.School).Duties)
	for _, want := range []string{"二、高校毕业生就业工作“四到位”", "原文：“按照不低于毕业年度毕业生 500:1 的比例配备校级就业工作人员”", "；适用：河南的学校", "没有规则的文句：", "：本程序不得计算这样的指标"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("nothing says %s", want)
		}
	}
}
