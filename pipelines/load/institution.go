package load

import (
	"path"
	"regexp"
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

var leadingCode = regexp.MustCompile(`^(\d{5})(?:\D|$)`)

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
