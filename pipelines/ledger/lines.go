package ledger

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/query"
)

// Row is where a line stands: a row of a sheet of a file.
type Row struct {
	File  int64
	Sheet string
	Row   int64 // 1-based
}

// Line is what a row says of a person, as far as its contract knows. It names
// him: lists of lines are for internal use, stamped and logged.
type Line struct {
	Name, Student, Level, College, Major, Destination, Employer string
}

// lineColumns are the columns of raw that a Line is made of.
var lineColumns = []string{"name", "student_no", "level", "college", "major", "destination", "employer_name"}

// Lines reads rows of the files in the store and writes down that somebody did,
// for an output of so many lines. A row that is no longer there is left out.
func Lines(ctx context.Context, env Env, verb, output string, lines int, wanted []Row, o Order) (map[Row]Line, error) {
	found := map[Row]Line{}
	err := transact(ctx, env, func(b Book) error {
		for file, rows := range byFile(wanted) {
			b.linesOf(env, file, rows, found)
		}
		b.accessed(verb, output, lines, o)
		return b.Err
	})
	return found, err
}

func byFile(wanted []Row) map[int64]map[Row]bool {
	files := map[int64]map[Row]bool{}
	for _, r := range wanted {
		if files[r.File] == nil {
			files[r.File] = map[Row]bool{}
		}
		files[r.File][r] = true
	}
	return files
}

// linesOf reads the wanted rows of one file.
func (b Book) linesOf(env Env, file int64, wanted map[Row]bool, found map[Row]Line) {
	for _, c := range env.Contracts {
		if b.One("select count(*) from meta.file as f join meta.load as l on l.load_id = f.load_id where f.file_id = ? and l.contract = ?", file, c.Name) == 0 {
			continue
		}
		b.Each(func(rows *sql.Rows) error {
			at, l := Row{File: file}, Line{}
			err := rows.Scan(&at.Sheet, &at.Row, &l.Name, &l.Student, &l.Level, &l.College, &l.Major, &l.Destination, &l.Employer)
			if wanted[at] {
				found[at] = l
			}
			return err
		}, "select coalesce(_sheet, ''), _row, "+strings.Join(columnsOf(c), ", ")+" from raw."+query.Identifier(c.Name)+" where _file_id = ?", file)
	}
}

// columnsOf are the columns of a Line in a contract's table; a destination told
// by its code alone is that code.
func columnsOf(c *contract.Contract) []string {
	var columns []string
	for _, name := range lineColumns {
		text := "''"
		if c.Index(name) >= 0 {
			text = "coalesce(" + query.Identifier(name) + ", '')"
		}
		if name == "destination" && c.Index("destination_code") >= 0 {
			text = "coalesce(nullif(" + text + ", ''), destination_code, '')"
		}
		columns = append(columns, text)
	}
	return columns
}

// Explained is one line of an explanation: whether it counts, where it stands,
// what it says.
type Explained struct {
	Counts string   // 分子, 分母
	Where  []string // file, sheet and row of each place, in the order of the places
	Line
}

// WriteLines writes the lines behind a figure: what it is on the first sheet,
// the lines on the second. places are the kinds of file that a line can stand in.
func WriteLines(path string, owner Owner, at time.Time, about [][2]string, places []string, lines []Explained) error {
	first := list{name: "说明", title: owner.Name + " 数字的来源行（" + at.Format(time.DateOnly) + "）",
		heads: []head{{"项目", 18, false}, {"内容", 90, false}}}
	for _, pair := range about {
		first.rows = append(first.rows, []any{pair[0], pair[1]})
	}
	second := list{name: "来源行", title: first.title, heads: []head{{"序号", 7, false}, {"计入", 10, false}}}
	for _, p := range places {
		second.heads = append(second.heads, head{p + "：文件", 28, false}, head{p + "：工作表", 12, false}, head{p + "：行", 8, false})
	}
	second.heads = append(second.heads, head{"姓名", 10, false}, head{"学号", 14, false}, head{"学历层次", 10, false},
		head{owner.Unit, 20, false}, head{"专业", 20, false}, head{"毕业去向", 20, false})
	for i, l := range lines {
		row := []any{int64(i + 1), l.Counts}
		for _, w := range l.Where {
			row = append(row, w)
		}
		second.rows = append(second.rows, append(row, l.Name, l.Student, l.Level, l.College, l.Major, l.Destination))
	}
	return writeBook(path, []list{first, second})
}

// Sheet is a sheet of a workbook for internal use that names nobody. Rows hold
// texts and whole numbers; Widths are in characters.
type Sheet struct {
	Name, Title string
	Heads       []string
	Widths      []float64
	Rows        [][]any
}

// internal stands on every sheet that names nobody and yet is not for everybody.
const internal = "仅限内部使用，不得公开"

// WriteSheets writes a workbook for internal use.
func WriteSheets(path string, sheets []Sheet) error {
	var lists []list
	for _, s := range sheets {
		l := list{name: s.Name, title: s.Title, rows: s.Rows, stamp: internal}
		for i, h := range s.Heads {
			l.heads = append(l.heads, head{h, s.Widths[i], false})
		}
		lists = append(lists, l)
	}
	return writeBook(path, lists)
}
