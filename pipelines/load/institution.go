package load

import (
	"context"
	"path"
	"regexp"
	"slices"
	"strings"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
)

// institution is the code of the school whose rows a file holds. In a school's
// workspace it is the school; in a province's, what the request says, else the
// name of a folder. It is empty where a column decides row by row, or where
// the contract has nothing to do with one school.
func (e Env) institution(j job, c *contract.Contract, headings map[int]string) (string, error) {
	if !e.Province {
		return e.Institution, nil
	}
	if asked := j.request.Institution; asked != "" && !wholeCode.MatchString(asked) {
		return "", &fault.Error{Kind: fault.Usage, Op: "载入" + c.Title, Value: asked, Why: "不是学校代码", Hint: "--institution 后写五位代码，如 10459"}
	}
	code := j.institution()
	_, said := headings[c.Index("institution_code")]
	if code != "" || said || !c.Person { // what is about nobody may hold for the whole province
		return code, nil
	}
	return "", &fault.Error{Kind: fault.Contract, Op: "载入" + c.Title, File: j.name,
		Why:  "省级工作区里的这份文件没有说是哪所学校的",
		Hint: "加一列院校代码；或把文件放进以五位院校代码开头的文件夹（10459 某某大学）；或加 --institution 10459"}
}

// institution is the code of the school that the request or the folders of a
// job name; empty where neither does.
func (j job) institution() string {
	if j.request.Institution != "" {
		return j.request.Institution
	}
	return institutionIn(j.name)
}

var (
	wholeCode   = regexp.MustCompile(`^\d{5}$`)
	longCode    = regexp.MustCompile(`^\d{10}$`)
	leadingCode = regexp.MustCompile(`^(\d{5})(?:\D|$)`)
)

// schoolCode is the five-digit code of a school, which is also the end of the
// ten digits of its 学校标识码.
func schoolCode(s string) string {
	s = strings.TrimSpace(s)
	if longCode.MatchString(s) {
		return s[5:]
	}
	return s
}

// institutionIn reads the code at the beginning of a folder's name, the nearest
// to the file first.
func institutionIn(name string) string {
	for dir := path.Dir(name); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if m := leadingCode.FindStringSubmatch(strings.TrimSpace(path.Base(dir))); m != nil {
			return m[1]
		}
	}
	return ""
}

// scope is what a file's rows stand for: in a province's workspace a school's
// file stands for that school, so that those of two schools do not overlap.
func (e Env) scope(j job) string {
	if j.request.Scope != "" && j.request.Scope != wholeSchool {
		return j.request.Scope
	}
	if code := j.institution(); e.Province && code != "" {
		return code
	}
	return wholeSchool
}

// settleInstitution compares what the rows say of their school with what the
// workspace, the request or the folder says: a file that speaks of other
// schools only was put in the wrong place. In a province a file that says its
// schools stands for these alone, so that others may come later.
func (p *parsed) settleInstitution(ctx context.Context, env Env, j job) error {
	at := p.contract.Index("institution_code")
	if at < 0 || !p.contract.Person {
		return nil
	}
	said, silent, err := p.schools(ctx)
	if err != nil {
		return err
	}
	expected := env.Institution
	if env.Province {
		expected = j.institution()
	}
	if len(said) > 0 && expected != "" && !slices.Contains(said, expected) {
		return &fault.Error{Kind: fault.Contract, Op: "载入" + p.contract.Title, File: j.name, Column: p.rows.judge.headings[at],
			Value: strings.Join(said[:min(len(said), 5)], "、"), Why: "这一列写的不是应有的学校 " + expected,
			Hint: "检查是不是拿错了文件或放错了文件夹；确是这所学校的，改正这一列"}
	}
	if env.Province && j.request.Scope == wholeSchool && len(said) > 0 && !silent {
		p.scope = strings.Join(said, "|")
	}
	return nil
}

// schools are the codes that the rows' own column says, in order; silent tells
// whether some row says none.
func (p *parsed) schools(ctx context.Context) (said []string, silent bool, err error) {
	rows, err := p.temp.Conn().QueryContext(ctx, "select distinct coalesce(institution_code, '') from parsed.main.rows order by 1")
	if err != nil {
		return nil, false, err
	}
	defer rows.Close()
	for rows.Next() {
		var code string
		if err := rows.Scan(&code); err != nil {
			return nil, false, err
		}
		if code = schoolCode(code); code == "" {
			silent = true
		} else if !slices.Contains(said, code) {
			said = append(said, code)
		}
	}
	return said, silent, rows.Err()
}
