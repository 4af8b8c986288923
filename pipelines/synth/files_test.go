package synth

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"quxiang/pipelines/identity"
)

// sheetOf reads a file's visible sheet as text, row by row.
func sheetOf(t *testing.T, dir string, f File) [][]string {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(f.Path))
	if strings.HasSuffix(path, ".csv") {
		return csvRows(t, path)
	}
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(f.Sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func csvRows(t *testing.T, path string) [][]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if plain, ok := bytes.CutPrefix(text, []byte("\ufeff")); ok {
		text = plain
	} else if text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(text); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// at returns a cell of a row, empty beyond its end.
func at(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return row[i]
}

// columnsIn finds headings in the last heading row.
func columnsIn(row []string) map[string]int {
	out := map[string]int{}
	for i, h := range row {
		out[h] = i
	}
	return out
}

// firstData is the row of the first person, 1-based, found by the heading.
func firstData(rows [][]string) (map[string]int, int) {
	for i, row := range rows {
		if at(row, 0) == "考生号" {
			return columnsIn(row), i + 2
		}
	}
	return nil, 0
}

// truthFromFiles counts destinations the plain way: by student number, the
// places of planted dirt known from the manifest.
func truthFromFiles(t *testing.T, dir string, m Manifest, cohort int, asOf string) map[string]int {
	register, dirty := map[string]string{}, map[string]map[int]string{}
	for _, f := range m.Faults {
		if dirty[f.File] == nil {
			dirty[f.File] = map[int]string{}
		}
		if f.Field == "destination_code" || f.Rule == "duplicate_row" {
			dirty[f.File][f.Row] = f.Rule
		}
	}
	counts := map[string]int{}
	for _, f := range m.Files {
		if f.Contract == "destination" && f.Cohort == cohort && f.AsOf == asOf {
			readRegister(sheetOf(t, dir, f), f, dirty[f.Path], register)
		}
	}
	for _, f := range m.Files {
		if f.Contract != "roster" || f.Cohort > cohort {
			continue
		}
		countRoster(sheetOf(t, dir, f), f, cohort, register, counts)
	}
	return counts
}

func readRegister(rows [][]string, f File, dirty map[int]string, register map[string]string) {
	cols, first := firstData(rows)
	for i := range f.Rows {
		row := rows[first-1+i]
		code := fullWidthBack.Replace(at(row, cols["毕业去向代码"]))
		switch dirty[first+i] {
		case "duplicate_row":
			continue
		case "prefix_code":
			code = code[:2]
		case "unknown_code", "code_text_disagree", emptyDestination:
			code = codeUnrecognised
		}
		register[at(row, cols["学号"])] = code
	}
}

var fullWidthBack = strings.NewReplacer("０", "0", "１", "1", "２", "2", "５", "5", "６", "6", "７", "7", "８", "8", "４", "4")

// countRoster counts the cohort's records; those of earlier cohorts are marked
// so that they don't count again.
func countRoster(rows [][]string, f File, cohort int, register map[string]string, counts map[string]int) {
	cols, first := firstData(rows)
	for i := range f.Rows {
		row := rows[first-1+i]
		student := at(row, cols["学号"])
		excluded := at(row, cols["毕结业结论"]) == "肄业" || at(row, cols["学习形式"]) != "全日制"
		if f.Cohort < cohort || register[student] == "counted" {
			register[student] = "counted"
			continue
		}
		code := register[student]
		if code == "" {
			code = codeUnregistered
		}
		if !excluded {
			counts[code]++
		}
		register[student] = "counted"
	}
}

func TestTruthAgreesWithTheFiles(t *testing.T) {
	dir, m := written(t, 5, Options{Graduates: 400, Cohorts: []int{2018, 2019, 2020, 2023, 2024}})
	for _, f := range m.Files {
		if f.Contract != "destination" {
			continue
		}
		cutoff := f.AsOf[5:]
		got := truthFromFiles(t, dir, m, f.Cohort, f.AsOf)
		total := 0
		for code, n := range got {
			total += n
			if want := m.Count(f.Cohort, cutoff, func(c Cell) bool { return c.Destination == code }); want != n {
				t.Errorf("%s: code %s: %d in the files, %d in the manifest", f.Path, code, n, want)
			}
		}
		if want := m.Count(f.Cohort, cutoff, nil); want != total {
			t.Errorf("%s: %d graduates in the files, %d in the manifest", f.Path, total, want)
		}
	}
}

// faultShows says whether a cell looks the way its rule says.
func faultShows(t *testing.T, book *excelize.File, rows [][]string, f Fault, cols map[string]int) bool {
	row, before := rows[f.Row-1], rows[f.Row-2]
	value := at(row, cols[f.Column])
	name, _ := excelize.CoordinatesToCellName(cols[f.Column]+1, f.Row)
	switch f.Rule {
	case "unknown_code":
		return value != "" && label(strings.TrimSuffix(f.Field, "_code"), value) == ""
	case "code_text_disagree":
		return label("destination", value) != at(row, cols["毕业去向"])
	case emptyDestination:
		return value == "" && at(row, cols["毕业去向"]) == ""
	case "prefix_code":
		return len(value) == 3 && label("destination", value[:2]) != ""
	case "identifier_numeric":
		kind, err := book.GetCellType(f.Sheet, name)
		return err == nil && kind == excelize.CellTypeUnset && strings.HasSuffix(value, "000")
	case "identifier_check_digit":
		return len(value) == 18 && !identity.ValidIDCard(value)
	case "date_unreadable":
		return value == "20010231" || value == "不详" || value == "2018-13-01"
	case "uncached_formula":
		formula, err := book.GetCellFormula(f.Sheet, name)
		return err == nil && formula != "" && value == ""
	case "leading_zero":
		return len(value) == 5
	case "duplicate_row":
		return strings.Join(row, "|") == strings.Join(before, "|")
	case "hidden_row":
		visible, err := book.GetRowVisible(f.Sheet, f.Row)
		return err == nil && !visible
	case "hidden_sheet":
		visible, err := book.GetSheetVisible(f.Sheet)
		return err == nil && !visible
	}
	t.Errorf("no test knows rule %s", f.Rule)
	return false
}

func TestPlantedFaultsAreThere(t *testing.T) {
	dir, m := written(t, 2, Options{Graduates: 300, Cohorts: []int{2018, 2020, 2022, 2024}})
	seen := map[string]int{}
	for _, f := range m.Files {
		if f.Sheet == "" || f.Contract != "destination" && f.Contract != "roster" {
			continue
		}
		book, err := excelize.OpenFile(filepath.Join(dir, filepath.FromSlash(f.Path)))
		if err != nil {
			t.Fatal(err)
		}
		rows := sheetOf(t, dir, f)
		cols, first := firstData(rows)
		if first-1 > f.Skipped || len(rows) != f.Rows+f.Skipped {
			t.Errorf("%s: %d rows, manifest says %d and %d skipped", f.Path, len(rows), f.Rows, f.Skipped)
		}
		for _, fault := range m.Faults {
			if fault.File != f.Path {
				continue
			}
			seen[fault.Rule]++
			if fault.Rule == "hidden_sheet" {
				fault.Row = first
			}
			if !faultShows(t, book, rows, fault, cols) {
				t.Errorf("%+v is not in the file", fault)
			}
		}
		book.Close()
	}
	for _, s := range append(registerStains, stain{rule: "duplicate_row"}, stain{rule: "hidden_row"}, stain{rule: "hidden_sheet"}) {
		if seen[s.rule] == 0 {
			t.Errorf("%s was never planted", s.rule)
		}
	}
}

func TestNumbersPassTheirCheckDigits(t *testing.T) {
	dir, m := written(t, 4, small)
	broken := map[string]map[int]bool{}
	for _, f := range m.Faults {
		if broken[f.File] == nil {
			broken[f.File] = map[int]bool{}
		}
		broken[f.File][f.Row] = f.Field == "id_card" || broken[f.File][f.Row]
	}
	for _, f := range m.Files {
		if f.Contract != "destination" && f.Contract != "roster" {
			continue
		}
		rows := sheetOf(t, dir, f)
		cols, first := firstData(rows)
		for i := range f.Rows {
			row := rows[first-1+i]
			if card := at(row, cols["身份证号"]); !broken[f.Path][first+i] && !identity.ValidIDCard(card) {
				t.Errorf("%s row %d: %s fails its check digit", f.Path, first+i, identity.Mask(card))
			}
			if exam := at(row, cols["考生号"]); len(exam) != 14 {
				t.Errorf("%s row %d: an examination number of %d digits", f.Path, first+i, len(exam))
			}
			if c, ok := cols["单位组织机构代码"]; ok && at(row, c) != "" && !identity.ValidCreditCode(at(row, c)) {
				t.Errorf("%s row %d: credit code %s fails its check digit", f.Path, first+i, at(row, c))
			}
		}
	}
}

func TestSurveyFollowsItsOption(t *testing.T) {
	o := Options{Graduates: 600, Cohorts: []int{2018, 2019, 2020, 2021}, NonResponse: "pay"}
	_, byPay := written(t, 6, o)
	if len(byPay.Alumni) != 8 {
		t.Fatalf("%d cohorts asked in three surveys, want 8: 2022 has no 2017", len(byPay.Alumni))
	}
	for _, a := range byPay.Alumni {
		if a.Answered == 0 || a.Answered >= a.Invited {
			t.Errorf("%+v: nobody or everybody answered", a)
		}
		if a.MeanPayAnswered >= a.MeanPay {
			t.Errorf("%d/%d: the better paid answered, though pay keeps them away", a.SurveyYear, a.Cohort)
		}
	}
}
