package chapter_test

import (
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
)

// group is one major of a made-up school, in people; the rest of its graduates
// are looking for work.
type group struct {
	college, major                      string
	graduates, employed, study, waiting int64
}

// school is the rows of a school of these majors at 年终 of a cohort, all
// bachelors.
func school(d *chapter.Data, cohort int, groups []group) {
	year := map[int]string{2023: "2023", 2024: "2024"}[cohort]
	d.Cutoffs = append(d.Cutoffs, chapter.CutoffRow{Cohort: cohort, Cutoff: "12-31", AsOf: year + "-12-31", Title: "年终", State: "自报",
		Coverage: "complete", HasRoster: true, EditionInForce: "2024"})
	sums := map[string]*chapter.PlacementRow{}
	var order []string
	for _, g := range groups {
		for _, at := range []chapter.PlacementRow{{Grain: "school"}, {Grain: "level", Level: "本科"},
			{Grain: "college", CollegeKey: g.college, College: g.college}, {Grain: "major", Level: "本科", MajorKey: "本科:" + g.major, Major: g.major},
			{Grain: "college_major", Level: "本科", CollegeKey: g.college, College: g.college, MajorKey: "本科:" + g.major, Major: g.major}} {
			key := at.Grain + at.CollegeKey + at.MajorKey
			if sums[key] == nil {
				at.Cohort, at.Cutoff, at.Edition = cohort, "12-31", "2024"
				sums[key] = &at
				order = append(order, key)
			}
			g.addTo(sums[key])
		}
	}
	for _, key := range order {
		d.Placement = append(d.Placement, *sums[key])
	}
}

func (g group) addTo(p *chapter.PlacementRow) {
	p.Graduates += g.graduates
	p.Settled += g.employed + g.study
	p.Employed += g.employed
	p.FurtherStudy += g.study
	p.StudyHome += g.study
	p.NotSeeking += g.waiting
	p.WantsStudy += g.waiting
	p.Seeking += g.graduates - g.employed - g.study - g.waiting
}

// The sentences at the edges: nobody, one, ties, all equal, a year missing, one
// college, one major, nobody and everybody unsettled.
func TestSentencesAtTheEdges(t *testing.T) {
	for name, c := range map[string]struct {
		groups, before []group
		says, not      []string
	}{
		"one graduate, settled": {[]group{{"甲学院", "哲学", 1, 1, 0, 0}}, nil,
			[]string{"2024届毕业生1人，落实去向1人，毕业去向落实率为100.00%。", "落实去向的毕业生全部为单位就业。", "只有一个学院（甲学院），毕业去向落实率为100.00%。",
				"各专业的落实率都与全校相同。", "毕业生的去向已全部落实。", "没有去向未落实的毕业生。", "分布在1个学院和1个专业。", "，均为本科。"},
			[]string{"最高的是", "最低的是", "占比以全体毕业生为分母", "同一专业的不同学历层次"}},
		"one graduate, unsettled": {[]group{{"甲学院", "哲学", 1, 0, 0, 0}}, nil,
			[]string{"2024届毕业生1人，没有人落实去向。", "去向未落实的毕业生1人，占毕业生的100.00%，全部为待就业。", "没有升学或出国（境）的毕业生。", "没有自主创业的毕业生。"},
			[]string{"落实去向0人", "落实去向的毕业生", "最高的是"}},
		"nobody settled": {[]group{{"甲学院", "哲学", 5, 0, 0, 2}, {"乙学院", "英语", 5, 0, 0, 0}}, nil,
			[]string{"没有人落实去向", "各学院毕业去向落实率均为0.00%。", "去向未落实的毕业生10人，占毕业生的100.00%，其中待就业8人（占80.00%）和不就业拟升学2人（占20.00%）。"},
			[]string{"高于乙学院", "最高的是"}},
		"everybody studies on": {[]group{{"甲学院", "哲学", 5, 0, 5, 0}, {"乙学院", "英语", 4, 0, 4, 0}}, nil,
			[]string{"落实去向的毕业生全部为升学。", "各学院毕业去向落实率均为100.00%。", "境内升学9人，没有人出国（境）。", "毕业生的去向已全部落实。"},
			[]string{"待就业9", "最低的是"}},
		"two colleges": {[]group{{"甲学院", "哲学", 4, 3, 0, 0}, {"乙学院", "英语", 4, 2, 0, 0}}, nil,
			[]string{"甲学院的毕业去向落实率（75.00%）高于乙学院（50.00%）。", "各专业的落实率，高于全校的有1个，低于全校的有1个。"},
			[]string{"最高的是", "与全校相同的有0个"}},
		"ties": {[]group{{"甲学院", "哲学", 2, 2, 0, 0}, {"乙学院", "英语", 3, 3, 0, 0}, {"丙学院", "法学", 4, 4, 0, 0}, {"丁学院", "数学", 5, 5, 0, 0}, {"戊学院", "物理", 2, 1, 0, 0}, {"己学院", "化学", 4, 2, 0, 0}}, nil,
			[]string{"毕业去向落实率最高的是丁学院、丙学院、乙学院等四个学院（并列，均为100.00%），最低的是己学院和戊学院（并列，均为50.00%）。"}, nil},
		"a name that is a list": {[]group{{"数学和统计学院", "哲学", 2, 2, 0, 0}, {"乙学院", "英语", 3, 3, 0, 0}, {"丙学院", "法学", 4, 3, 0, 0}}, nil,
			[]string{"最高的是“乙学院”和“数学和统计学院”（并列"}, nil},
		"year before missing": {[]group{{"甲学院", "哲学", 4, 3, 0, 0}}, nil,
			[]string{"没有两届同一统计时点", "没有上一届的数据，不能对照"}, []string{"提高", "下降", "持平", "比2023届"}},
		"as the year before": {[]group{{"甲学院", "哲学", 40, 30, 0, 0}}, []group{{"甲学院", "哲学", 80, 60, 0, 0}},
			[]string{"毕业去向落实率为75.00%，与2023届持平。", "这些专业的落实率都与上届相同。", "两届的学院相同。", "两届的专业相同。", "年终：与上一届的统计口径相同，可以比较。"},
			[]string{"提高最多", "下降最多"}},
		"nobody the year before": {[]group{{"甲学院", "哲学", 40, 30, 0, 0}}, []group{{"乙学院", "英语", 0, 0, 0, 0}},
			[]string{"与2023届没有可比的数据", "没有两届人数都足够的专业。", "甲学院 | 上届没有 | 2024 | 40", "乙学院 | 本届没有 | 2023 | 0"}, []string{"比2023届提高", "下降最多"}},
		"nobody": {[]group{{"甲学院", "哲学", 0, 0, 0, 0}}, nil,
			[]string{"没有计入分母的毕业生", "没有可以计算毕业去向落实率的学院。"}, []string{"毕业生0人，落实", "最高的是", "落实率为—"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := chaptertest.Data(t, chaptertest.Tiny)
			d.Cutoffs, d.Placement, d.Distribution = nil, nil, nil
			school(d, 2024, c.groups)
			if c.before != nil {
				school(d, 2023, c.before)
			}
			doc, err := chapter.Compose(d, chaptertest.Options())
			if err != nil {
				t.Fatal(err)
			}
			says(t, chapter.Text(doc), c.says, c.not)
		})
	}
}

