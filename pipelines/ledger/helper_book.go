package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

// Helped is somebody on the list of 重点群体 with what was done for him. It
// names two people, and nothing of it says where the graduate went.
type Helped struct {
	Unit                       string // college, in a province the school
	Helper, HelperNo, Post     string
	Name, Student              string
	Groups                     []string
	Filed, Planned             bool
	Talks, Activities          Times
	Postings                   Times // 有效岗位
	Training, Practice, Grants string
	idcard                     string // pseudonym
	student                    string // pseudonym
}

// Times is how often something was done; Known is false where nothing is
// written.
type Times struct {
	N     int64
	Known bool
}

// wantedTimes is the "3 个 3" (教办学〔2023〕18号): three talks, three activities,
// three valid postings.
const wantedTimes = 3

// words say how much is left to do: 2/3，还差 1 次.
func (t Times) words(unit string) string {
	switch {
	case !t.Known:
		return fmt.Sprintf("没有填，还差 %d %s", wantedTimes, unit)
	case t.N >= wantedTimes:
		return fmt.Sprintf("%d/%d，已完成", t.N, wantedTimes)
	}
	return fmt.Sprintf("%d/%d，还差 %d %s", t.N, wantedTimes, wantedTimes-t.N, unit)
}

// groupContract is the contract of the list.
const groupContract = "key_group"

// helpedSQL reads the lines of a cohort in the loads that count.
func helpedSQL(c *contract.Contract, province bool) string {
	column := func(name string) string {
		if c.Index(name) < 0 {
			return "''"
		}
		return "coalesce(trim(r." + query.Identifier(name) + "), '')"
	}
	unit := column("college")
	if province {
		unit = "coalesce(r._institution, '')"
	}
	columns := []string{unit}
	for _, name := range []string{"helper", "helper_no", "helper_post", "name", "student_no", "group_name", "filed_on", "plan",
		"talks", "activities", "valid_postings", "training", "internship", "subsidy"} {
		columns = append(columns, column(name))
	}
	return "select " + strings.Join(columns, ", ") + ", coalesce(r.pid_idcard, ''), coalesce(r.pid_student, '') from raw." +
		query.Identifier(c.Name) + " as r join meta.load as l on l.load_id = r._load_id and " + Counting +
		" where coalesce(nullif(regexp_extract(coalesce(r.cohort, ''), '[0-9]{4}'), ''), cast(r._cohort as varchar)) = ? order by r._load_id, r._file_id, r._sheet, r._row"
}

// HelpedOf reads who of a cohort is helped by whom, everybody once, and writes
// down that somebody did. college keeps one college; empty keeps all.
func HelpedOf(ctx context.Context, env Env, output string, cohort int, college string, o Order) (all []Helped, err error) {
	c, ok := env.Contracts.Get(groupContract)
	if !ok {
		return nil, fmt.Errorf("there is no contract %s", groupContract)
	}
	err = transact(ctx, env, func(b Book) error {
		lines := store.All(b.Script, scanHelped, helpedSQL(c, env.Province), strconv.Itoa(cohort))
		all = slices.DeleteFunc(once(lines), func(h Helped) bool {
			return college != "" && contract.Normalise(h.Unit) != contract.Normalise(college)
		})
		b.accessed("check --helpers", output, len(all), o)
		return b.Err
	})
	return all, err
}

func scanHelped(rows *sql.Rows) (h Helped, err error) {
	var group, filed, plan, talks, activities, postings string
	err = rows.Scan(&h.Unit, &h.Helper, &h.HelperNo, &h.Post, &h.Name, &h.Student, &group, &filed, &plan,
		&talks, &activities, &postings, &h.Training, &h.Practice, &h.Grants, &h.idcard, &h.student)
	if group != "" {
		h.Groups = []string{group}
	}
	h.Filed, h.Planned = filed != "", said(plan)
	h.Talks, h.Activities, h.Postings = timesOf(talks), timesOf(activities), timesOf(postings)
	return h, err
}

// said reads 有 and 是.
func said(word string) bool { return slices.Contains([]string{"有", "是"}, contract.Normalise(word)) }

func timesOf(text string) Times {
	n, err := strconv.ParseInt(strings.TrimSuffix(contract.Normalise(text), ".0"), 10, 64)
	if err != nil || n < 0 {
		return Times{}
	}
	return Times{n, true}
}

// once makes one of the lines of somebody who is on several lists: the largest
// numbers, and whatever one of them has.
func once(lines []Helped) []Helped {
	var all []Helped
	at := map[string]int{}
	for _, h := range lines {
		i, known := -1, false
		for _, key := range h.keys() {
			if j, ok := at[key]; ok {
				i, known = j, true
			}
		}
		if !known {
			i, all = len(all), append(all, h)
		} else {
			all[i].merge(h)
		}
		for _, key := range h.keys() {
			at[key] = i
		}
	}
	return all
}

