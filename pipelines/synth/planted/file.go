package planted

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"quxiang/pipelines/workspace"
)

// file is a table on its way to disk, headings first.
type file struct {
	path  string
	load  workspace.Load
	lines [][]string
}

// write makes a CSV file in UTF-8 with a mark, as spreadsheets save it.
func (f file) write(dir string) error {
	path := filepath.Join(dir, filepath.FromSlash(f.path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(out)
	c.UseCRLF = true
	if err := c.WriteAll(f.lines); err != nil {
		return err
	}
	return out.Close()
}

// files are all of the workspace, in the order of loading.
func (w *world) files() []file {
	var out []file
	for _, cohort := range w.script.Cohorts {
		out = append(out, w.roster(cohort))
		for _, cutoff := range Cutoffs {
			out = append(out, w.register(cohort, cutoff))
		}
	}
	return append(out, w.wages(), w.internships(), w.explained(), w.verified(), w.projects())
}

func table(path, contract, headings string) file {
	return file{path: path, load: workspace.Load{Files: []string{path}, Contract: contract},
		lines: [][]string{strings.Split(headings, " ")}}
}

func (f *file) add(cells ...string) { f.lines = append(f.lines, cells) }

// of gives a snapshot's file its cohort and day.
func (f *file) of(cohort int, asOf string) {
	f.load.Cohort, f.load.AsOf, f.load.Scope = cohort, asOf, "school"
}

func (w *world) roster(cohort int) file {
	f := table(fmt.Sprintf("数据/学籍/%d届毕业生名单.csv", cohort), "roster",
		"学号 姓名 身份证号 性别 学历 专业代码 专业 所在院系 毕业年度 毕结业结论 学习形式")
	f.of(cohort, "")
	for _, g := range w.graduates {
		if g.cohort == cohort {
			f.add(append(g.identity(), strconv.Itoa(cohort), "毕业", "全日制")...)
		}
	}
	return f
}

// identity is how rosters and registers begin.
func (g *graduate) identity() []string {
	return []string{g.student, g.Name, g.Card, map[string]string{"1": "男", "2": "女"}[g.Gender], "本科生毕业",
		g.major.Code, g.major.Name, g.major.College}
}

const registerHeadings = "学号 姓名 身份证号 性别 学历 专业代码 专业 所在院系 毕业年度 毕业去向代码 毕业去向 单位名称 " +
	"统一社会信用代码 单位性质代码 单位行业代码 单位所在地代码 单位所在地 联系人电话 登记时间 月薪 单位规模 单位成立日期"

func (w *world) register(cohort int, cutoff string) file {
	f := table(fmt.Sprintf("数据/去向登记/%d届-%d%s.csv", cohort, cohort, strings.ReplaceAll(cutoff, "-", "")),
		"destination", registerHeadings)
	f.of(cohort, fmt.Sprintf("%d-%s", cohort, cutoff))
	for _, g := range w.graduates {
		if g.cohort == cohort {
			cells := append(g.identity(), strconv.Itoa(cohort))
			f.add(append(cells, g.destination(cutoff)...)...)
		}
	}
	return f
}

var destinationNames = map[string]string{"10": "签就业协议形式就业", "11": "签劳动合同形式就业", "12": "其他录用形式就业",
	"27": "科研助理", "46": "应征义务兵", "50": "国家基层项目", "51": "地方基层项目", "70": "待就业", "71": "不就业拟升学",
	"72": "其他暂不就业", "75": "自主创业", "76": "自由职业", "80": "升学", "85": "出国、出境"}

// destination is the rest of a register's row; before somebody registered it
// says 待就业.
func (g *graduate) destination(cutoff string) []string {
	o := g.outcome
	if unplaced(o.code) || !g.registeredBy(cutoff) {
		code := o.code
		if !unplaced(code) {
			code = "70"
		}
		return append([]string{code, destinationNames[code]}, make([]string, 11)...)
	}
	cells := []string{o.code, destinationNames[o.code]}
	cells = append(cells, o.employed()...)
	return append(cells, o.told()...)
}

// employed are name, code, nature, industry, place and telephone.
func (o outcome) employed() []string {
	cells := []string{o.school, "", "", "", "", "", ""}
	if e := o.employer; e != nil {
		cells = []string{e.name, e.credit, e.nature, e.industry, "", "", e.phone}
	}
	if o.place != nil {
		cells[4], cells[5] = o.place.Code+"00", o.place.Name
	}
	return cells
}

// told are the day of registration, the pay, and what is known of the employer.
func (o outcome) told() []string {
	cells := []string{o.registered.Format(time.DateOnly), "", "", ""}
	if o.pay > 0 {
		cells[1] = strconv.Itoa(o.pay)
	}
	if e := o.employer; e != nil && e.size != "" {
		cells[2], cells[3] = e.size, e.founded.Format(time.DateOnly)
	}
	return cells
}
