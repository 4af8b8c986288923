package chapter

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"quxiang/reports/disclose"
	"quxiang/reports/figure"
)

// atoms are the finest destinations that the marts tell of a group, one column
// each of the tables that disclosure protects. A part of an edition is a sum of
// them; _rest is what a coarse file leaves undivided.
var atoms = []struct {
	name string
	of   func(PlacementRow) int64
}{
	{"agreement", func(p PlacementRow) int64 { return p.Agreement }},
	{"contract", func(p PlacementRow) int64 { return p.Contract }},
	{"other_form", func(p PlacementRow) int64 { return p.OtherForm }},
	{"research_assistant", func(p PlacementRow) int64 { return p.Research }},
	{"enlisted", func(p PlacementRow) int64 { return p.Enlisted }},
	{"grassroots_national", func(p PlacementRow) int64 { return p.GrassNation }},
	{"grassroots_local", func(p PlacementRow) int64 { return p.GrassLocal }},
	{"employed_rest", employedRest},
	{"startup", func(p PlacementRow) int64 { return p.Startup }},
	{"freelance", func(p PlacementRow) int64 { return p.Freelance }},
	{"flexible_rest", flexibleRest},
	{"study_domestic", func(p PlacementRow) int64 { return p.StudyHome }},
	{"study_abroad", func(p PlacementRow) int64 { return p.StudyAbroad }},
	{"study_rest", func(p PlacementRow) int64 { return p.FurtherStudy - p.StudyHome - p.StudyAbroad }},
	{"settled_other", func(p PlacementRow) int64 { return p.SettledOther }},
	{"seeking", seeking},
	{"not_seeking_study", wantsStudy},
	{"not_seeking_other", wantsOther},
	{"not_seeking_rest", func(p PlacementRow) int64 { return p.NotSeeking - p.WantsStudy - p.WantsOther }},
	{"unregistered", unregistered},
	{"unrecognised", unrecognised},
}

// atomSettled is how many of the atoms are placed: they come first.
const atomSettled = 15

// otherIn says in which part an edition counts 其他录用形式.
func otherIn(edition, part string) bool { return (edition == "2021") == (part == "flexible") }

// employedRest is what of 单位就业 no code of its own tells.
func employedRest(p PlacementRow) int64 {
	n := p.Employed - p.Agreement - p.Contract - p.Research - p.Enlisted - p.GrassNation - p.GrassLocal
	if otherIn(p.Edition, "employed") {
		n -= p.OtherForm
	}
	return n
}

// flexibleRest is the same of 灵活就业.
func flexibleRest(p PlacementRow) int64 {
	n := p.Flexible - p.Freelance
	if otherIn(p.Edition, "flexible") {
		n -= p.OtherForm
	}
	return n
}

// partAtoms names the atoms of each measure; 其他录用形式 goes by the edition.
var partAtoms = map[string][]string{
	"employed":          {"agreement", "contract", "research_assistant", "enlisted", "grassroots_national", "grassroots_local", "employed_rest"},
	"flexible":          {"freelance", "flexible_rest"},
	"further_study":     {"study_domestic", "study_abroad", "study_rest"},
	"not_seeking":       {"not_seeking_study", "not_seeking_other", "not_seeking_rest"},
	"not_settled_other": {"unregistered", "unrecognised"},
}

// destinationAtoms are the codes of sql/reference/destination.csv that are an
// atom of their own.
var destinationAtoms = map[string]string{
	"10": "agreement", "11": "contract", "12": "other_form", "27": "research_assistant", "46": "enlisted",
	"50": "grassroots_national", "51": "grassroots_local", "75": "startup", "76": "freelance", "85": "study_abroad",
	"70": "seeking", "71": "not_seeking_study", "72": "not_seeking_other", "00": "unregistered", "E0": "settled_other",
}

