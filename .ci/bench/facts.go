package main

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"golang.org/x/sync/errgroup"

	sqlfiles "quxiang/sql"
)

const (
	factCohorts = 10
	lastCohort  = 2024
	factSchools = 3000
	factGroup   = 1 << 17 // rows of a row group
)

// choice is a text column and what it is drawn from, the empty text for null.
type choice struct {
	name   string
	values []string
}

// choices are the columns that depend on nothing; the first values are drawn
// most.
var choices = []choice{
	{"completion", []string{"毕业", "毕业", "毕业", "结业"}},
	{"gender_code", []string{"1", "2"}},
	{"ethnicity_code", []string{"01", "01", "01", "01", "03", "05", "08", "11"}},
	{"political_code", []string{"03", "03", "13", "01"}},
	{"urban_rural_code", []string{"1", "2"}},
	{"difficulty_code", []string{"0", "0", "1", "2"}},
	{"training_mode_code", []string{"1", "1", "2"}},
	{"normal_code", []string{"0", "0", "1"}},
	{"origin_province_code", []string{"11", "13", "21", "31", "32", "33", "34", "36", "37", "41", "42", "43", "44", "45", "50", "51", "61"}},
	{"origin_city_code", []string{"", "1301", "2102", "3201", "3301", "4101", "4103", "4401", "5101"}},
	{"destination_code", []string{"10", "10", "11", "11", "12", "12", "80", "80", "85", "46", "50", "51", "75", "76", "27", "70", "70", "71", "72"}},
	{"unplaced_type", []string{"", "", "求职中"}},
	{"employer_nature_code", []string{"10", "20", "22", "23", "29", "31", "32", "39", "39", "39"}},
	{"industry_code", []string{"C", "C", "E", "F", "I", "I", "J", "L", "M", "P", "Q", "S"}},
	{"occupation_code", []string{"10", "20", "24", "25", "30", "90"}},
	{"work_province_code", []string{"11", "31", "32", "33", "37", "41", "42", "44", "44", "51"}},
	{"work_city_code", []string{"", "1100", "3100", "3201", "3301", "4101", "4401", "4403"}},
}

// offers is how many majors a school has at a level: as many as there are on
// average, so that the marts of majors have as many rows as a nation's.
var offers = map[string]int{"本科": 50, "专科": 40, "硕士": 20}

// factMajors lists the codes of the catalogue's majors, by the level of
// graduates.
func factMajors() (map[string][]string, error) {
	f, err := sqlfiles.Files.Open("reference/major.csv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	level, digits := slices.Index(rows[0], "level"), slices.Index(rows[0], "digits")
	majors := map[string][]string{}
	for _, row := range rows[1:] {
		majors[row[level]] = append(majors[row[level]], row[digits])
	}
	majors["硕士"] = majors["研究生"]
	return majors, nil
}

// writeFacts writes a file a cohort, each from a stream of its own.
func writeFacts(dir, rows string) error {
	n, err := strconv.Atoi(rows)
	if err != nil {
		return err
	}
	majors, err := factMajors()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range factCohorts {
		cohort := lastCohort - factCohorts + 1 + i
		group.Go(func() error {
			return writeCohort(filepath.Join(dir, fmt.Sprintf("%d.parquet", cohort)), cohort, n/factCohorts, majors)
		})
	}
	return group.Wait()
}

func writeCohort(path string, cohort, rows int, majors map[string][]string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	schema := factSchema()
	props := parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Zstd), parquet.WithMaxRowGroupLength(factGroup))
	w, err := pqarrow.NewFileWriter(schema, f, props, pqarrow.DefaultWriterProps()) // closes f
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(20241231, uint64(cohort)))
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	for left := rows; left > 0; left -= factGroup {
		for range min(left, factGroup) {
			drawFact(r, b, cohort, majors)
		}
		batch := b.NewRecordBatch()
		err := w.Write(batch)
		batch.Release()
		if err != nil {
			return err
		}
	}
	return w.Close()
}

func factSchema() *arrow.Schema {
	text, number := arrow.BinaryTypes.String, arrow.PrimitiveTypes.Int64
	fields := []arrow.Field{{Name: "cohort", Type: number}, {Name: "as_of", Type: arrow.FixedWidthTypes.Date32}, {Name: "entry_year", Type: number},
		{Name: "head_count", Type: number}, {Name: "institution_code", Type: text}, {Name: "institution_name", Type: text},
		{Name: "level", Type: text}, {Name: "major_code", Type: text}, {Name: "programme_kind", Type: text, Nullable: true}}
	for _, c := range choices {
		fields = append(fields, arrow.Field{Name: c.name, Type: text, Nullable: true})
	}
	return arrow.NewSchema(fields, nil)
}

func drawFact(r *rand.Rand, b *array.RecordBuilder, cohort int, majors map[string][]string) {
	school := r.IntN(factSchools)
	level := "本科"
	if school%2 == 1 {
		level = "专科"
	} else if r.IntN(6) == 0 {
		level = "硕士"
	}
	codes := majors[level]
	number := func(i int, n int64) { b.Field(i).(*array.Int64Builder).Append(n) }
	text := func(i int, s string) { b.Field(i).(*array.StringBuilder).Append(s) }
	number(0, int64(cohort))
	b.Field(1).(*array.Date32Builder).Append(arrow.Date32FromTime(time.Date(cohort, 12, 31, 0, 0, 0, 0, time.UTC)))
	number(2, int64(cohort-3))
	number(3, 1)
	text(4, strconv.Itoa(10001+school))
	text(5, "学校"+strconv.Itoa(10001+school))
	text(6, level)
	major := (7*school + r.IntN(offers[level])) % len(codes)
	text(7, codes[major])
	drawn := []string{""} // what kind a programme is does not vary
	if (school+major)%20 == 0 {
		drawn[0] = "中外合作办学"
	}
	for _, c := range choices {
		drawn = append(drawn, c.values[r.IntN(len(c.values))])
	}
	for i, v := range drawn {
		if v != "" {
			text(8+i, v)
		} else {
			b.Field(8 + i).AppendNull()
		}
	}
}
