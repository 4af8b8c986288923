package synth

import (
	"slices"
	"strconv"
)

// rosterColumns are a list of graduates as the 教务 office keeps it.
var rosterColumns = []column{
	{"exam_no", "考生号", ""}, {"id_card", "身份证号", ""}, {"student_no", "学号", ""}, {"name", "姓名", ""},
	{"gender", "性别", ""}, {"ethnicity", "民族", ""}, {"political", "政治面貌", ""},
	{"level_code", "学历代码", ""}, {"level", "学历", ""}, {"major_code", "专业代码", ""}, {"major", "专业", ""},
	{"programme_kind", "办学类型", ""}, {"college", "所在院系", ""}, {"class_name", "所在班级", ""},
	{"birth_date", "出生日期", ""}, {"duration", "学制", ""}, {"entry_date", "入学时间", ""},
	{"graduation_date", "毕业时间", ""}, {"completion", "毕结业结论", ""}, {"study_form", "学习形式", ""},
	{"training_mode_code", "培养方式代码", ""}, {"training_mode", "培养方式", ""},
	{"origin_code", "生源所在地代码", ""}, {"origin", "生源所在地", ""}, {"urban_rural", "城乡生源", ""},
	{"normal_code", "师范生类别代码", ""}, {"normal", "师范生类别", ""},
	{"difficulty_code", "困难生类别代码", ""}, {"difficulty", "困难生类别", ""},
	{"admission_type", "招生类型", ""},
}

// roster builds the list of a cohort: who graduated, whole or 结业, and the few
// who left without.
func (w *world) roster(cohort int) *dataFile {
	year := strconv.Itoa(cohort)
	f := &dataFile{contract: "roster", cohort: cohort, sheet: "毕业生名单", columns: rosterColumns,
		path: "数据/学籍/毕业生名单-" + year + "届.xlsx"}
	if cohort == 2019 {
		f.path, f.sheet, f.encoding = "数据/学籍/毕业生名单-"+year+"届.csv", "", "UTF-8"
	}
	if cohort == 2020 {
		f.title = institutionName + year + "届毕业生（含结业生）名单"
	}
	for _, g := range w.rosters[cohort] {
		f.entries = append(f.entries, &entry{g: g, dates: "20060102"})
	}
	return f
}

func (w *world) dirtyRoster(f *dataFile) []planted {
	r := stream(w.seed, topic("dirt/roster", f.cohort))
	stains := slices.DeleteFunc(slices.Clone(rosterStains), func(s stain) bool { return s.xlsxOnly && f.isCSV() })
	return append(soil(r, f, stains), repeat(r, f, 0.3)...)
}
