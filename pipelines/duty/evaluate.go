package duty

import "slices"

// Verdict is what a duty comes to for a school (College "") or a college. The
// numbers are in the measure's own units; nil where there is none.
type Verdict struct {
	Institution     string
	Cohort          int
	Duty            *Duty
	College         string // key
	CollegeName     string
	Status          Status
	Num, Den        *int64
	Need, Shortfall *int64 // the least, or most, and what is missing from it, or above it
	Reached, Units  *int64 // of colleges or items judged one by one
	Words           string
	Short           []Gap // the list behind a shortfall
}

// Gap is what was held against the line and fell short.
type Gap struct {
	College, CollegeName, Item string
	Num                        int64
	Den                        *int64
	Need, Shortfall            int64
}

// Evaluate judges every duty: for the school, and, where it is a duty of
// colleges, for each of them, the school first.
func Evaluate(r Rules, f Facts, s Setting) []Verdict {
	ix := f.index()
	var all []Verdict
	for i := range r.Duties {
		t := trial{&r.Duties[i], &f, ix}
		all = append(all, t.verdicts(s)...)
	}
	return all
}

// trial is one duty before the facts.
type trial struct {
	d  *Duty
	f  *Facts
	ix index
}

func (t trial) verdicts(s Setting) []Verdict {
	status, why := t.d.reach(t.f, s)
	colleges := t.colleges(status, why)
	var school Verdict
	switch {
	case status != "":
		school = t.plain("", "", status, why)
	case t.d.Scope == College:
		school = t.summary(colleges)
	default:
		school = t.judge("", "")
		t.mention(&school, colleges)
	}
	return append([]Verdict{school}, colleges...)
}

// colleges judges each college by itself; a duty that does not reach the
// school reaches none.
func (t trial) colleges(status Status, why string) []Verdict {
	if t.d.Scope == School {
		return nil
	}
	verdicts := make([]Verdict, len(t.f.Colleges))
	for i := range t.f.Colleges {
		c := &t.f.Colleges[i]
		status, why := status, why
		if status == "" {
			status, why = t.d.concerns(c, t.f)
		}
		if status == "" {
			verdicts[i] = t.judge(c.Key, c.Name)
		} else {
			verdicts[i] = t.plain(c.Key, c.Name, status, why)
		}
	}
	return verdicts
}

// plain is a verdict without numbers.
func (t trial) plain(college, name string, status Status, words string) Verdict {
	return Verdict{Institution: t.f.Institution, Cohort: t.f.Cohort, Duty: t.d, College: college, CollegeName: name, Status: status, Words: words}
}

// judge holds the numbers of a college, or of the school, against the line.
func (t trial) judge(college, name string) Verdict {
	numbers := t.d.whole(t.ix.numbers(t.d, college))
	if len(numbers) == 0 {
		return t.plain(college, name, Lacking, t.d.missing())
	}
	units := t.d.units(numbers)
	if len(units) == 0 {
		return t.plain(college, name, t.d.Measure.Empty, "没有"+t.d.perNoun())
	}
	v := t.plain(college, name, "", "")
	for _, u := range units {
		u.College, u.CollegeName = college, name
		v.add(u)
	}
	v.Status = t.d.Force.outcome(len(v.Short) == 0)
	if len(units) == 1 {
		v.Words = t.d.words(units[0])
		return v
	}
	v.Den = nil // the same people again for every item
	v.count(int64(len(units)), int64(len(units)-len(v.Short)))
	v.Words = t.d.eachWords(v)
	return v
}

// whole leaves out numbers without what they ought to be divided by.
func (d *Duty) whole(numbers []Number) []Number {
	var kept []Number
	for _, n := range numbers {
		if d.Measure.Per == "" || n.Den != nil {
			kept = append(kept, n)
		}
	}
	return kept
}

// units are what is held against the line: the numbers one by one, or all of
// them together. Those of nobody are left out.
func (d *Duty) units(numbers []Number) []Gap {
	var units []Gap
	if d.Aggregation == Each {
		for _, n := range numbers {
			units = append(units, d.gap(n.Item, n))
		}
	} else {
		units = append(units, d.gap("", numbers...))
	}
	return slices.DeleteFunc(units, func(u Gap) bool { return u.Den != nil && *u.Den == 0 })
}

// gap takes numbers together and says what is missing, 0 where nothing is.
func (d *Duty) gap(item string, numbers ...Number) Gap {
	g := Gap{Item: item}
	for _, n := range numbers {
		g.Num += n.Num
		if d.Measure.Per != "" {
			plus(&g.Den, n.Den)
		}
	}
	of := d.Measure.Scale
	if g.Den != nil {
		of = *g.Den
	}
	if d.AtMost {
		g.Need = d.Line.most(of)
		g.Shortfall = max(0, g.Num-g.Need)
	} else {
		g.Need = d.Line.least(of)
		g.Shortfall = max(0, g.Need-g.Num)
	}
	return g
}

// add takes up one more of what was held against the line.
func (v *Verdict) add(g Gap) {
	plus(&v.Num, &g.Num)
	plus(&v.Den, g.Den)
	plus(&v.Need, &g.Need)
	plus(&v.Shortfall, &g.Shortfall)
	if g.Shortfall > 0 {
		v.Short = append(v.Short, g)
	}
}

// plus adds a number that may not be there to a sum that may not be there.
func plus(sum **int64, n *int64) {
	switch {
	case n == nil:
	case *sum == nil:
		first := *n
		*sum = &first
	default:
		**sum += *n
	}
}

func (v *Verdict) count(units, reached int64) { v.Units, v.Reached = &units, &reached }

// summary is the school's verdict on a duty of its colleges.
func (t trial) summary(colleges []Verdict) Verdict {
	v := t.plain("", "", "", "")
	for _, c := range colleges {
		plus(&v.Num, c.Num)
		plus(&v.Den, c.Den)
		plus(&v.Need, c.Need)
		plus(&v.Shortfall, c.Shortfall)
		v.Short = append(v.Short, c.Short...)
	}
	told := tally(colleges)
	if n := told.judged(); n > 0 {
		v.count(n, told.reached)
	}
	v.Status = told.status(t.d.Force)
	v.Words = t.d.collegeWords(told, v)
	return v
}

// mention adds to a verdict on the school how its colleges stand.
func (t trial) mention(school *Verdict, colleges []Verdict) {
	told := tally(colleges)
	if told.judged() == 0 {
		return
	}
	school.count(told.judged(), told.reached)
	school.Words += "；" + t.d.collegesSaid(told)
	for _, c := range colleges {
		school.Short = append(school.Short, c.Short...)
	}
}

// standing counts colleges by how they stand.
type standing struct{ reached, short, lacking, apart int64 }

func (s standing) judged() int64 { return s.reached + s.short }

// status is the school's: one college that falls short decides, then one of
// which nothing is known.
func (s standing) status(f Force) Status {
	switch {
	case s.short > 0:
		return f.outcome(false)
	case s.lacking > 0 || s == standing{}:
		return Lacking
	case s.reached > 0:
		return f.outcome(true)
	}
	return Inapplicable
}

func tally(colleges []Verdict) standing {
	var s standing
	for _, c := range colleges {
		switch c.Status {
		case Met, Done:
			s.reached++
		case Unmet, Undone:
			s.short++
		case Lacking:
			s.lacking++
		default:
			s.apart++
		}
	}
	return s
}
