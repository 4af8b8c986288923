package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/store"
)

// Step is an approval that a public edition may need.
type Step struct {
	Name         string
	WithDate     bool // the day of the meeting has to be told
	WithDocument bool // the number of the paper has to be told
}

// Steps are the approvals known by name; a workspace may require others.
var Steps = []Step{
	{Name: "学院确认"}, {Name: "招就处"}, {Name: "教务处"}, {Name: "分管校领导"},
	{Name: "校党委会", WithDate: true}, {Name: "省厅核准", WithDocument: true},
}

// Signoff is an approval that is given.
type Signoff struct {
	Cohort   int
	Step     string
	On       time.Time // day of the meeting or the paper; zero: not told
	Document string    // number of the paper
	Note     string
}

// The standings of an approval.
const (
	Given       = "given"
	NotGiven    = "missing"
	Outdated    = "outdated" // given, but the data have changed since
	NotRequired = "extra"    // given, though the workspace does not require it
)

// Approval is where one step of a cohort stands.
type Approval struct {
	Cohort   int    `json:"cohort"`
	Step     string `json:"step"`
	Standing string `json:"standing"` // given, missing, outdated, extra
	By       string `json:"by,omitempty"`
	On       string `json:"date,omitempty"` // YYYY-MM-DD
	Document string `json:"document,omitempty"`
	Note     string `json:"note,omitempty"`
	At       string `json:"recorded_at,omitempty"` // 2024-12-31 08:00:00, UTC
	Since    int64  `json:"loads_since"`           // loads taken in or out since it was given, at least

	same bool // the data are those that were approved
}

// Missing lists the required steps that no approval counts for: what a public
// edition is stamped 未经核准 for.
func Missing(all []Approval) []string {
	var steps []string
	for _, a := range all {
		if a.Standing == NotGiven || a.Standing == Outdated {
			steps = append(steps, a.Step)
		}
	}
	return steps
}

// contentSQL condenses which data count into one word, and counts the loads. A
// change of state alone (省核) leaves it: the data are the same.
const contentSQL = `select md5(coalesce(string_agg(concat_ws('|', f.sha256, l.contract, l.cohort, l.as_of, l.scope, l.coverage,
		l.mapping_sha256), ';' order by f.sha256, f.file_id), '')) as content, count(*) as loads
	from meta.file as f join meta.load as l on l.load_id = f.load_id and ` + Counting

// approvalsSQL gives each step's latest approval that was not withdrawn.
const approvalsSQL = `with now as (` + contentSQL + `)
select s.step, s.by_whom, coalesce(strftime(s.decided_on, '%Y-%m-%d'), ''), coalesce(s.document, ''), coalesce(s.note, ''),
	strftime(s.recorded_at, '%Y-%m-%d %H:%M:%S'), s.content = n.content, greatest(abs(n.loads - s.loads),
		(select count(*) from meta.load as l where l.loaded_at > s.recorded_at and ` + Counting + `))
from meta.signoff as s cross join now as n
where s.cohort = ? and s.withdrawn_at is null
qualify row_number() over (partition by s.step order by s.signoff_id desc) = 1
order by s.signoff_id`

// Approvals lists where each required step of a cohort stands, in the order of
// the configuration, then what was approved besides.
func Approvals(ctx context.Context, env Env, cohort int, required []string) ([]Approval, error) {
	given, err := store.Query(ctx, env.Store, approval(cohort), approvalsSQL, cohort)
	return stand(cohort, required, given), err
}

// approvals is Approvals within a transaction.
func (b Book) approvals(cohort int, required []string) []Approval {
	return stand(cohort, required, store.All(b.Script, approval(cohort), approvalsSQL, cohort))
}

func approval(cohort int) func(*sql.Rows) (Approval, error) {
	return func(rows *sql.Rows) (Approval, error) {
		a := Approval{Cohort: cohort}
		return a, rows.Scan(&a.Step, &a.By, &a.On, &a.Document, &a.Note, &a.At, &a.same, &a.Since)
	}
}