// key regions: none, one, several; groups: nobody matched, as many as the
// school, fewer.
func TestMoreSentencesAtTheEdges(t *testing.T) {
	region := func(name string, n, total int64) chapter.KeyRegionRow {
		return chapter.KeyRegionRow{Cohort: 2024, Cutoff: "12-31", Population: "placed_local", Region: name, Title: name, Document: "甲文", Mark: "M", HeadCount: n, Total: total}
	}
	listed := func(persons, graduates, settled int64) []chapter.KeyGroupRow {
		return []chapter.KeyGroupRow{{Cohort: 2024, Cutoff: "12-31", Group: "全部", Persons: persons, Graduates: graduates, Settled: settled, Seeking: graduates - settled}}
	}
	for name, c := range map[string]struct {
		regions []chapter.KeyRegionRow
		groups  []chapter.KeyGroupRow
		starts  []chapter.StartRow
		says    []string
	}{
		"nobody":      {[]chapter.KeyRegionRow{region("甲", 0, 9)}, listed(3, 0, 0), nil, []string{"没有毕业生在这些区域就业。", "没有一人在本届毕业生里"}},
		"one region":  {[]chapter.KeyRegionRow{region("甲", 3, 9), region("乙", 0, 9)}, listed(1, 1, 0), nil, []string{"只有甲有毕业生就业，共3人，占33.33%。", "去重后共1人，没有人落实去向。"}},
		"all equal":   {[]chapter.KeyRegionRow{region("甲", 3, 9), region("乙", 3, 9)}, listed(4, 4, 3), nil, []string{"重点区域中，各区域人数相同，均为3人。", "重点群体与全校相同。"}},
		"fewer":       {nil, listed(5, 4, 2), nil, []string{"其中在本届毕业生里的4人，落实去向2人，毕业去向落实率为50.00%。", "重点群体比全校低25.00个百分点。", "不能统计重点区域"}},
		"seven paid":  {nil, nil, []chapter.StartRow{{People: 9, Answered: 7, Paid: 7, Lower: 1, Median: 2, Upper: 3}}, []string{"填写了月薪的毕业生人数太少，不列中位数。", "没有人的工作与专业相关。", "在境内工作的毕业生9人，没有填写的不在分母里"}},
		"eight paid":  {nil, nil, []chapter.StartRow{{People: 8, Answered: 8, Related: 8, Paid: 8, Lower: 4000, Median: 5000, Upper: 6500}}, []string{"月薪的中位数为5,000元，处于中间的一半人在4,000元到6,500元之间。", "专业相关度为100.00%。"}},
		"nobody says": {nil, nil, []chapter.StartRow{{People: 8}}, []string{"没有专业相关的数据", "没有起薪的数据"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := chaptertest.Data(t, chaptertest.Tiny)
			d.Cutoffs, d.Placement, d.Distribution = nil, nil, nil
			school(d, 2024, []group{{"甲学院", "哲学", 40, 30, 0, 0}})
			d.Flow = []chapter.FlowRow{{Cohort: 2024, Cutoff: "12-31", Population: "placed_local", OriginCode: "41", Origin: "河南省", WorkCode: "41", Work: "河南省", HeadCount: 9}}
			d.KeyRegions, d.KeyGroups = c.regions, c.groups
			for _, s := range c.starts {
				s.Cohort, s.Cutoff, s.Grain = 2024, "12-31", "school"
				d.Starts = append(d.Starts, s)
			}
			doc, err := chapter.Compose(d, chaptertest.Options())
			if err != nil {
				t.Fatal(err)
			}
			says(t, strings.Join([]string{chapterText(doc, "flow"), chapterText(doc, "helped"), chapterText(doc, "quality")}, "\n"), c.says, nil)
		})
	}
}
