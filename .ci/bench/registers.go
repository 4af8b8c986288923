package main

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// job is a set of registers of whole cohorts, without faults, so that the peers
// need no cleaning: what the tables hold is then the same for everybody.
type job struct {
	name      string
	level     string // school or province, as in quxiang.toml
	schools   int
	from, to  int // cohorts
	graduates int // of a school in a cohort
	columns   int // of the national form, the first so many
	format    string
}

var jobs = []job{
	{name: "university", level: "school", schools: 1, from: 2019, to: 2024, graduates: 12_000, columns: 74, format: "xlsx"},
	{name: "province", level: "province", schools: 150, from: 2024, to: 2024, graduates: 6_000, columns: 60, format: "xlsx"},
	{name: "decade", level: "province", schools: 150, from: 2015, to: 2024, graduates: 6_000, columns: 60, format: "csv"},
}

// scaled is the job with a share of its graduates.
func (j job) scaled(percent int) job {
	j.graduates = max(1, j.graduates*percent/100)
	return j
}

func (j job) rows() int { return j.schools * (j.to - j.from + 1) * j.graduates }

func jobNamed(name string) (job, error) {
	for _, j := range jobs {
		if j.name == name {
			return j, nil
		}
	}
	return job{}, errors.New("no such job: " + name)
}

// write makes the job's files in dir: a workbook a school and cohort, or a CSV
// a cohort.
func (j job) write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for cohort := j.from; cohort <= j.to; cohort++ {
		write := j.writeBooks
		if j.format == "csv" {
			write = j.writeCSV
		}
		if err := write(dir, cohort); err != nil {
			return err
		}
	}
	return nil
}

// writeProvince writes one cohort's registers twice: a workbook a school, and
// all in one as CSV.
func writeProvince(dir string) error {
	j, err := jobNamed("province")
	if err != nil {
		return err
	}
	if err := j.write(filepath.Join(dir, j.name)); err != nil {
		return err
	}
	j.format = "csv"
	return j.write(dir)
}

func (j job) file(dir string, first, cohort int) string {
	return filepath.Join(dir, fmt.Sprintf("%d-%d1231.%s", first, cohort, j.format))
}

func (j job) writeBooks(dir string, cohort int) error {
	for school := range j.schools {
		c := newClass(school, cohort)
		s := &sheetWriter{kind: "shared", rows: j.graduates + 1, cols: j.columns, index: map[string]int{}, text: c.text}
		if err := s.write(j.file(dir, schoolCode(school), cohort)); err != nil {
			return err
		}
	}
	return nil
}

func (j job) writeCSV(dir string, cohort int) error {
	f, err := os.Create(j.file(dir, cohort, cohort))
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, strings.Join(nationalForm[:j.columns], ","))
	for school := range j.schools {
		c := newClass(school, cohort)
		for row := 2; row <= j.graduates+1; row++ {
			fmt.Fprintln(w, strings.Join(c.graduate(row)[:j.columns], ","))
		}
	}
	return errors.Join(w.Flush(), f.Close())
}

var nationalForm = strings.Fields(`考生号 身份证号 姓名 性别代码 性别 民族代码 民族 政治面貌代码 政治面貌 院校代码 院校名称 分校名称
	学历代码 学历 专业代码 专业 专业方向 培养方式代码 培养方式 定向或委培单位 生源所在地代码 生源所在地 城乡生源 学制 入学时间 毕业时间
	师范生类别代码 师范生类别 困难生类别代码 困难生类别 所在院系 所在班级 学号 出生日期 入学前档案所在单位 入学前户口所在地派出所
	户口是否转入学校 档案是否转入学校 手机号码 电子邮箱 QQ号码 家庭住址 家庭电话 家庭邮编 毕业去向代码 毕业去向 单位组织机构代码 单位名称
	单位性质代码 单位性质 单位行业代码 单位行业 单位所在地代码 单位所在地 工作职位类别代码 工作职位类别 单位联系人 联系人电话 联系人手机
	联系人电子邮箱 联系人传真 单位地址 单位邮编 报到证签发类别代码 报到证签发类别 报到证签往单位名称 签往单位所在地代码 签往单位所在地
	报到证编号 报到起始时间 档案转寄单位名称 档案转寄单位地址 档案转寄单位邮编 户口迁转地址`)

func schoolCode(school int) int { return 10000 + school }

// class is the graduates of a school in a cohort, one after the other.
type class struct {
	school, cohort int
	random         *rand.Rand
	row            []string
	at             int // the row that row holds
}

