package synth

import (
	"math/rand/v2"
	"slices"
	"sort"

	"github.com/xuri/excelize/v2"
)

// stain is one kind of dirt. apply changes the entry and names the field it
// soiled; "" says that this entry does not suit.
type stain struct {
	rule     string
	perMille float64
	xlsxOnly bool
	apply    func(r *rand.Rand, e *entry) string
}

// Kinds of planted dirt that are no finding of a contract, but must show in
// the counts: the destination that is empty.
const emptyDestination = "empty_destination"

// Destination codes of our own, for what the register does not say.
const (
	codeUnregistered = "00"
	codeUnrecognised = "99"
)

// registerStains is the dirt of destination files.
var registerStains = []stain{
	{"unknown_code", 0.8, false, unknownDestination},
	{"unknown_code", 0.4, false, unknownNature},
	{"code_text_disagree", 1, false, disagree},
	{emptyDestination, 2, false, empty},
	{"prefix_code", 0.8, false, prefix},
	{"identifier_numeric", 0.6, true, numericCard},
	{"identifier_check_digit", 0.8, false, brokenCard},
	{"date_unreadable", 0.8, false, unreadableDate},
	{"uncached_formula", 0.3, true, uncached},
	{"leading_zero", 0.6, false, lostZero},
}

// rosterStains is the dirt of rosters.
var rosterStains = []stain{
	{"identifier_numeric", 0.3, true, numericCard},
	{"identifier_check_digit", 0.5, false, brokenCard},
	{"date_unreadable", 0.5, false, unreadableDate},
}

func unknownDestination(r *rand.Rand, e *entry) string {
	e.edit("destination_code", pickOf(r, []string{"13", "90", "33"}))
	e.edit("destination", pickOf(r, []string{"多种方式安置", "线上安置"}))
	e.counts = codeUnrecognised
	return "destination_code"
}

func unknownNature(r *rand.Rand, e *entry) string {
	if e.o.employer == nil {
		return ""
	}
	e.edit("employer_nature_code", pickOf(r, []string{"88", "95"}))
	e.edit("employer_nature", "未分类经济体")
	return "employer_nature_code"
}

// disagree pairs a code of one side of the line with a text of the other.
func disagree(r *rand.Rand, e *entry) string {
	other := "70"
	if !settled(e.o.code) {
		other = "10"
	}
	e.edit("destination", label("destination", other))
	e.counts = codeUnrecognised
	return "destination_code"
}

func empty(_ *rand.Rand, e *entry) string {
	e.edit("destination_code", "")
	e.edit("destination", "")
	e.counts = codeUnrecognised
	return "destination_code"
}

func prefix(r *rand.Rand, e *entry) string {
	e.edit("destination_code", e.o.code+pickOf(r, []string{"1", "2"}))
	return "destination_code"
}

func numericCard(_ *rand.Rand, e *entry) string {
	if e.g.card[17] == 'X' {
		return ""
	}
	e.edit("id_card", excelNumber(asExcelNumber(e.g.card)))
	return "id_card"
}

// excelNumber is a cell that holds digits as a number.
type excelNumber string

func brokenCard(_ *rand.Rand, e *entry) string {
	e.edit("id_card", brokenDigit(e.g.card))
	return "id_card"
}

func unreadableDate(r *rand.Rand, e *entry) string {
	field := pickOf(r, []string{"birth_date", "entry_date"})
	e.edit(field, pickOf(r, []string{"20010231", "不详", "2018-13-01"}))
	return field
}

// lostZero is a code that a spreadsheet took for a number: 50101.
func lostZero(_ *rand.Rand, e *entry) string {
	p := e.g.programme
	if p.level != "本科" || len(p.digits) != 6 || p.digits[0] != '0' {
		return ""
	}
	e.edit("major_code", excelNumber(p.digits[1:]))
	return "major_code"
}

