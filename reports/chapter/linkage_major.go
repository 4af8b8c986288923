package chapter

import (
	"cmp"
	"slices"
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// majors are the latest cohort due of every level and kind, by major. A 大类
// has a line of its own; later only those students stand there who were never
// divided.
func (k linkage) majors() []LinkageRow {
	rows := slices.Clone(k.Majors)
	slices.SortStableFunc(rows, func(a, b LinkageRow) int {
		return cmp.Or(cmp.Compare(a.Institution, b.Institution), cmp.Compare(levelRank(a.Level), levelRank(b.Level)), cmp.Compare(len(suffix(a.Type)), len(suffix(b.Type))), cmp.Compare(a.Type, b.Type), cmp.Compare(a.MajorKey, b.MajorKey))
	})
	return rows
}

func (k linkage) majorPlace(r LinkageRow) figure.Place {
	return k.place("marts.linkage", r.Institution, r.EntryYear, r.Level, r.Type, r.MajorKey)
}

// majorTable has the columns that name a major of an entry cohort; the name
// comes first, where it stays in sight.
func (k linkage) majorTable(id, title string, columns ...Column) *Table {
	return &Table{ID: id, Title: title, Appendix: true, Basis: Basis{Source: "marts.linkage", Population: "最近一个到期的年级"},
		Columns: append(append([]Column{{Key: "major", Title: "专业"}}, k.heads()...), columns...)}
}

// named are the cells under them.
func (k linkage) named(major, institution string, entry int, level, kind string) []Cell {
	return append([]Cell{labelCell(major)}, k.whose(institution, entry, level, kind)...)
}

// some is a share that only people for whom it means something have.
func some(p figure.Place, name string, num, den int64, why string) *figure.Figure {
	f := p.Share(name, num, den)
	if den == 0 {
		return f.Withheld(figure.NotApplicable, why)
	}
	return f
}

// admissions are how each major was filled.
func (k linkage) admissions() Section {
	t := k.majorTable("entry-admissions", "各专业的计划、录取与报到", numbers("plan", "计划", "人"), numbers("split", "其中大类拆分", "人"),
		numbers("admitted", "录取", "人"), numbers("fill", "计划完成率", "%"), numbers("registered", "报到率", "%"),
		numbers("first", "第一志愿率", "%"), numbers("adjusted", "调剂率", "%"), numbers("position", "录取位次百分位", "%"))
	for _, r := range k.majors() {
		if r.Plan+r.PlanSplit+r.Admitted+r.AdmittedSplit == 0 {
			continue
		}
		t.Rows = append(t.Rows, k.admissionRow(r))
	}
	return section("entry-admissions", "各专业的招生", "没有各专业的录取名册。", t, k.choiceNote(t))
}

func (k linkage) admissionRow(r LinkageRow) []Cell {
	p := k.majorPlace(r)
	plan, admitted := r.Plan+r.PlanSplit, r.Admitted+r.AdmittedSplit
	position := p.Scaled("entry_position", r.Position, 2, "%")
	if r.Ranked == 0 {
		position = position.Withheld(figure.NotApplicable, "没有对应的一分一段表")
	}
	registered := some(p, "entry_registered_rate", r.CameAdmitted+r.CameSplit, admitted, "没有录取")
	if !r.CameKnown {
		registered = registered.Withheld(figure.NotApplicable, "有人报到与否不明")
	}
	why := noChoice
	if r.Admitted == 0 {
		why = "按大类录取，见大类一行"
	}
	return append(k.named(r.Major, r.Institution, r.EntryYear, r.Level, r.Type), figureCell(planned(p.Count("entry_plan_all", plan, "人"))), figureCell(p.Count("entry_plan_split", r.PlanSplit, "人")),
		figureCell(p.Count("entry_admitted_all", admitted, "人")), figureCell(some(p, "entry_fill", admitted, plan, noPlan)), figureCell(registered),
		figureCell(some(p, "entry_first_choice_rate", r.FirstChoice, r.ChoiceEligible, why)), figureCell(some(p, "entry_adjusted_rate", r.Adjusted, r.ChoiceEligible, why)), figureCell(position))
}

const noChoice = "这种录取方式下没有意义"

// choiceNote counts those of whom choice rates mean nothing, and says what the
// position is.
func (k linkage) choiceNote(t *Table) Block {
	if len(t.Rows) == 0 {
		return nil
	}
	return note(k.classWords(), []Span{prose.T("第一志愿率和调剂率只对先投学校或专业组、再排专业志愿的录取方式有意义，其余标“—”。" +
		"录取位次是考生在本省同科类一分一段表里的百分位（名次 ÷ 考生总数），取中位，越小越好；没有一分一段表的标“—”")}, k.modeWords())
}

// classWords warn of adding a 大类 to the majors that it was divided among.
func (k linkage) classWords() []Span {
	if !slices.ContainsFunc(k.Majors, func(r LinkageRow) bool { return r.IsClass }) {
		return nil
	}
	return []Span{prose.T("大类的计划、录取和报到按分流结果拆到各专业，大类自己的一行与拆分数重复，不能再相加。")}
}

// modeWords count the admitted outside choice rates. A province's schools would
// each need a sentence of their own, so it has none.
func (k linkage) modeWords() []Span {
	if k.province {
		return nil
	}
	var spans []Span
	for _, m := range k.Modes {
		p := figure.Place{Cohort: k.cohort, Cutoff: strconv.Itoa(m.EntryYear), Grain: "entry_mode", Source: "marts.admission_mode_count",
			Keys: []figure.Key{{Name: "level", Value: m.Level}, {Name: "type", Value: m.Type}, {Name: "reason", Value: m.Title}}}
		lead := "；"
		if spans == nil {
			lead = "。不计入第一志愿率和调剂率的："
		}
		spans = append(spans, prose.T(lead), prose.D(strconv.Itoa(m.EntryYear)), prose.T("级"), prose.L(m.Level+suffix(m.Type)), prose.F(p.Count("entry_choice_excluded", m.People, "人")), prose.T("人（"), prose.L(m.Title), prose.T("）"))
	}
	return spans
}

// outcomes are what became of each major's students.
func (k linkage) outcomes() Section {
	t := k.majorTable("entry-outcomes", "各专业的培养与就业", numbers("registered", "报到", "人"), numbers("in", "转入", "人"), numbers("out", "转出", "人"),
		numbers("lost", "流失率", "%"), numbers("on_time", "按期毕业率", "%"), numbers("graduated", "毕业", "人"), numbers("unmatched", "无法匹配", "人"),
		numbers("settled", "落实率", "%"), numbers("study", "升学率", "%"), numbers("related", "专业相关", "%"),
		numbers("local", "本省就业", "%"), numbers("returned", "生源回流", "%"), Column{Key: "matched", Title: "对账"})
	for _, r := range k.majors() {
		if r.stayed() > 0 || r.Graduated > 0 {
			if r.IsClass {
				r.Major += "（未分流）"
			}
			t.Rows = append(t.Rows, k.outcomeRow(r))
		}
	}
	if k.public {
		t.keepColumns("registered", "on_time", "graduated")
		return section("entry-outcomes", "各专业的培养", "没有到期的年级。", t, publicOutcomeNote(t))
	}
	return section("entry-outcomes", "各专业的培养与就业", "没有到期的年级。", t, k.outcomeNote(t))
}

// stayed is how many of an entry cohort belonged to a major in the end.
func (r LinkageRow) stayed() int64 {
	return r.Registered + r.TransferredIn + r.ResumedIn - r.TransferredOut - r.MovedOut
}

func (k linkage) outcomeRow(r LinkageRow) []Cell {
	p, stayed := k.majorPlace(r), r.stayed()
	lost := r.Withdrawn + r.OtherLeave + r.LeftEarly
	row := k.named(r.Major, r.Institution, r.EntryYear, r.Level, r.Type)
	for _, f := range []*figure.Figure{p.Count("entry_registered", r.Registered, "人"), p.Count("entry_transferred_in", r.TransferredIn, "人"), p.Count("entry_transferred_out", r.TransferredOut, "人"),
		some(p, "entry_lost_rate", min(lost, max(stayed, 0)), max(stayed, 0), "没有在读的人"), k.onTime(r),
		p.Count("entry_graduated", r.Graduated, "人"), p.Count("entry_unmatched", r.Unmatched, "人"), some(p, "entry_settled_rate", r.Settled, r.Graduated, "没有毕业生"),
		some(p, "entry_study_rate", r.FurtherStudy, r.Graduated, "没有毕业生"), some(p, "entry_related_rate", r.Related, r.RelatedBase, "没有人答是否对口"),
		some(p, "entry_local_rate", r.Local, r.LocalBase, "不知道学校所在的省份或工作地"), some(p, "entry_return_rate", r.Returned, r.ReturnBase, "没有外省生源就业")} {
		row = append(row, figureCell(f))
	}
	return append(row, labelCell(matchedBy(r.MatchedBy)))
}

// onTime is the share that graduated on time; where all still study, as in a
// major of five years, there is none yet.
func (k linkage) onTime(r LinkageRow) *figure.Figure {
	stayed := max(r.stayed(), 0)
	f := some(k.majorPlace(r), "entry_on_time_rate", min(r.OnTime, stayed), stayed, "没有在读的人")
	if r.Graduated == 0 && r.Studying > 0 {
		return f.Withheld(figure.NotApplicable, "还没有到毕业的时候")
	}
	return f
}

func (k linkage) outcomeNote(t *Table) Block {
	if len(t.Rows) == 0 {
		return nil
	}
	return note([]Span{prose.T("流失率：（退学 + 其他离校 + 肄业）÷ 最终属于本专业的人（报到 + 转入 + 复学、降级转入 − 转出 − 转到其他年级）；按期毕业率：在学制年限内毕业的 ÷ 同一分母。" +
		"落实率、升学率以毕业生为分母；专业相关、本省就业以就业且知道的为分母；生源回流是外省生源就业者中回到生源省份的占比。升学、就业是毕业当届最后一个截止日的登记。“（未分流）”一行是大类里始终没有分流的人，上一张表把他们按分流比例计入各专业")})
}

// publicOutcomeNote explains what is left of the table in the public edition.
func publicOutcomeNote(t *Table) Block {
	if len(t.Rows) == 0 {
		return nil
	}
	t.Title = "各专业的报到与毕业"
	return note([]Span{prose.T("按期毕业率：在学制年限内毕业的，除以最终属于本专业的人（含转入和复学，不含转出）。“（未分流）”一行是大类里始终没有分流的人")})
}

// splits shows how 大类 plans were divided. A province's schools each divide
// their own, which their own reports show.
func (k linkage) splits() Section {
	if k.province {
		return section("class-split", "大类招生的拆分", "各校的拆分见各校自己的报告。")
	}
	t := &Table{ID: "class-split", Title: "大类招生计划按实际分流的拆分", Basis: Basis{Source: "marts.class_split", Population: "最近一年按大类下达的计划"}, Notes: [][]Span{{prose.T(splitNote)}}, Columns: []Column{{Key: "entry", Title: "招生年份"}, {Key: "level", Title: "学历层次"}, {Key: "type", Title: "招生类型"}, {Key: "class", Title: "大类"}, {Key: "major", Title: "专业"},
		{Key: "basis", Title: "依据的年级"}, numbers("students", "该年级分到本专业", "人"), numbers("share", "占比", "%"),
		numbers("plan", "大类计划", "人"), numbers("split", "拆给本专业", "人")}}
	for _, s := range k.Splits {
		p := figure.Place{Cohort: k.cohort, Cutoff: strconv.Itoa(s.EntryYear), Grain: "class_split", Source: "marts.class_split",
			Keys: []figure.Key{{Name: "level", Value: s.Level}, {Name: "type", Value: s.Type}, {Name: "class", Value: s.Class}, {Name: "major", Value: s.MajorKey}}}
		t.Rows = append(t.Rows, []Cell{timeCell(strconv.Itoa(s.EntryYear)), labelCell(s.Level), labelCell(s.Type), labelCell(s.Class), labelCell(s.Major), timeCell(strconv.Itoa(s.BasisYear)),
			figureCell(p.Count("split_students", s.Students, "人")), figureCell(p.Share("split_share", s.Students, s.StudentsAll)), figureCell(p.Count("split_class_plan", s.ClassPlan, "人")), figureCell(p.Count("split_plan", s.PlanSplit, "人"))})
	}
	return section("class-split", "大类招生的拆分", "没有按大类下达的招生计划。", t)
}

const splitNote = "拆分比例是同一大类的学生实际分到各专业的比例：本年级多数已经分流的用本年级，没有则用其后最近的年级，仍没有则用其前最近的；没有分流记录的招生类型照普通类的比例；取整用最大余数法，合计等于大类计划。怎样拆分没有文件规定，这是惯例。"

// vacancies set positions beside graduates.
func (k linkage) vacancies() Section {
	t := &Table{ID: "vacancies", Title: "各专业的岗位与毕业生", Appendix: true, Basis: Basis{Cohort: strconv.Itoa(k.cohort), Source: "marts.vacancy", Population: "载入了岗位需求的专业，毕业生截至最后一个截止日"},
		Columns: append(k.school(), Column{Key: "level", Title: "学历层次"}, Column{Key: "major", Title: "专业"}, numbers("positions", "岗位", "个"), numbers("graduates", "毕业生", "人"), numbers("ratio", "每百名毕业生的岗位", "个"))}
	for _, v := range k.Vacancies {
		t.Rows = append(t.Rows, k.vacancyRow(v))
	}
	return section("vacancies", "供需比", "没有载入岗位需求。", t)
}

func (k linkage) vacancyRow(v VacancyRow) []Cell {
	p := figure.Place{Cohort: v.Cohort, Cutoff: v.Cutoff, Grain: "vacancy", Source: "marts.vacancy", Keys: []figure.Key{{Name: "level", Value: v.Level}, {Name: "major", Value: v.MajorKey}}}
	var row []Cell
	if k.province {
		p.Keys = append(p.Keys, figure.Key{Name: "institution", Value: v.Institution})
		row = append(row, labelCell(v.Institution))
	}
	ratio := p.Count("vacancy_ratio", 0, "个").Withheld(figure.NotApplicable, "没有毕业生")
	if v.Graduates > 0 {
		ratio = p.Count("vacancy_ratio", (200*v.Positions+v.Graduates)/(2*v.Graduates), "个")
	}
	return append(row, labelCell(v.Level), labelCell(v.Major), figureCell(p.Count("vacancy_positions", v.Positions, "个")), figureCell(p.Count("graduates", v.Graduates, "人")), figureCell(ratio))
}
