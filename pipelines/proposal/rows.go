package proposal

import (
	"strconv"
	"strings"

	"quxiang/pipelines/query"
	"quxiang/pipelines/quota"
)

// indexRows are the indices with their ranks, as marts.major_index has them.
func (r *Result) indexRows() [][]string {
	ranges := map[string]quota.RankRange{}
	for _, u := range r.Stability.Units {
		ranges[u.Key] = u
	}
	var rows [][]string
	for _, s := range r.Scored {
		row := []string{r.Institution, s.Level, s.Key, s.Name, "", strconv.FormatBool(s.OK), query.Integer(s.Present), query.Integer(s.Whole), strings.Join(s.Missing(), "；"), "", "", ""}
		if u, ok := ranges[s.Key]; ok {
			row[4], row[9], row[10], row[11] = query.Integer(s.Index), strconv.Itoa(u.Rank), strconv.Itoa(u.Low), strconv.Itoa(u.High)
		}
		rows = append(rows, row)
	}
	return rows
}

// partRows are the components of every index. Rates and means are
// ten-thousandths.
func (r *Result) partRows() [][]string {
	var rows [][]string
	for _, s := range r.Scored {
		for _, p := range s.Parts {
			rows = append(rows, append([]string{r.Institution, s.Level, s.Key, p.Name, p.Title, string(p.Kind)}, partCells(p)...))
		}
	}
	return rows
}

func partCells(p quota.Part) []string {
	row := []string{query.Integer(p.K), query.Integer(p.N), "", "", "", query.Integer(p.Weight), strconv.FormatBool(p.Used), p.Missing}
	if p.Used {
		row[2], row[3], row[4] = parts(p.Raw), parts(p.Shrunken), query.Integer(p.Score)
	}
	return row
}

// stabilityRows say how far the order depends on the weights.
func (r *Result) stabilityRows() [][]string {
	var rows [][]string
	for _, l := range r.Stability.Levels {
		rows = append(rows, []string{r.Institution, l.Level, strconv.Itoa(l.Majors), parts(l.Tau), strconv.Itoa(l.Swapped), strconv.Itoa(l.Pairs)})
	}
	return rows
}

// lineRows are the lines of the proposal; none where the bounds contradict
// each other.
func (r *Result) lineRows() [][]string {
	var rows [][]string
	for i, p := range r.Proposal.Lines {
		l := &r.Lines[i]
		rows = append(rows, []string{r.Institution, p.Level, p.Key, p.Code, p.Name, p.College, strconv.Itoa(l.planYear + 1),
			query.Integer(p.Base), query.Integer(l.class), year(l.classYear), query.Integer(l.other), query.Integer(p.Index), strconv.FormatBool(p.IndexNote == ""),
			query.Integer(p.Low), query.Integer(p.High), query.Integer(p.Ideal), query.Integer(p.Proposed), query.Integer(p.Change), string(p.Action),
			p.Binds, strings.Join(p.Flags, "；"), p.Row, strings.Join(p.Reasons, "；"),
			l.people(l.placed), l.people(l.graduates), year(l.entryYear), query.Integer(l.planned), query.Integer(l.admitted), orNull(l.came)})
	}
	return rows
}

// orNull is a number as text; null where it is not known.
func orNull(n *int64) string {
	if n == nil {
		return ""
	}
	return query.Integer(*n)
}

// people is a count of the report's cohort; null where nobody graduated.
func (l *line) people(n int64) string {
	if l.graduates == 0 {
		return ""
	}
	return query.Integer(n)
}

// totalRows are the sums of levels and colleges, and of all.
func (r *Result) totalRows() [][]string {
	if len(r.Proposal.Lines) == 0 {
		return nil
	}
	var rows [][]string
	for i, g := range append(r.Proposal.Groups, r.Proposal.Total) {
		high := ""
		if g.High > 0 {
			high = query.Integer(g.High)
		}
		rows = append(rows, []string{r.Institution, strconv.Itoa(i + 1), orAll(g.Level), orAll(g.College), strconv.Itoa(g.Lines), query.Integer(g.Base), query.Integer(g.Proposed), query.Integer(g.Low), high})
	}
	return rows
}

// conflictRows are what contradicts itself, one by one.
func (r *Result) conflictRows() [][]string {
	var rows [][]string
	for i, c := range r.Proposal.Conflicts {
		rows = append(rows, []string{r.Institution, strconv.Itoa(i + 1), c.What, c.Why, c.Hint})
	}
	return rows
}

// settingRows are the one row of what the proposal was asked for, and the
// problem that the page's sliders start from.
func (r *Result) settingRows() [][]string {
	if len(r.Lines) == 0 {
		return nil
	}
	var t quota.Table
	if r.Proposal.Table != nil {
		t = *r.Proposal.Table
	}
	problem := "" // bounds that contradict each other may still be moved by the page's sliders
	if len(r.Proposal.Problem.Lines) > 0 {
		problem = string(r.Proposal.Problem.JSON())
	}
	return [][]string{{r.Institution, strconv.Itoa(r.PlanYear + 1), query.Integer(r.Base), query.Integer(r.Caps.Total), query.Integer(r.Caps.UpPercent), query.Integer(r.Caps.DownPercent), query.Integer(r.Caps.LeastClass),
		t.Name, t.Title, t.Authority, t.Document, t.Citation, t.Mark, t.Note, problem}}
}

// year is a year as text; null for none.
func year(y int) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(y)
}

// orAll names what a sum is over where it is not one level or college.
func orAll(s string) string {
	if s == "" {
		return "全部"
	}
	return s
}
