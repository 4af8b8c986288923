package explain

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/query"
)

// Explanation is where a figure comes from. Counts are people, answers or
// whatever the mart counts.
type Explanation struct {
	Figure      Figure `json:"-"`
	at          Figure // as the mart is read: with the edition in force
	Title       string `json:"title"`
	Formula     string `json:"formula,omitempty"`
	Citation    string `json:"citation,omitempty"`
	Mark        string `json:"mark,omitempty"` // S, 2, M: how sure the citation is
	Edition     string `json:"edition,omitempty"`
	Keys        []Name `json:"keys"`
	Mart        string `json:"mart"`
	Counted     bool   `json:"counted"` // Num and, where Ratio, Den are integers of the mart
	Ratio       bool   `json:"ratio"`
	Estimate    bool   `json:"estimate"` // the figure is computed from Num answers, not a count
	Num         int64  `json:"num"`
	Den         int64  `json:"den"`
	NumTitle    string `json:"num_title,omitempty"`
	DenTitle    string `json:"den_title,omitempty"`
	CutoffTitle string `json:"cutoff_title,omitempty"` // 年终
	AsOf        string `json:"as_of,omitempty"`        // YYYY-MM-DD
	State       string `json:"state,omitempty"`        // 自报, 省核, 核定
	Refused     string `json:"refused,omitempty"`      // why the cut-off has no rates
	HasLines    bool   `json:"has_lines"`
	LinesNum    int64  `json:"lines_num"` // as the lines count, which must be Num
	LinesDen    int64  `json:"lines_den"`
	Note        string `json:"note,omitempty"` // why there are no lines
	From        string `json:"from,omitempty"` // of a change: the identifier that it starts from; all else is told of its end
	Chain       []Step `json:"chain"`
	Files       []File `json:"files"`
}

// Name is one coordinate in words.
type Name struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Value string `json:"value"`
	Label string `json:"label,omitempty"` // where the value is a code
}

// Step is a table on the way from the files to the figure.
type Step struct {
	Name        string `json:"name"`
	Kind        string `json:"kind"` // go, table, view, reference, raw
	Description string `json:"description,omitempty"`
}

// File is a source file; Lines says how many of its lines the figure looks at,
// where that is known.
type File struct {
	Place    string `json:"place,omitempty"` // 去向登记
	Load     int64  `json:"load"`
	ID       int64  `json:"file_id"`
	Path     string `json:"file"`
	SHA256   string `json:"sha256"`
	Contract string `json:"contract"`
	State    string `json:"state"`
	Accepted int64  `json:"accepted"` // rows
	Lines    int64  `json:"lines"`
}

// Exact says whether the lines add up to what the mart says.
func (e Explanation) Exact() bool {
	return !e.HasLines || e.LinesNum == e.Num && (!e.Ratio || e.LinesDen == e.Den)
}

// Lineage tells the way to a mart, the mart first, and the contracts whose files
// it rests on.
type Lineage func(mart string) (chain []Step, contracts []string, err error)

// Describe tells what a column of a mart counts, "" where nobody says.
type Describe func(mart, column string) string

// Explain finds out where a figure comes from. The fault is of kind Usage where
// no family has such figures or the build has no such row.
func (s *Set) Explain(ctx context.Context, f Figure, lineage Lineage, describe Describe) (Explanation, error) {
	r, e, err := s.tally(ctx, f)
	if err != nil {
		return e, err
	}
	e.Title, e.Formula, e.Citation, e.Mark, e.Note = r.title(e.at, describe), r.indicator.Formula, r.indicator.citation, r.indicator.mark, r.family.Note
	var contracts []string
	if e.Chain, contracts, err = lineage(e.Mart); err != nil {
		return e, err
	}
	if err := s.names(ctx, r, &e); err != nil {
		return e, err
	}
	if c, ok := s.cutoffOf(f); ok {
		e.CutoffTitle, e.AsOf, e.State, e.Refused = c.title, c.asOf, c.state, c.refused
	}
	r.say(&e, describe)
	return e, s.files(ctx, r, &e, contracts)
}

// Tally is an Explanation with its numbers alone: what the mart says, and what
// the lines add up to.
func (s *Set) Tally(ctx context.Context, f Figure) (Explanation, error) {
	_, e, err := s.tally(ctx, f)
	return e, err
}