// keys are what a line knows its person by.
func (h Helped) keys() []string {
	var keys []string
	if h.idcard != "" {
		keys = append(keys, "idcard:"+h.idcard)
	}
	if h.student != "" {
		keys = append(keys, "student:"+h.student)
	}
	return keys
}

func (h *Helped) merge(o Helped) {
	h.Unit, h.Name, h.Student = cmp.Or(h.Unit, o.Unit), cmp.Or(h.Name, o.Name), cmp.Or(h.Student, o.Student)
	if h.Helper == "" {
		h.Helper, h.HelperNo, h.Post = o.Helper, o.HelperNo, o.Post
	}
	for _, g := range o.Groups {
		if !slices.Contains(h.Groups, g) {
			h.Groups = append(h.Groups, g)
		}
	}
	h.Filed, h.Planned = h.Filed || o.Filed, h.Planned || o.Planned
	h.Talks, h.Activities, h.Postings = more(h.Talks, o.Talks), more(h.Activities, o.Activities), more(h.Postings, o.Postings)
	h.Training, h.Practice, h.Grants = either(h.Training, o.Training), either(h.Practice, o.Practice), either(h.Grants, o.Grants)
}

func more(a, b Times) Times { return Times{max(a.N, b.N), a.Known || b.Known} }

func either(a, b string) string {
	if said(b) {
		return b
	}
	return cmp.Or(a, b)
}

// WriteHelped writes 帮扶任务清单.xlsx: what the tasks are, and a sheet per
// college, each helper's people together, those without a helper first.
func WriteHelped(path string, owner Owner, at time.Time, cohort int, all []Helped) error {
	taken := map[string]bool{"说明": true}
	lists := []list{helpedNotes(owner, at, cohort)}
	var units []string
	for _, h := range all {
		if !slices.Contains(units, h.Unit) {
			units = append(units, h.Unit)
		}
	}
	slices.SortStableFunc(all, func(a, b Helped) int {
		return cmp.Or(cmp.Compare(a.Helper, b.Helper), cmp.Compare(a.HelperNo, b.HelperNo))
	})
	for _, unit := range units {
		name := cmp.Or(unit, "未分"+owner.Unit)
		l := list{name: sheetName(name, taken), heads: helpedHeads,
			title: fmt.Sprintf("%s %s %d 届重点群体帮扶任务（%s）", owner.Name, name, cohort, at.Format(time.DateOnly))}
		for _, h := range all {
			if h.Unit == unit {
				l.rows = append(l.rows, h.row())
			}
		}
		lists = append(lists, l)
	}
	return writeBook(path, lists)
}

var helpedHeads = []head{{"帮扶人", 12, false}, {"帮扶人职务", 14, false}, {"姓名", 10, false}, {"学号", 14, false}, {"重点群体类别", 20, false},
	{"一人一档", 10, false}, {"一人一策", 10, false}, {"谈心谈话", 18, false}, {"就业促进活动", 18, false}, {"推荐有效岗位", 18, false},
	{"技能培训", 9, false}, {"就业见习", 9, false}, {"求职补贴", 9, false}}

func (h Helped) row() []any {
	return []any{cmp.Or(h.Helper, "没有落实帮扶人"), h.Post, h.Name, h.Student, strings.Join(h.Groups, "、"),
		done(h.Filed, "已建档", "未建档"), done(h.Planned, "有", "还没有"),
		h.Talks.words("次"), h.Activities.words("次"), h.Postings.words("个"),
		cmp.Or(h.Training, "没有填"), cmp.Or(h.Practice, "没有填"), cmp.Or(h.Grants, "没有填")}
}

func done(is bool, yes, no string) string {
	if is {
		return yes
	}
	return no
}

// helpedNotes tell where the tasks come from.
func helpedNotes(owner Owner, at time.Time, cohort int) list {
	return list{name: "说明", stamp: internal,
		title: fmt.Sprintf("%s %d 届重点群体帮扶任务清单（%s）", owner.Name, cohort, at.Format(time.DateOnly)),
		heads: []head{{"任务（说明）", 24, false}, {"要求", 60, false}, {"依据", 50, false}},
		rows: [][]any{
			{"一人一档、一人一策", "每人有帮扶工作台账", "教育部关于做好2024届全国普通高校毕业生就业创业工作的通知（教就业〔2023〕4号）"},
			{"帮扶人", "每人有一名帮扶人", "同上"},
			{"3 个 3", "3 次谈心谈话，参加 3 次就业促进活动，推荐 3 个有效岗位", "河南省教育厅办公室关于进一步做好河南省高校毕业生重点群体就业帮扶工作的通知（教办学〔2023〕18号）"},
			{"本清单不写", "毕业去向和落实人数；不据以给帮扶人排名或下指标", "就业监测工作“三不得”"},
		}}
}