func uncached(_ *rand.Rand, e *entry) string {
	if e.o.employer == nil {
		return ""
	}
	e.edit("employer_name", excelize.Cell{Formula: `VLOOKUP(A2,单位表!A:B,2,0)`})
	return "employer_name"
}

// soil plants the stains in entries that are clean so far and records them.
// fields are the columns that the file has.
func soil(r *rand.Rand, f *dataFile, stains []stain) []planted {
	var out []planted
	for _, s := range stains {
		if s.xlsxOnly && f.isCSV() {
			continue
		}
		for range quantity(s.perMille, len(f.entries)) {
			if p, ok := soilOne(r, f, s); ok {
				out = append(out, p)
			}
		}
	}
	return out
}

// planted is dirt whose row is known once all rows are in place.
type planted struct {
	e           *entry
	field, rule string
}

func soilOne(r *rand.Rand, f *dataFile, s stain) (planted, bool) {
	for range 50 {
		e := pickOf(r, f.entries)
		if len(e.edits) > 0 || e.absent || e.g.exclusion != "" {
			continue
		}
		if field := s.apply(r, e); field != "" && f.has(field) {
			return planted{e, field, s.rule}, true
		}
		e.edits = nil
	}
	return planted{}, false
}

// quantity is at least one, so that small workspaces are dirty too.
func quantity(perMille float64, n int) int {
	return max(1, int(perMille*float64(n)/1000+0.5))
}

// repeat doubles some clean rows, the copy right below.
func repeat(r *rand.Rand, f *dataFile, perMille float64) []planted {
	var out []planted
	for range quantity(perMille, len(f.entries)) {
		i := r.IntN(len(f.entries))
		e := f.entries[i]
		if len(e.edits) > 0 || e.twin || e.absent || e.g.exclusion != "" {
			continue
		}
		twin := *e
		twin.twin = true
		f.entries = slices.Insert(f.entries, i+1, &twin)
		out = append(out, planted{&twin, "", "duplicate_row"})
	}
	return out
}

func hide(r *rand.Rand, f *dataFile, perMille float64) []planted {
	var out []planted
	for range quantity(perMille, len(f.entries)) {
		e := pickOf(r, f.entries)
		if len(e.edits) == 0 && !e.hidden && !e.twin {
			e.hidden = true
			out = append(out, planted{e, "", "hidden_row"})
		}
	}
	return out
}

// spellings are ways to write the same thing, which nobody may complain of.
var spellings = map[string][]string{
	"85": {"出国/出境", "出国出境", "出国（境）", "出国、出境"},
	"11": {"签劳动合同形势就业", "签劳动合同形式就业　"},
	"12": {"其它录用形式就业", "其他录用 形式就业"},
	"10": {"签就业协议形式 就业"},
	"70": {"待 就业", "待就业　"},
}

// vary writes some codes full-width and some labels in another spelling.
func vary(r *rand.Rand, f *dataFile, share float64) []planted {
	var out []planted
	for _, e := range f.entries {
		if len(e.edits) > 0 || e.twin || e.absent || !chance(r, share) {
			continue
		}
		if ways := spellings[e.o.code]; len(ways) > 0 && chance(r, 0.7) {
			e.edit("destination", pickOf(r, ways))
			out = append(out, planted{e, "destination", "label_spelling"})
			continue
		}
		e.edit("destination_code", fullWidthDigits.Replace(e.o.code))
		out = append(out, planted{e, "destination_code", "full_width"})
	}
	return out
}

// locate turns planted dirt into faults with rows.
func locate(f *dataFile, list []planted) []Fault {
	rows := map[*entry]int{}
	for i, e := range f.entries {
		rows[e] = f.firstRow() + i
	}
	out := make([]Fault, len(list))
	for i, p := range list {
		out[i] = Fault{File: f.path, Sheet: f.sheet, Row: rows[p.e], Field: p.field,
			Column: f.heading(p.field), Rule: p.rule}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Row < out[j].Row })
	return out
}
