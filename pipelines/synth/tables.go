package synth

import (
	"embed"
	"encoding/csv"
	"strconv"
	"strings"
	"sync"
)

// tableFiles are the invented vocabulary and the weights; codes and names of
// majors, industries and the rest are the national ones.
//
//go:embed data/*.csv
var tableFiles embed.FS

// readTable returns the lines of data/<name>.csv by heading. The files are
// part of the program, so a broken one is a bug.
func readTable(name string) []map[string]string {
	f, err := tableFiles.Open("data/" + name + ".csv")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		panic(err)
	}
	var out []map[string]string
	for _, line := range lines[1:] {
		m := make(map[string]string, len(line))
		for i, s := range line {
			m[lines[0][i]] = s
		}
		out = append(out, m)
	}
	return out
}

func number(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic(err)
	}
	return f
}

func integer(s string) int {
	if s == "" {
		return 0
	}
	return int(number(s))
}

// labelNames are the national names by dimension and code.
var labelNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, line := range readTable("labels") {
		names[line["dimension"]+"/"+line["code"]] = line["name"]
	}
	return names
})

func label(dimension, code string) string { return labelNames()[dimension+"/"+code] }

// column is one heading of the national export, or one that came later.
type column struct{ field, heading, pinyin string }

var exportColumns = sync.OnceValue(func() []column {
	var out []column
	for _, line := range readTable("columns") {
		out = append(out, column{line["field"], line["heading"], line["pinyin"]})
	}
	return out
})

// nationalColumns is how many of exportColumns the export of 2014 to 2022 has,
// surveyedColumns that of 2023; that of 2024 also tells of employers.
const (
	nationalColumns = 74
	surveyedColumns = 78
)

// programme is a major as one college offers it at one level.
type programme struct {
	level, code, digits, name, college string
	category                           string
	size, female, shift                float64 // graduates a year at full size, per cent, log-odds of placement
	from, to                           int     // cohorts, 0 = open
	kind, normal                       string  // 办学类型; 师范生类别, 2 where it is none
	admission                          string  // 招生类型, empty for the ordinary one
}

func loadProgrammes() []*programme {
	var out []*programme
	for _, m := range readTable("programmes") {
		p := &programme{level: m["level"], code: m["code"], name: m["name"], college: m["college"],
			category: m["category"], size: number(m["size"]), female: number(m["female"]),
			shift: number(m["shift"]), from: integer(m["from"]), to: integer(m["to"]),
			kind: m["kind"], normal: m["normal"]}
		p.digits = strings.TrimRight(p.code, "TKH")
		if p.normal == "" {
			p.normal = "2"
		}
		out = append(out, p)
	}
	return out
}

// offered tells whether the programme has graduates in a cohort.
func (p *programme) offered(cohort int) bool {
	return (p.from == 0 || cohort >= p.from) && (p.to == 0 || cohort <= p.to)
}

// title is the programme's name in files; a cooperation has the major's code
// and a name of its own.
func (p *programme) title() string {
	if p.kind == "" {
		return p.name
	}
	return p.name + "（" + p.kind + "）"
}

// years is the length of the programme.
func (p *programme) years() int {
	if p.admission == upgraded {
		return 2
	}
	switch p.level {
	case "本科":
		return 4
	case "第二学士学位":
		return 2
	case "博士":
		return 4
	}
	return 3
}

// place is a prefecture, with its pull on those who look for work.
type place struct {
	code, name, province, provinceName string // 4101, 郑州市, 41, 河南省
	origin, work                       float64
}

// full is the place as files write it: 河南省郑州市, but 北京市.
func (p *place) full() string {
	if p.provinceName == p.name {
		return p.name
	}
	return p.provinceName + p.name
}

func loadPlaces() []*place {
	var out []*place
	for _, m := range readTable("places") {
		province := m["code4"][:2]
		out = append(out, &place{code: m["code4"], name: m["name"], province: province,
			provinceName: label("province", province),
			origin:       number(m["origin"]), work: number(m["work"])})
	}
	return out
}

// trade is what an industry's employers look like.
type trade struct {
	natures, occupations wheel[string]
	pay                  float64 // yuan a month, first pay of a bachelor in 2024
	words                []string
}

func loadTrades() map[string]trade {
	out := map[string]trade{}
	for _, m := range readTable("trade") {
		out[m["industry"]] = trade{natures: readWheel(m["natures"]),
			occupations: readWheel(m["occupations"]), pay: number(m["pay"]),
			words: strings.Fields(m["words"])}
	}
	return out
}

// readWheel reads "39:6 31:2".
func readWheel(s string) wheel[string] {
	var pairs []pair
	for _, item := range strings.Fields(s) {
		code, weight, _ := strings.Cut(item, ":")
		pairs = append(pairs, pair{code, number(weight)})
	}
	return wheelOf(pairs...)
}

// groupedWheels makes one wheel per value of key.
func groupedWheels(table, key, item, weight string) map[string]wheel[string] {
	pairs := map[string][]pair{}
	for _, m := range readTable(table) {
		pairs[m[key]] = append(pairs[m[key]], pair{m[item], number(m[weight])})
	}
	out := map[string]wheel[string]{}
	for k, p := range pairs {
		out[k] = wheelOf(p...)
	}
	return out
}
