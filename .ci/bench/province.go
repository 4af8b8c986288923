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

// A province: so many institutions, each with its register of so many
// graduates in the national form's first sixty columns.
const (
	institutions = 150
	graduates    = 6000
)

var registerHeadings = strings.Fields(`考生号 身份证号 姓名 性别代码 性别 民族代码 民族 政治面貌代码 政治面貌 院校代码 院校名称 分校名称
	学历代码 学历 专业代码 专业 专业方向 培养方式代码 培养方式 定向或委培单位 生源所在地代码 生源所在地 城乡生源 学制 入学时间 毕业时间
	师范生类别代码 师范生类别 困难生类别代码 困难生类别 所在院系 所在班级 学号 出生日期 入学前档案所在单位 入学前户口所在地派出所
	户口是否转入学校 档案是否转入学校 手机号码 电子邮箱 QQ号码 家庭住址 家庭电话 家庭邮编 毕业去向代码 毕业去向 单位组织机构代码 单位名称
	单位性质代码 单位性质 单位行业代码 单位行业 单位所在地代码 单位所在地 工作职位类别代码 工作职位类别 单位联系人 联系人电话 联系人手机 月薪`)

// register makes the texts of one institution's register.
type register struct {
	school int
	random *rand.Rand
	row    []string
	at     int // the row that row holds
}

func (r *register) text(row, col int) string {
	if row == 1 {
		return registerHeadings[col-1]
	}
	if row != r.at {
		r.at, r.row = row, r.person(row)
	}
	return r.row[col-1]
}

// pick is one of pairs of code and label.
func (r *register) pick(pairs ...string) (code, label string) {
	i := r.random.IntN(len(pairs)/2) * 2
	return pairs[i], pairs[i+1]
}

func (r *register) person(row int) []string {
	n := r.school*graduates + row
	digits := func(format string, limit int) string { return fmt.Sprintf(format, r.random.IntN(limit)) }
	birth := fmt.Sprintf("2002%02d%02d", 1+r.random.IntN(12), 1+r.random.IntN(28))
	sex, sexName := r.pick("1", "男", "2", "女")
	folk, folkName := r.pick("01", "汉族", "01", "汉族", "01", "汉族", "03", "回族", "02", "蒙古族")
	party, partyName := r.pick("03", "共青团员", "13", "群众", "01", "中共党员")
	major, majorName := r.pick("050101", "汉语言文学", "080901", "计算机科学与技术", "020101", "经济学", "070101", "数学与应用数学", "120203", "会计学")
	goes, goesName := r.pick("10", "签就业协议形式就业", "11", "签劳动合同形式就业", "80", "升学", "70", "待就业", "76", "自由职业")
	kind, kindName := r.pick("10", "党政机关", "20", "科研设计单位", "31", "国有企业", "39", "其他企业")
	city := 410100 + 100*r.random.IntN(17)
	return []string{
		fmt.Sprintf("20%012d", n), checked(fmt.Sprintf("%06d%s%03d", city, birth, r.random.IntN(1000))),
		string(rune(0x4e00+r.random.IntN(3000))) + string(rune(0x5000+r.random.IntN(3000))), sex, sexName, folk, folkName, party, partyName,
		fmt.Sprint(10000 + r.school), fmt.Sprintf("第%d大学", r.school), "", "31", "本科生毕业", major, majorName, "", "1", "非定向", "",
		fmt.Sprint(city), "某市", "城镇", "4", "202009", "20240630", "2", "非师范生", "0", "非困难生",
		fmt.Sprintf("第%d学院", r.random.IntN(20)), digits("班%d", 90), fmt.Sprintf("2020%d%05d", r.school, row), birth, "某县人社局", "某派出所",
		"是", "是", digits("13%09d", 1e9), digits("u%d@example.com", 1e8), digits("%d", 1e9), digits("某路%d号", 9999), digits("0371%07d", 1e7), "450000",
		goes, goesName, "", digits("某某科技有限公司%d", 40000), kind, kindName, "34", "信息传输、软件和信息技术服务业", fmt.Sprint(city), "某市", "13", "工程技术人员",
		"某先生", digits("010%08d", 1e8), digits("15%09d", 1e9), digits("%d00", 150),
	}
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

// writeProvince writes the registers as workbooks and, all in one, as CSV.
func writeProvince(dir string) error {
	books := filepath.Join(dir, "province")
	if err := os.MkdirAll(books, 0o755); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, "province-20241231.csv"))
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, strings.Join(registerHeadings, ","))
	for school := range institutions {
		r := &register{school: school, random: rand.New(rand.NewPCG(uint64(school), 0))}
		s := &sheetWriter{kind: "shared", rows: graduates + 1, cols: len(registerHeadings), index: map[string]int{}, text: r.text}
		if err := s.write(filepath.Join(books, fmt.Sprintf("%05d-20241231.xlsx", 10000+school))); err != nil {
			return err
		}
		again := &register{school: school, random: rand.New(rand.NewPCG(uint64(school), 0))}
		for row := 2; row <= graduates+1; row++ {
			fmt.Fprintln(w, strings.Join(again.person(row), ","))
		}
	}
	return errors.Join(w.Flush(), f.Close())
}
