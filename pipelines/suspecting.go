package pipelines

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
	"quxiang/pipelines/suspect"
)

// SuspectChoice is which doubts come on the list.
type SuspectChoice struct {
	Sample  int    // records; 0: all
	Seed    uint64 // of the sample
	College string // empty: all; in a province a school
}

// Suspected is how many were listed of how many; those that a check cleared are
// not listed again.
type Suspected struct {
	Listed, Doubted, Cleared int
	Graduates                int64
}

// PerThousand is how many are doubted of 1,000 graduates, one decimal.
func (s Suspected) PerThousand() string { return ledger.PerThousand(int64(s.Doubted), s.Graduates) }

const doubtsSQL = `
select s.record_key, s.cohort, s.institution_code, coalesce(c.name, s.college_key, ''), s.signal, d.title, s.reason, d.evidence, s.risk,
    coalesce(g.file_id, 0), coalesce(g.sheet, ''), coalesce(g.row_no, 0),
    coalesce(g.roster_file_id, 0), coalesce(g.roster_sheet, ''), coalesce(g.roster_row_no, 0), coalesce(k.cleared, false)
from warehouse.fct_suspicion as s
join reference.suspect_signal as d on d.signal = s.signal
join warehouse.fct_graduate as g on g.institution_code = s.institution_code and g.cohort = s.cohort
    and g.cutoff = s.cutoff and g.record_key = s.record_key and g.counted = 1
left join warehouse.suspect_check as k on k.institution_code = s.institution_code and k.cohort = s.cohort and k.person_key = g.person_key
left join warehouse.dim_college as c on c.college_key = s.college_key
where s.cohort = ?
order by s.institution_code, s.record_key, d.sort`

// doubts reads the records of a cohort that have doubts, with their doubts.
func doubts(ctx context.Context, build *store.Reader, cohort int) ([]suspect.Record, error) {
	var all []suspect.Record
	err := query.Each(ctx, build.DB(), "warehouse.fct_suspicion", doubtsSQL, func(scan func(...any) error) error {
		var r suspect.Record
		var d suspect.Doubt
		err := scan(&r.Key, &r.Cohort, &r.Institution, &r.College, &d.Signal, &d.Title, &d.Reason, &d.Evidence, &d.Risk,
			&r.Line.File, &r.Line.Sheet, &r.Line.Row, &r.Roster.File, &r.Roster.Sheet, &r.Roster.Row, &r.Cleared)
		if n := len(all); n == 0 || all[n-1].Key != r.Key || all[n-1].Institution != r.Institution {
			all = append(all, r)
		}
		all[len(all)-1].Doubts = append(all[len(all)-1].Doubts, d)
		return err
	}, cohort)
	return all, err
}

// ExportSuspects writes the list of doubts of the report's cohort to path.
func (e *Engine) ExportSuspects(ctx context.Context, build *store.Reader, path string, o SuspectChoice) (Suspected, error) {
	cohort := e.Workspace.Config.Report.Year
	all, err := doubts(ctx, build, cohort)
	if err != nil {
		return Suspected{}, err
	}
	book := ledger.SuspectBook{Owner: e.owner(), At: time.Now(), Province: e.province()}
	if err := e.counted(ctx, build, cohort, &book); err != nil {
		return Suspected{}, err
	}
	if all, err = ofCollege(all, &book, o.College); err != nil {
		return Suspected{}, err
	}
	open := slices.DeleteFunc(slices.Clone(all), func(r suspect.Record) bool { return r.Cleared })
	drawn := suspect.Draw(open, o.Sample, o.Seed)
	result := Suspected{len(drawn), len(all), len(all) - len(open), book.Units[0].Graduates}
	book.About += drawnWords(result, o)
	if err := e.nameSuspects(ctx, drawn, filepath.Base(path), &book); err != nil {
		return result, err
	}
	return result, ledger.WriteSuspects(path, book)
}

// drawnWords tell how the list was made of the doubts.
func drawnWords(n Suspected, o SuspectChoice) string {
	cleared := ""
	if n.Cleared > 0 {
		cleared = fmt.Sprintf("，已核查属实的 %d 人不再列入", n.Cleared)
	}
	if n.Listed+n.Cleared == n.Doubted {
		return fmt.Sprintf("；有疑点的 %d 人全部列入%s", n.Doubted, cleared)
	}
	return fmt.Sprintf("；有疑点的 %d 人中按疑点轻重抽取 %d 人（种子 %d）%s", n.Doubted, n.Listed, o.Seed, cleared)
}

const suspicionUnitsSQL = `
select s.college_key = '', coalesce(c.name, s.college_key), sum(s.graduates), coalesce(sum(s.head_count), 0), max(coalesce(t.title, s.cutoff))
from marts.suspicion_count as s
left join warehouse.dim_college as c on c.college_key = s.college_key
left join marts.cutoff as t on t.cohort = s.cohort and t.cutoff = s.cutoff
where s.cohort = ? and s.signal = 'any'
group by 1, 2 order by 1 desc, 2`

