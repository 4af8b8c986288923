package synth

import "strconv"

// majorChange is one line of the history of majors, for the whole province.
type majorChange struct {
	kind, level string // 更名, 合并, 新设, 停招
	from, to    string // codes; alike for 新设 and 停招
	document    string
	first       int // cohort from which it holds
}

// listChanges takes changes from the table for at most half of the majors, and
// spreads them over the cohorts: nothing changes before the first.
func (p *province) listChanges() {
	later := p.opts.Cohorts[1:]
	if len(later) == 0 {
		return
	}
	touched := 0
	for i, line := range readTable("province_changes") {
		c := majorChange{kind: line["kind"], level: line["level"], from: line["from"], to: line["to"],
			document: line["document"], first: later[i%len(later)]}
		touched++
		if c.kind == "合并" {
			touched++
		}
		if touched > p.opts.Majors/2 || i >= max(4, p.opts.Majors/15) {
			return
		}
		p.changes = append(p.changes, c)
	}
}

// changedMajors writes the changes of a level into its catalogue. It returns
// the majors that the province offers or offered because of them, and all that
// they touch.
func changedMajors(level *studyLevel, all []*major, changes []majorChange) (chosen []*major, used map[*major]bool) {
	byCode := map[string]*major{}
	for _, m := range all {
		byCode[m.code] = m
	}
	used = map[*major]bool{}
	for _, c := range changes {
		if c.level != level.name {
			continue
		}
		from, to := byCode[c.from], byCode[c.to]
		used[from], used[to] = true, true
		if c.kind == "合并" {
			chosen = append(chosen, from)
		}
		chosen = append(chosen, to)
		c.apply(from, to)
	}
	return chosen, used
}

func (c majorChange) apply(from, to *major) {
	switch c.kind {
	case "更名":
		to.before, to.changed = from, c.first
	case "合并":
		from.mergedInto, from.changed = to, c.first
	case "新设":
		to.from = c.first
	case "停招":
		to.to = c.first - 1
	}
}

// historyLines are the changes as the province's office lists them.
func (p *province) historyLines() []line {
	names := map[string]string{}
	for _, m := range p.majors {
		names[m.level.name+m.code] = m.name
		if m.before != nil {
			names[m.level.name+m.before.code] = m.before.name
		}
	}
	lines := []line{textLine("学历", "原专业代码", "原专业", "现专业代码", "现专业", "变化", "起始届次", "终止届次", "文件")}
	for _, c := range p.changes {
		first, last := "", strconv.Itoa(c.first-1)
		if c.kind == "新设" {
			first, last = strconv.Itoa(c.first), ""
		}
		lines = append(lines, textLine(c.level, c.from, names[c.level+c.from], c.to, names[c.level+c.to],
			c.kind, first, last, c.document))
	}
	return lines
}