func (s *Set) tally(ctx context.Context, f Figure) (reading, Explanation, error) {
	at, from := f.end()
	r, ok := match(s.families, at)
	if !ok {
		return r, Explanation{}, unknown(f, "不认识这个标识：没有这样的指标与粒度")
	}
	e := Explanation{Figure: f, From: from, Mart: r.family.Mart, Edition: at.Edition,
		Counted: r.counted(), Ratio: r.ratio(), Estimate: r.rest != "_n" && r.measure != ""}
	var err error
	if e.at, err = s.inForce(r, at); err != nil {
		return r, e, err
	}
	return r, e, errors.Join(s.numbers(ctx, r, &e), s.count(ctx, r, &e))
}

func unknown(f Figure, why string) error {
	return &fault.Error{Kind: fault.Usage, Op: "解释数字", Value: f.Indicator, Why: why,
		Hint: "标识照报告原样写，加双引号；也可以用词：quxiang explain 去向落实率 2024 专业名"}
}

// inForce fills in the edition of a figure that no edition changes, so that one
// row of the mart is read.
func (s *Set) inForce(r reading, f Figure) (Figure, error) {
	if r.family.Edition == "" || f.Edition != "" {
		return f, nil
	}
	c, ok := s.cutoffOf(f)
	if !ok {
		return f, unknown(f, strconv.Itoa(f.Cohort)+" 届没有 "+f.Cutoff+" 这个截止日")
	}
	f.Edition = c.edition
	return f, nil
}

// title is the indicator's name, or what the mart's column counts.
func (r reading) title(f Figure, describe Describe) string {
	name := strings.TrimPrefix(f.Indicator, r.family.Prefix)
	switch {
	case r.indicator.Title != "":
		return r.indicator.Title + restTitles[r.rest]
	case describe(r.family.Mart, name) != "":
		return brief(describe(r.family.Mart, name))
	}
	return strings.TrimSuffix(r.family.Title+"："+strings.TrimPrefix(name, "_"), "：")
}

// restTitles are what a figure tells of an estimate besides the estimate.
var restTitles = map[string]string{"_n": "：答卷数", "_unweighted": "：未加权", "_low": "：区间下限", "_high": "：区间上限",
	"_band_low": "：敏感性区间下限", "_band_high": "：敏感性区间上限", "_wide_low": "：加倍的敏感性区间下限", "_wide_high": "：加倍的敏感性区间上限",
	"_deff": "：设计效应", "_effective": "：有效样本", "_q1": "：下四分位", "_median": "：中位数", "_q3": "：上四分位",
	"_plain_q1": "：未加权的下四分位", "_plain_median": "：未加权的中位数", "_plain_q3": "：未加权的上四分位"}

// brief is the first clause of a description.
func brief(description string) string {
	for _, mark := range []string{"：", "，", "；", "（"} {
		if head, _, found := strings.Cut(description, mark); found && head != "" {
			description = head
		}
	}
	return description
}

// say names numerator and denominator.
func (r reading) say(e *Explanation, describe Describe) {
	if !e.Ratio {
		e.NumTitle = e.Title
		return
	}
	e.NumTitle = expressionTitle(r.family.Mart, r.indicator.Numerator, describe)
	e.DenTitle = expressionTitle(r.family.Mart, r.indicator.Denominator, describe)
	if len(r.indicator.Whole) > 0 {
		e.DenTitle = "合计"
	}
	if len(r.indicator.Same) > 0 {
		e.NumTitle = brief(r.indicator.Title)
	}
}

func expressionTitle(mart, expression string, describe Describe) string {
	text := columnName.ReplaceAllStringFunc(expression, func(c string) string {
		if d := describe(mart, c); d != "" {
			return brief(d)
		}
		return c
	})
	return strings.NewReplacer(" - ", " − ", " + ", " ＋ ").Replace(text)
}

// names puts the figure's keys into words.
func (s *Set) names(ctx context.Context, r reading, e *Explanation) error {
	for _, v := range e.at.Keys {
		n := Name{Key: v.Name, Title: v.Name, Value: v.Value}
		if k := r.family.key(v.Name); k != nil {
			n.Title = k.Title
			if err := s.label(ctx, r, *k, e.at, &n); err != nil {
				return err
			}
		}
		e.Keys = append(e.Keys, n)
	}
	return nil
}

