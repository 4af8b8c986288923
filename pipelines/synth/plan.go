package synth

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// planYears are the years whose admission plans are kept: the last one is the
// wide sheet that goes to the printer, with its totals on top.
const (
	firstPlanYear = 2014
	lastPlanYear  = 2024
)

// planMappingName is the mapping of the wide plan.
const planMappingName = "招生计划分省"

// planRow is a programme's plan in a province.
type planRow struct {
	p        *programme
	planCode string
	province string // code
	plan     int
}

// recruits tells whether a programme takes in students in a year.
func (p *programme) recruits(year int) bool {
	return (p.level == "本科" || p.level == "专科") && p.offered(year+p.years())
}

// planCode is the programme's number in the prospectus, not a national code.
func (w *world) planCode(p *programme) string {
	if i := slices.Index(w.classes, p); i >= 0 {
		return "D" + strconv.Itoa(i+1)
	}
	if i := slices.Index(w.upgrades, p); i >= 0 {
		return "Z" + strconv.Itoa(i+1)
	}
	return padded(slices.Index(w.programmes, p)+1, 2)
}

// plans are a year's: one line a programme and province, or 大类 and province;
// 专升本 comes last and recruits at home only.
func (w *world) plans(year int) []planRow {
	out := w.byClass(w.shared(year), year)
	r := stream(w.seed, topic("plans/upgraded", year))
	for _, p := range w.upgrades {
		places := p.size * float64(w.size) / 6000 * (1 + 0.08*r.Float64())
		out = append(out, planRow{p, w.planCode(p), homeProvince, max(1, int(places+0.5))})
	}
	return out
}

// byClass adds the members of a 大类 up, province by province, and puts its
// lines behind those of the programmes.
func (w *world) byClass(rows []planRow, year int) []planRow {
	var out []planRow
	sums := map[*programme]map[string]int{}
	for _, row := range rows {
		class := w.admittedTo(row.p, year)
		if class == row.p {
			out = append(out, row)
			continue
		}
		if sums[class] == nil {
			sums[class] = map[string]int{}
		}
		sums[class][row.province] += row.plan
	}
	for _, class := range w.classes {
		for _, province := range w.planProvinces {
			if n := sums[class][province]; n > 0 {
				out = append(out, planRow{class, w.planCode(class), province, n})
			}
		}
	}
	return out
}

// shared shares each programme's places out among the provinces, most of them
// at home; a province with less than one place gets none.
func (w *world) shared(year int) []planRow {
	r := stream(w.seed, topic("plans", year))
	scale := float64(w.size) / 6000
	var out []planRow
	for _, p := range w.programmes {
		if !p.recruits(year) {
			continue
		}
		places := math.Max(1, p.size*scale*(0.98+0.08*r.Float64()))
		for _, province := range w.planProvinces {
			n := int(places*w.originShare[province] + r.Float64())
			if province == homeProvince {
				n = max(n, 1)
			}
			if n > 0 {
				out = append(out, planRow{p, w.planCode(p), province, n})
			}
		}
	}
	return out
}

// subject is the 科类 in which a programme recruits, before the reform of the
// entrance examination.
func (p *programme) subject() string {
	if p.admission != "" {
		return p.admission
	}
	switch p.category {
	case "文学", "历史学", "法学", "教育学", "管理学", "经济学", "财经商贸大类", "旅游大类", "教育与体育大类":
		return "文史"
	case "艺术学":
		return "艺术"
	}
	return "理工"
}

func (p *programme) batch() string {
	if p.admission != "" {
		return p.admission + "批"
	}
	if p.level == "专科" {
		return "高职高专批"
	}
	return "本科批"
}

func (b *builder) planAdmissionPlans() {
	for year := firstPlanYear; year < lastPlanYear; year++ {
		b.longPlan(year, "", b.world.plans(year))
	}
	b.widePlan(lastPlanYear)
	rest := slices.DeleteFunc(b.world.plans(lastPlanYear), planRow.wide)
	b.longPlan(lastPlanYear, "-专科专升本", rest)
}

// wide tells whether the sheet for print has the row.
func (row planRow) wide() bool { return row.p.level == "本科" && row.p.admission == "" }

// isClass tells a 大类, which has a name and no code of its own.
func (w *world) isClass(p *programme) bool { return slices.Contains(w.classes, p) }

// longPlan writes one row per province; suffix ends the file's name.
func (b *builder) longPlan(year int, suffix string, rows []planRow) {
	y := strconv.Itoa(year)
	lines := []line{textLine("年份", "学历", "学院", "招生专业代号", "专业代码", "专业名称", "专业大类", "省份代码", "省份", "科类", "批次", "招生类型", "计划数")}
	for _, row := range rows {
		b.notePlan(year, row)
		major, class := b.world.planNames(row.p)
		l := textLine(y, row.p.level, collegeAt(row.p, year+row.p.years()), row.planCode, row.p.code, major, class,
			row.province, label("province", row.province), row.p.subject(), row.p.batch(), row.p.admissionType())
		l.cells = append(l.cells, row.plan)
		lines = append(lines, l)
	}
	b.addTable("数据/招生/招生计划-"+y+suffix+".xlsx", "admission_plan", "招生计划", lines)
}