// stand holds what was given against what is required.
func stand(cohort int, required []string, given []Approval) []Approval {
	var all []Approval
	for _, step := range required {
		a := Approval{Cohort: cohort, Step: step, Standing: NotGiven}
		if i := slices.IndexFunc(given, func(g Approval) bool { return g.Step == step }); i >= 0 {
			a = given[i]
			a.Standing = Given
			if !a.same {
				a.Standing = Outdated
			}
		}
		all = append(all, a)
	}
	for _, a := range given {
		if !slices.Contains(required, a.Step) {
			a.Standing = NotRequired
			all = append(all, a)
		}
	}
	return all
}

// SignOff records an approval of the data as they are now.
func SignOff(ctx context.Context, env Env, s Signoff, required []string, o Order) error {
	if err := s.sound(env.Store.Clock(), required, o); err != nil {
		return err
	}
	return transact(ctx, env, func(b Book) error {
		if b.One(`select count(*) from raw.destination as r join meta.load as l on l.load_id = r._load_id
			where r._cohort = ? and `+Counting, s.Cohort) == 0 && b.Err == nil {
			return s.fault("没有这一届的毕业去向", "先载入这一届的数据，或用 --cohort 换一届（不写则按 quxiang.toml 的 report.year）；用 quxiang history 查看载入过哪些届")
		}
		b.Exec(`insert into meta.signoff select ?, ?, ?, ?, cast(nullif(?, '') as date), nullif(?, ''), nullif(?, ''),
			c.content, c.loads, ?, null, null, null from (`+contentSQL+`) as c`, b.Next("meta.signoff", "signoff_id"),
			s.Cohort, s.Step, o.By, date(s.On), s.Document, s.Note, b.At)
		return b.Err
	})
}

// sound says what an approval lacks.
func (s Signoff) sound(now time.Time, required []string, o Order) error {
	i := slices.IndexFunc(Steps, func(k Step) bool { return k.Name == s.Step })
	switch {
	case i < 0 && !slices.Contains(required, s.Step):
		return s.fault("没有这个审批环节", "可用的是 "+strings.Join(stepNames(required), "、")+"；别的环节先写进配置的 signoff.required")
	case strings.TrimSpace(o.By) == "":
		return s.fault("没有写是谁签的", "加 --by 姓名或职务")
	case i >= 0 && Steps[i].WithDate && s.On.IsZero():
		return s.fault("没有写会议日期", "加 --date 日期，如 --date 2024-12-20")
	case i >= 0 && Steps[i].WithDocument && s.Document == "":
		return s.fault("没有写核准文件的文号", "加 --document 文号")
	case !s.On.IsZero() && s.On.Year() < s.Cohort:
		return s.fault("日期 "+date(s.On)+" 早于这一届毕业的年份", "写实际开会或发文的日期")
	case s.On.After(now.AddDate(0, 0, 1)): // the local day may be a day ahead
		return s.fault("日期 "+date(s.On)+" 还没有到", "写实际开会或发文的日期")
	}
	return nil
}

// stepNames are the steps that may be signed: those required first.
func stepNames(required []string) []string {
	names := slices.Clone(required)
	for _, k := range Steps {
		if !slices.Contains(names, k.Name) {
			names = append(names, k.Name)
		}
	}
	return names
}

func (s Signoff) fault(why, hint string) error {
	return &fault.Error{Kind: fault.Usage, Op: "记录签核", File: fmt.Sprintf("%d 届", s.Cohort), Value: s.Step, Why: why, Hint: hint}
}

func date(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

// WithdrawSignoff takes back what was approved of a step; the record stays,
// with the reason.
func WithdrawSignoff(ctx context.Context, env Env, cohort int, step string, o Order) error {
	s := Signoff{Cohort: cohort, Step: step}
	if o.Reason == "" {
		return s.fault("没有写撤回的理由", "加 --reason 理由")
	}
	return transact(ctx, env, func(b Book) error {
		n := b.Exec(`update meta.signoff set withdrawn_at = ?, withdrawn_by = ?, withdrawn_why = ?
			where cohort = ? and step = ? and withdrawn_at is null`, b.At, o.person(), o.Reason, cohort, step)
		if b.Err == nil && n == 0 {
			return s.fault("没有记过，不能撤回", "用 quxiang signoff 查看各环节")
		}
		return b.Err
	})
}