// atomsOf are the columns of a measure under an edition; nil for one that is no
// sum of destinations.
func atomsOf(measure, edition string) []int {
	switch measure {
	case "graduates", "level_share":
		return span(0, len(atoms))
	case "settled":
		return span(0, atomSettled)
	case "unsettled":
		return span(atomSettled, len(atoms))
	}
	names := partAtoms[measure]
	if names == nil {
		names = []string{measure}
	}
	if (measure == "employed" || measure == "flexible") && otherIn(edition, measure) {
		names = append(slices.Clone(names), "other_form")
	}
	return columnsOf(names)
}

// columnsOf finds atoms by name, in their order; nil where one is none.
func columnsOf(names []string) []int {
	var out []int
	for i, a := range atoms {
		if slices.Contains(names, a.name) {
			out = append(out, i)
		}
	}
	if len(out) != len(names) {
		return nil
	}
	return out
}

// span counts from a to b, without b.
func span(a, b int) []int {
	out := make([]int, 0, b-a)
	for i := a; i < b; i++ {
		out = append(out, i)
	}
	return out
}

// space is everything that the document tells about people, as tables in which
// each figure is a sum; in the order in which they are protected.
func (r *report) space() *disclose.Space {
	s := &spaceBuilder{report: r, groups: map[string]map[string][]int{}}
	for _, c := range r.Cutoffs {
		s.placed(c, "placement", []string{"college_major", "major", "college_level", "level", "college", "school"},
			[]string{"school", "level", "college", "college_level", "major", "college_major"})
		s.placed(c, "gender", []string{"gender_level"}, []string{"gender_level", "gender"})
		for _, grain := range []string{"origin", "urban_rural", "completion"} {
			s.placed(c, grain, []string{grain}, []string{grain})
		}
	}
	s.distributions()
	return &disclose.Space{Families: s.families, Locate: s.locate}
}

// spaceBuilder collects families and where their groups' rows are.
type spaceBuilder struct {
	*report
	families []*disclose.Family
	groups   map[string]map[string][]int // by family, then by group or code: rows or columns
}

// familyName is a family of a cut-off.
func familyName(kind string, cohort int, cutoff string) string {
	return kind + "|" + strconv.Itoa(cohort) + "|" + cutoff
}

// add registers a family.
func (s *spaceBuilder) add(f *disclose.Family) {
	s.families = append(s.families, f)
	s.groups[f.Name] = map[string][]int{}
}

// placed makes the table of one cut-off whose rows are the finest grain that
// the marts have; grains are the sums of rows that figures tell.
func (s *spaceBuilder) placed(c CutoffRow, kind string, finest, grains []string) {
	var leaves []PlacementRow
	for _, grain := range finest {
		if leaves = s.placement(c, grain); len(leaves) > 0 {
			break
		}
	}
	if len(leaves) == 0 {
		return
	}
	f := &disclose.Family{Name: familyName(kind, c.Cohort, c.Cutoff), Block: span(0, atomSettled)}
	for _, leaf := range leaves {
		row := make([]int64, len(atoms))
		for i, a := range atoms {
			row[i] = a.of(leaf)
		}
		f.Cells = append(f.Cells, row)
	}
	s.add(f)
	for _, grain := range grains {
		for _, p := range s.placement(c, grain) {
			s.groups[f.Name][groupKey(grain, s.place(p).Keys)] = rowsWithin(leaves, p)
		}
	}
	s.sameHeads(f, c, kind)
	if kind == "origin" {
		s.regions(f.Name, leaves)
	}
	if kind != "placement" {
		s.margins(f, leaves, familyName("placement", c.Cohort, c.Cutoff))
	}
}