func newClass(school, cohort int) *class {
	return &class{school: school, cohort: cohort, random: rand.New(rand.NewPCG(uint64(school), uint64(cohort)))}
}

// text is a cell of the sheet; row and col are 1-based.
func (c *class) text(row, col int) string {
	if row == 1 {
		return nationalForm[col-1]
	}
	if row != c.at {
		c.at, c.row = row, c.graduate(row)
	}
	return c.row[col-1]
}

// pick is one of some pairs of code and label.
func (c *class) pick(pairs []string) (code, label string) {
	i := c.random.IntN(len(pairs)/2) * 2
	return pairs[i], pairs[i+1]
}

func (c *class) digits(format string, limit int) string {
	return fmt.Sprintf(format, c.random.IntN(limit))
}

// person is what a register says of somebody before he left: the first 44 columns.
func (c *class) person(row int) []string {
	n := c.school*100_000 + row
	level, levelName, majors := "31", "本科生毕业", bachelors
	if c.random.IntN(5) == 0 {
		level, levelName, majors = "11", "硕士生毕业", masters
	}
	sex, sexName := c.pick(sexes)
	folk, folkName := c.pick(folks)
	party, partyName := c.pick(parties)
	major, majorName := c.pick(majors)
	home, homeName := c.pick(places)
	teacher, teacherName := c.pick(teachers)
	need, needName := c.pick(needs)
	idCard, birth := citizen(n, c.cohort)
	return []string{
		fmt.Sprintf("%d%010d", c.cohort%100, n), idCard, string(rune(0x4e00+c.random.IntN(3000))) + string(rune(0x5000+c.random.IntN(3000))),
		sex, sexName, folk, folkName, party, partyName, fmt.Sprint(schoolCode(c.school)), fmt.Sprintf("第%d大学", c.school), "",
		level, levelName, major, majorName, "", "1", "非定向", "", home, homeName, [2]string{"城镇", "农村"}[c.random.IntN(2)], "4",
		fmt.Sprintf("%d09", c.cohort-4), fmt.Sprintf("%d0630", c.cohort), teacher, teacherName, need, needName,
		fmt.Sprintf("第%d学院", 1+c.random.IntN(20)), c.digits("班%d", 90), fmt.Sprintf("%d%d%05d", c.cohort-4, schoolCode(c.school), row), birth,
		"某县人社局", "某派出所", "是", "是", c.digits("13%09d", 1e9), c.digits("u%d@example.com", 1e8), c.digits("1%09d", 1e9),
		c.digits("某路%d号", 9999), c.digits("0371%07d", 1e7), "450000",
	}
}

// graduate is a whole row: who has no work has no employer either.
func (c *class) graduate(row int) []string {
	all := append(make([]string, 0, len(nationalForm)), c.person(row)...)
	code, label := c.pick(destinations)
	all = append(all, code, label)
	if strings.Contains(" 10 11 12 27 50 51 ", " "+code+" ") {
		all = append(all, c.employer()...)
	}
	return all[:len(nationalForm)]
}

func (c *class) employer() []string {
	kind, kindName := c.pick(natures)
	trade, tradeName := c.pick(industries)
	place, placeName := c.pick(places)
	work, workName := c.pick(occupations)
	name := c.digits("某某科技有限公司%d", 40000)
	return []string{"", name, kind, kindName, trade, tradeName, place, placeName, work, workName, "某先生", c.digits("010%08d", 1e8),
		c.digits("15%09d", 1e9), c.digits("hr%d@example.com", 1e6), "", c.digits("某大街%d号", 9999), "450000", "1", "去就业地报到", name, place, placeName,
		c.digits("%08d", 1e8), "20240701", "某市人才交流中心", c.digits("某大街%d号", 9999), "450000", c.digits("某大街%d号", 9999)}
}

// citizen makes a citizen's number that no other n of the cohort has, and the
// day of birth in it.
func citizen(n, cohort int) (number, birth string) {
	day, rest := n/1000%28, n/28_000
	birth = fmt.Sprintf("%d%02d%02d", cohort-22, 1+rest%12, 1+day)
	return checked(fmt.Sprintf("%d%s%03d", 410100+rest/12%90, birth, n%1000)), birth
}

// checked adds the check digit of GB 11643 to seventeen digits.
func checked(digits string) string {
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += w * int(digits[i]-'0')
	}
	return digits + string("10X98765432"[sum%11])
}