// label looks a value's name up.
func (s *Set) label(ctx context.Context, r reading, k Key, f Figure, n *Name) error {
	var args []any
	var text string
	switch {
	case n.Value == everything:
		n.Label = "全部"
		return nil
	case k.Names != "":
		dot := strings.LastIndex(k.Names, ".")
		text = "select any_value(" + k.Names[dot+1:] + ") from " + k.Names[:dot] + " where " + where(&args, []condition{{k.Column, n.Value}})
	case k.Label != "":
		text = "select any_value(" + k.Label + ") from " + r.family.Mart + " where " +
			where(&args, append(r.place(f, false), condition{k.Column, n.Value}))
	default:
		return nil
	}
	return query.Each(ctx, s.q, r.family.Mart, text, func(scan func(...any) error) error {
		var label *string
		if err := scan(&label); err != nil || label == nil {
			return err
		}
		if *label != n.Value {
			n.Label = *label
		}
		return nil
	}, args...)
}

// numbers reads numerator and denominator from the mart.
func (s *Set) numbers(ctx context.Context, r reading, e *Explanation) error {
	if !e.Counted {
		return nil
	}
	text, args := r.values(e.at)
	var rows int64
	err := query.Each(ctx, s.q, e.Mart, text, func(scan func(...any) error) error {
		return scan(&e.Num, &e.Den, &rows)
	}, args...)
	if err == nil && rows == 0 && r.measure == "" { // a measure that nobody answered has no row
		err = unknown(e.Figure, "当前构建里没有这个数：检查届次、截止日和各项的值")
	}
	if !e.Ratio {
		e.Den = 0
	}
	return err
}

// count adds up the lines, to be held against the mart.
func (s *Set) count(ctx context.Context, r reading, e *Explanation) error {
	if !e.Counted || r.family.Rows == "" {
		return nil
	}
	e.HasLines = true
	lines, args := r.lines(e.at)
	text := "select cast(coalesce(sum(num * persons), 0) as bigint), cast(coalesce(sum(den * persons), 0) as bigint) from (" + lines + ") as l"
	return query.Each(ctx, s.q, "lines of "+e.Mart, text, func(scan func(...any) error) error {
		return scan(&e.LinesNum, &e.LinesDen)
	}, args...)
}

// files lists the files of the lines, or, without lines, all that the mart rests
// on.
func (s *Set) files(ctx context.Context, r reading, e *Explanation, contracts []string) error {
	text, args := restingOn, []any(nil)
	if e.HasLines {
		text, args = r.filesOfLines(e.at)
	} else {
		marks := make([]string, len(contracts))
		for i, c := range contracts {
			marks[i], args = "?", append(args, c)
		}
		text += "(" + strings.Join(append(marks, "''"), ", ") + ") order by l.load_id, f.file_id"
	}
	return query.Each(ctx, s.q, "provenance.file", text, func(scan func(...any) error) error {
		var f File
		err := scan(&f.Place, &f.Lines, &f.Load, &f.ID, &f.Path, &f.SHA256, &f.Contract, &f.State, &f.Accepted)
		e.Files = append(e.Files, f)
		return err
	}, args...)
}

const restingOn = `select '', 0, l.load_id, f.file_id, f.path, f.sha256, l.contract, l.state, f.rows_accepted
from provenance.file as f join provenance.load as l on f.load_id = l.load_id
where l.state in ('自报', '省核', '核定') and l.contract in `

// filesOfLines is the query that counts lines by file.
func (r reading) filesOfLines(f Figure) (string, []any) {
	lines, args := r.lines(f)
	var parts []string
	for i, p := range r.family.Places {
		parts = append(parts, "select "+strconv.Itoa(i)+" as place, "+p.Prefix+"file_id as file_id, count(*) as n from lines"+
			r.bounded()+" group by 2")
	}
	var titles []string
	for i, p := range r.family.Places {
		titles = append(titles, "when "+strconv.Itoa(i)+" then '"+strings.ReplaceAll(p.Title, "'", "''")+"'")
	}
	return "with lines as (" + lines + "), counted as (" + strings.Join(parts, " union all ") + `)
		select case c.place ` + strings.Join(titles, " ") + ` end, c.n, l.load_id, f.file_id, f.path, f.sha256, l.contract, l.state, f.rows_accepted
		from counted as c join provenance.file as f on c.file_id = f.file_id join provenance.load as l on f.load_id = l.load_id
		order by c.place, f.file_id`, args
}

// sortedKeys are a map's keys in order.
func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func cohortText(cohort int) string {
	if cohort == 0 {
		return ""
	}
	return strconv.Itoa(cohort)
}