// sameHeads ties how many there are at a cut-off to how many there were at the
// cohort's cut-offs before: where the number is the same, they are the same
// people, and it is hidden at both or at none.
func (s *spaceBuilder) sameHeads(f *disclose.Family, c CutoffRow, kind string) {
	all := span(0, len(atoms))
	for _, o := range s.Cutoffs {
		before := s.familyOf(familyName(kind, o.Cohort, o.Cutoff))
		if o.Cohort != c.Cohort || o.Cutoff == c.Cutoff || before == nil {
			continue
		}
		for _, group := range slices.Sorted(maps.Keys(s.groups[f.Name])) {
			here, there := disclose.Sum{Rows: s.groups[f.Name][group], Cols: all}, disclose.Sum{Rows: s.groups[before.Name][group], Cols: all}
			if there.Rows != nil && f.Count(here) == before.Count(there) {
				f.Ties = append(f.Ties, disclose.Tie{Here: here, Family: before.Name, There: there})
			}
		}
	}
}

// familyOf is a family that is there already; nil when it isn't.
func (s *spaceBuilder) familyOf(name string) *disclose.Family {
	i := slices.IndexFunc(s.families, func(f *disclose.Family) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return s.families[i]
}

// regions are the groups of provinces of origin.
func (s *spaceBuilder) regions(family string, leaves []PlacementRow) {
	region := map[string]string{}
	for _, f := range s.Flow {
		region[f.Origin] = f.OriginRegion
	}
	for i, l := range leaves {
		group := groupKey("origin_region", []figure.Key{{Name: "origin", Value: orUnknown(region[l.Origin])}})
		s.groups[family][group] = append(s.groups[family][group], i)
	}
}

// margins tie a table by gender or origin to that of majors: of all, and of each
// level where rows have one, both tell how many there are, are placed, seek.
func (s *spaceBuilder) margins(f *disclose.Family, leaves []PlacementRow, majors string) {
	levels := map[string][]int{"": span(0, len(leaves))}
	for i, leaf := range leaves {
		if leaf.Level != "" {
			levels[leaf.Level] = append(levels[leaf.Level], i)
		}
	}
	for _, level := range slices.Sorted(maps.Keys(levels)) {
		group := "school"
		if level != "" {
			group = groupKey("level", []figure.Key{{Name: "level", Value: level}})
		}
		for _, cols := range [][]int{span(0, len(atoms)), f.Block, atomsOf("unsettled", ""), atomsOf("seeking", ""), atomsOf("not_seeking", "")} {
			f.Ties = append(f.Ties, disclose.Tie{Here: disclose.Sum{Rows: levels[level], Cols: cols},
				Family: majors, There: disclose.Sum{Rows: s.groups[majors][group], Cols: cols}})
		}
	}
}

// rowsWithin are the leaves that belong to a group.
func rowsWithin(leaves []PlacementRow, group PlacementRow) []int {
	var out []int
	for i, l := range leaves {
		if within(l.Level, group.Level) && within(l.CollegeKey, group.CollegeKey) && within(l.MajorKey, group.MajorKey) &&
			within(l.Gender, group.Gender) && within(l.Origin, group.Origin) && within(l.UrbanRural, group.UrbanRural) &&
			within(l.Completion, group.Completion) {
			out = append(out, i)
		}
	}
	return out
}

// within says whether a leaf's coordinate is the group's, or the group has none.
func within(leaf, group string) bool { return group == "" || leaf == group }

// groupKey names a group as its figures' ids do.
func groupKey(grain string, keys []figure.Key) string {
	parts := []string{grain}
	for _, k := range keys {
		parts = append(parts, k.Name+"="+k.Value)
	}
	return strings.Join(parts, ";")
}

// atomNames are the columns that codes of destination are in: 80, 81 and 82 are
// study at home, 65 and 99 are not recognised. A code that is none of them
// stays, and no column goes by its name.
func atomNames(codes []string) []string {
	var out []string
	for _, code := range codes {
		name := code
		switch code {
		case "80", "81", "82":
			name = "study_domestic"
		case "65", "99":
			name = "unrecognised"
		}
		if known, ok := destinationAtoms[code]; ok {
			name = known
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