// planNames are a line's major and 大类, one of them empty.
func (w *world) planNames(p *programme) (major, class string) {
	if w.isClass(p) {
		return "", p.name
	}
	return p.title(), ""
}

func (b *builder) notePlan(year int, row planRow) {
	m := &b.manifest
	truth := PlanTruth{Year: year, Level: row.p.level, Type: row.p.admissionType(), MajorCode: row.p.digits,
		Major: row.p.title(), Class: b.world.isClass(row.p), Plan: row.plan}
	if n := len(m.Plans); n > 0 {
		last := &m.Plans[n-1]
		if last.Year == year && last.Level == truth.Level && last.Type == truth.Type && last.Major == truth.Major {
			last.Plan += row.plan
			return
		}
	}
	m.Plans = append(m.Plans, truth)
}

// widePlan has one column per province. Row 3 is at once the tail of the
// headings and the totals, as in sheets made for print.
func (b *builder) widePlan(year int) {
	w := b.world
	cells := map[*programme]map[string]int{}
	var order []*programme
	records := 0
	for _, row := range w.plans(year) {
		if !row.wide() {
			continue
		}
		if cells[row.p] == nil {
			cells[row.p] = map[string]int{}
			order = append(order, row.p)
		}
		cells[row.p][row.province] = row.plan
		records++
		b.notePlan(year, row)
	}
	slices.SortStableFunc(order, func(a, c *programme) int { return strings.Compare(a.college, c.college) })
	lines, merged := w.wideLines(year, order, cells)
	f := File{Path: "数据/招生/招生计划-" + strconv.Itoa(year) + "-分省.xlsx", Contract: "admission_plan",
		Sheet: "Sheet1", Rows: len(order), Skipped: 3, Records: records}
	b.add(f, "", grid{sheet: f.Sheet, lines: slices.Values(lines), merged: merged}, planMappingName)
	b.mapping = w.planMapping(year)
}

func (w *world) wideLines(year int, order []*programme, cells map[*programme]map[string]int) ([]line, [][4]int) {
	title := textLine(institutionName + strconv.Itoa(year) + "年普通本科招生专业与计划")
	head, totals := textLine("学院", "专业名称", "专业大类"), textLine("名称", "总计", "")
	for _, province := range w.planProvinces {
		head.cells = append(head.cells, shortProvince(province))
		sum := 0
		for _, p := range order {
			sum += cells[p][province]
		}
		totals.cells = append(totals.cells, sum)
	}
	lines := []line{title, head, totals}
	merged := [][4]int{{1, 1, 1, len(head.cells)}}
	for i, p := range order {
		major, class := w.planNames(p)
		l := textLine(p.college, major, class)
		if i > 0 && order[i-1].college == p.college {
			l.cells[0] = ""
		} else if n := run(order[i:]); n > 1 {
			merged = append(merged, [4]int{i + 4, 1, i + 3 + n, 1})
		}
		for _, province := range w.planProvinces {
			if n := cells[p][province]; n > 0 {
				l.cells = append(l.cells, n)
			} else {
				l.cells = append(l.cells, nil)
			}
		}
		lines = append(lines, l)
	}
	return lines, merged
}

// run is how many programmes from the first on stand in the same college.
func run(order []*programme) int {
	n := 0
	for n < len(order) && order[n].college == order[0].college {
		n++
	}
	return n
}

// shortProvince is the province as the heading of a narrow column: 内蒙古.
func shortProvince(code string) string {
	name := label("province", code)
	for _, tail := range []string{"维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"} {
		name = strings.TrimSuffix(name, tail)
	}
	return name
}

// planMapping is the mapping file that makes rows of the wide plan's columns.
func (w *world) planMapping(year int) string {
	first, last := w.planProvinces[0], w.planProvinces[len(w.planProvinces)-1]
	var s strings.Builder
	s.WriteString("# 分省招生计划（宽表）：每省一列转成每省一行；第 3 行是表头的下半行和合计，跳过。\n")
	s.WriteString("contract = \"admission_plan\"\n\n[file]\nsheet = \"Sheet1\"\nheader_row = 2\nskip_rows = [3]\n\n")
	s.WriteString("[columns]\ncollege = \"学院\"\nmajor = \"专业名称\"\nmajor_class = \"专业大类\"\n\n")
	s.WriteString("[constants]\nyear = \"" + strconv.Itoa(year) + "\"\nlevel = \"本科\"\n\n")
	s.WriteString("[unpivot]\nfrom = \"" + shortProvince(first) + "\"\nto = \"" + shortProvince(last) + "\"\n")
	s.WriteString("key = \"province\"\nvalue = \"plan\"\nblank = \"drop\"\n")
	return s.String()
}