const suspicionSignalsSQL = `
select d.title, coalesce(string_agg(distinct s.missing, '、'), ''), d.evidence, d.citation || '（' || d.mark || '）',
    bool_or(s.testable), coalesce(sum(s.head_count), 0)
from marts.suspicion_count as s
join reference.suspect_signal as d on d.signal = s.signal
where s.cohort = ? and s.college_key = ''
group by d.title, d.evidence, d.citation, d.mark, d.sort order by d.sort`

// counted fills in what the book says of colleges and signals.
func (e *Engine) counted(ctx context.Context, build *store.Reader, cohort int, book *ledger.SuspectBook) error {
	cutoff := ""
	err := query.Each(ctx, build.DB(), "marts.suspicion_count", suspicionUnitsSQL, func(scan func(...any) error) error {
		var u ledger.SuspectUnit
		var whole bool
		err := scan(&whole, &u.Name, &u.Graduates, &u.Doubted, &cutoff)
		if whole {
			u.Name = ledger.WholeSchool
		}
		book.Units = append(book.Units, u)
		return err
	}, cohort)
	if err != nil {
		return err
	}
	if len(book.Units) == 0 {
		return &fault.Error{Kind: fault.Contract, Op: "写核查清单", Why: fmt.Sprintf("当前构建里没有 %d 届的去向登记", cohort),
			Hint: "检查 quxiang.toml 的 report.year；载入这一届的毕业去向后重新构建（quxiang build）"}
	}
	book.About = fmt.Sprintf("%d 届，%s", cohort, cutoff)
	return query.Each(ctx, build.DB(), "marts.suspicion_count", suspicionSignalsSQL, func(scan func(...any) error) error {
		var s ledger.SuspectSignal
		err := scan(&s.Title, &s.Missing, &s.Evidence, &s.Citation, &s.Testable, &s.HeadCount)
		book.Signals = append(book.Signals, s)
		return err
	}, cohort)
}

// ofCollege keeps one college of the records and of the book.
func ofCollege(all []suspect.Record, book *ledger.SuspectBook, college string) ([]suspect.Record, error) {
	if college == "" {
		return all, nil
	}
	key := contract.Normalise(college)
	i := slices.IndexFunc(book.Units, func(u ledger.SuspectUnit) bool { return contract.Normalise(u.Name) == key })
	if i < 1 {
		return nil, unknownCollege(college, book)
	}
	book.Units, book.Signals = book.Units[i:i+1], nil
	name := book.Units[0].Name
	return slices.DeleteFunc(all, func(r suspect.Record) bool { return r.College != name }), nil
}

func unknownCollege(college string, book *ledger.SuspectBook) error {
	var names []string
	for _, u := range book.Units[1:] {
		names = append(names, u.Name)
	}
	return &fault.Error{Kind: fault.Usage, Op: "写清单", Value: college, Why: "没有叫这个名称的" + book.Owner.Unit,
		Hint: "照这些名称写：" + strings.Join(names, "、")}
}

// nameSuspects looks the drawn records up in the files and puts them into the
// book.
func (e *Engine) nameSuspects(ctx context.Context, drawn []suspect.Record, output string, book *ledger.SuspectBook) error {
	var rows []ledger.Row
	for _, r := range drawn {
		rows = append(rows, ledger.Row(r.Line), ledger.Row(r.Roster))
	}
	said, err := ledger.Lines(ctx, e.ledger("check"), "check --suspects", output, len(drawn), rows, ledger.Order{})
	if err != nil {
		return err
	}
	for _, r := range drawn {
		s := suspectLine(r, said[ledger.Row(r.Line)], said[ledger.Row(r.Roster)])
		if s.Unit == "" {
			s.Unit = "未分" + book.Owner.Unit
		}
		book.Add(s)
	}
	if c, ok := e.Contracts.Get(ledger.CheckContract); ok {
		book.Choices = ledger.Choices(c)
	}
	return nil
}

// suspectLine is a record with what its rows say; what the register leaves out
// the roster may have.
func suspectLine(r suspect.Record, line, roster ledger.Line) ledger.Suspect {
	if line.Student == "" {
		line.Student = roster.Student
	}
	if line.Name == "" {
		line.Name = roster.Name
	}
	s := ledger.Suspect{Cohort: int64(r.Cohort), Institution: r.Institution, Unit: r.College, Line: line,
		Risk: int64(math.Ceil(100 * r.Risk()))}
	var titles, reasons, evidence []string
	for _, d := range r.Doubts {
		titles, reasons = append(titles, d.Title), append(reasons, d.Reason)
		if !slices.Contains(evidence, d.Evidence) {
			evidence = append(evidence, d.Evidence)
		}
	}
	s.Doubts, s.Reasons, s.Evidence = strings.Join(titles, "；"), strings.Join(reasons, "；"), strings.Join(evidence, "；")
	return s
}
