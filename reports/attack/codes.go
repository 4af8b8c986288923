package attack

import (
	"encoding/csv"
	"path"
	"strconv"
	"strings"

	sqlfiles "quxiang/sql"

	"quxiang/reports/chapter"
)

// line is a row of a code table, by column.
type line map[string]string

// codes reads a table of sql/reference; they are the program's own, so a broken
// one panics.
func codes(table string) []line {
	f, err := sqlfiles.Files.Open(path.Join("reference", table+".csv"))
	if err != nil {
		panic(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		panic(err)
	}
	var out []line
	for _, row := range rows[1:] {
		l := line{}
		for i, name := range rows[0] {
			l[name] = row[i]
		}
		out = append(out, l)
	}
	return out
}

// int64 is a column that holds a number; empty is nought.
func (l line) int64(column string) int64 {
	n, _ := strconv.ParseInt(l[column], 10, 64)
	return n
}

// reference is what the aggregation needs of the code tables.
type reference struct {
	part    map[string]map[string]string // edition, code: part
	settled map[string]bool              // by code
	members map[string][]string          // codes of a population
	names   map[string]map[string]string // dimension, code: label
	sort    map[string]map[string]int64
	region  map[string]string // of a province
	special map[string][]string
}

// labelled are the dimensions with a code table: its file and columns.
var labelled = []struct{ dimension, table, code, label string }{
	{"gender", "gender", "code", "name"},
	{"level", "level", "level", "title"},
	{"urban_rural", "urban_rural", "code", "name"},
	{"origin_province", "province", "code", "name"},
	{"work_province", "province", "code", "name"},
	{"origin_region", "region", "region", "region"},
	{"work_region", "region", "region", "region"},
	{"work_city", "city", "code4", "name"},
	{"employer_nature", "employer_nature", "code", "name"},
	{"industry", "industry", "code", "name"},
	{"occupation", "occupation", "code", "name"},
	{"destination", "destination", "code", "name"},
}

// readReference reads the code tables.
func readReference() *reference {
	r := &reference{part: map[string]map[string]string{}, settled: map[string]bool{}, members: map[string][]string{},
		names: map[string]map[string]string{}, sort: map[string]map[string]int64{}, region: map[string]string{}, special: map[string][]string{}}
	for _, l := range codes("partition") {
		if r.part[l["edition"]] == nil {
			r.part[l["edition"]] = map[string]string{}
		}
		r.part[l["edition"]][l["code"]] = l["part"]
	}
	for _, l := range codes("destination") {
		r.settled[l["code"]] = r.settled[l["code"]] || l["settled"] == "1"
	}
	for _, l := range codes("population_member") {
		r.members[l["population"]] = append(r.members[l["population"]], l["destination_code"])
	}
	for _, l := range codes("province") {
		r.region[l["code"]] = l["region"]
	}
	for _, l := range codes("key_region") {
		r.special[l["region"]] = append(r.special[l["region"]], l["code"])
	}
	for _, d := range labelled {
		r.names[d.dimension], r.sort[d.dimension] = map[string]string{}, map[string]int64{}
		for _, l := range codes(d.table) {
			if _, known := r.names[d.dimension][l[d.code]]; !known {
				r.names[d.dimension][l[d.code]], r.sort[d.dimension][l[d.code]] = l[d.label], l.sort(d.code)
			}
		}
	}
	return r
}

// sort is a code's place; cities have none but their code.
func (l line) sort(code string) int64 {
	if _, ok := l["sort"]; ok {
		return l.int64("sort")
	}
	return l.int64(code)
}

// name is a code's label; one that has none is its own.
func (r *reference) name(dimension, code string) string {
	if n, ok := r.names[dimension][code]; ok {
		return n
	}
	return code
}

// order is a code's place in its table.
func (r *reference) order(dimension, code string) int64 {
	if n, ok := r.sort[dimension][code]; ok {
		return n
	}
	return 999999
}

// tables are the code tables as the marts hand them to a report.
func (r *reference) tables(d *chapter.Data) {
	for _, at := range labelled {
		for code, label := range r.names[at.dimension] {
			d.Labels = append(d.Labels, chapter.LabelRow{Dimension: at.dimension, Code: code, Label: label, Sort: r.sort[at.dimension][code]})
		}
	}
	for _, l := range codes("completion") {
		d.Labels = append(d.Labels, chapter.LabelRow{Dimension: "completion", Code: l["code"], Label: l["name"], Sort: l.int64("sort")})
	}
	byPlace(d.Labels, func(l chapter.LabelRow) string { return l.Dimension + "|" + l.Code })
	for _, l := range codes("edition") {
		d.Editions = append(d.Editions, chapter.EditionRow{Edition: l["edition"], Title: l["title"], Document: l["document"], Mark: l["mark"]})
	}
	r.parts(d)
	for _, l := range codes("population") {
		d.Populations = append(d.Populations, chapter.PopulationRow{Population: l["population"], Title: l["title"], Note: l["note"],
			Sort: l.int64("sort"), Codes: strings.Join(r.members[l["population"]], "、")})
	}
}

// parts are the parts of the editions with their codes.
func (r *reference) parts(d *chapter.Data) {
	for _, l := range codes("partition_part") {
		var of []string
		for _, p := range codes("partition") {
			if p["edition"] == l["edition"] && p["part"] == l["part"] {
				of = append(of, p["code"])
			}
		}
		d.Parts = append(d.Parts, chapter.PartRow{Edition: l["edition"], Part: l["part"], Title: l["title"], RateTitle: l["rate_title"],
			Settled: l["settled"] == "1", Sort: l.int64("sort"), Codes: strings.Join(of, "、")})
	}
}
