package chapter

import (
	"maps"
	"slices"
	"strings"

	"quxiang/reports/disclose"
	"quxiang/reports/figure"
)

// placedDimensions are the distributions that count the same people by the same
// groups as a table of placements, so that both must be protected as one: by
// family, with the grain and the key of its groups.
var placedDimensions = map[string]struct{ family, grain, key string }{
	"level":           {"placement", "level", "level"},
	"college":         {"placement", "college", "college"},
	"gender":          {"gender", "gender", "gender"},
	"origin_province": {"origin", "origin", "origin"},
	"urban_rural":     {"urban_rural", "urban_rural", "urban_rural"},
}

// places are the dimensions of where people work, from the finest.
var places = []string{"work_city", "work_province", "work_region"}

// distributions make a table of each dimension and population: levels of study
// over codes. The places of work are one table, since regions are sums of
// provinces and provinces of cities.
func (s *spaceBuilder) distributions() {
	for _, name := range s.dimensions() {
		d := s.dimensionRows(name)
		if slices.Contains(places, d[0].Dimension) || d[0].Dimension == "destination" {
			continue
		}
		s.dimension(name, d, func(DistributionRow) []string { return nil })
	}
	s.workplaces()
}

// dimensions are the tables' names, each once.
func (s *spaceBuilder) dimensions() []string {
	var out []string
	for _, d := range s.Distribution {
		if name := dimensionFamily(d); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// dimensionFamily names the table that a row of a distribution is in.
func dimensionFamily(d DistributionRow) string {
	return familyName(d.Dimension+"|"+d.Population, d.Cohort, d.Cutoff)
}

// dimensionRows are the rows of one table by level.
func (s *spaceBuilder) dimensionRows(name string) []DistributionRow {
	var out []DistributionRow
	for _, d := range s.Distribution {
		if dimensionFamily(d) == name {
			out = append(out, d)
		}
	}
	return out
}

// dimension makes one table; of names the groups of columns that a row is in
// besides its own code.
func (s *spaceBuilder) dimension(name string, rows []DistributionRow, of func(DistributionRow) []string) *disclose.Family {
	f := &disclose.Family{Name: name}
	if rows[0].Dimension == "category" {
		f.Groups = familyName("placement", rows[0].Cohort, rows[0].Cutoff)
	}
	s.add(f)
	groups := s.groups[name]
	for _, d := range rows {
		if d.Level == allLevels {
			continue
		}
		if groups["level="+d.Level] == nil {
			groups["level="+d.Level] = []int{len(groups["level="+allLevels])}
			groups["level="+allLevels] = append(groups["level="+allLevels], len(groups["level="+allLevels]))
		}
		for _, code := range append([]string{"code=" + d.Code, "code=*"}, of(d)...) {
			s.column(name, code, d.Code)
		}
	}
	f.Cells = s.dimensionCells(name, rows)
	s.totals(f, rows)
	return f
}

// totals tie how many a population is at each level to the table of majors.
func (s *spaceBuilder) totals(f *disclose.Family, rows []DistributionRow) {
	groups := s.groups[f.Name]
	for _, group := range slices.Sorted(maps.Keys(groups)) {
		level, ok := strings.CutPrefix(group, "level=")
		if !ok {
			continue
		}
		majors, there := s.people(rows[0].Cohort, rows[0].Cutoff, level)
		f.Ties = append(f.Ties, disclose.Tie{Here: disclose.Sum{Rows: groups[group], Cols: groups["code=*"]},
			Family: majors, There: disclose.Sum{Rows: there, Cols: s.populationAtoms(rows[0].Population)}})
	}
}

// people are the rows of a level in the table of majors.
func (s *spaceBuilder) people(cohort int, cutoff, level string) (family string, rows []int) {
	family = familyName("placement", cohort, cutoff)
	if level == allLevels {
		return family, s.groups[family]["school"]
	}
	return family, s.groups[family][groupKey("level", []figure.Key{{Name: "level", Value: level}})]
}

// column puts a code's column into a group, numbering it when it is new.
func (s *spaceBuilder) column(name, group, code string) {
	groups := s.groups[name]
	own := groups["column "+code]
	if own == nil {
		own = []int{len(groups["code=*"])}
		groups["column "+code] = own
	}
	if !slices.Contains(groups[group], own[0]) {
		groups[group] = append(groups[group], own[0])
		slices.Sort(groups[group])
	}
}

// dimensionCells are the head counts by level and code.
func (s *spaceBuilder) dimensionCells(name string, rows []DistributionRow) [][]int64 {
	groups := s.groups[name]
	cells := make([][]int64, len(groups["level="+allLevels]))
	for i := range cells {
		cells[i] = make([]int64, len(groups["code=*"]))
	}
	for _, d := range rows {
		if d.Level != allLevels {
			cells[groups["level="+d.Level][0]][groups["column "+d.Code][0]] += d.HeadCount
		}
	}
	return cells
}

// workplaces make one table of regions, provinces and cities for each
// population.
func (s *spaceBuilder) workplaces() {
	regions := map[string]string{}
	for _, f := range s.Flow {
		regions[f.WorkCode] = f.WorkRegion
	}
	for _, name := range s.dimensions() {
		rows := s.dimensionRows(name)
		if rows[0].Dimension != places[0] {
			continue
		}
		s.dimension(name, rows, func(d DistributionRow) []string {
			province := d.Code[:min(2, len(d.Code))]
			if unknown(d.Code) {
				province = d.Code
			}
			return []string{"province=" + province, "region=" + orUnknown(regions[province])}
		})
		s.keyRegions(s.groups[name])
	}
}

// keyRegions are the groups of provinces and cities that a strategy names; the
// group of all of them is everybody whose place of work is known.
func (s *spaceBuilder) keyRegions(groups map[string][]int) {
	for _, k := range s.KeyRegions {
		var cols []int
		for _, code := range strings.Split(k.Codes, "、") {
			cols = append(cols, groups["province="+code]...)
			cols = append(cols, groups["code="+code]...)
		}
		slices.Sort(cols)
		groups["key_region="+k.Region] = slices.Compact(cols)
	}
	groups["key_region=*"] = slices.DeleteFunc(slices.Clone(groups["code=*"]), func(c int) bool {
		return slices.Contains(groups["province=未识别"], c)
	})
}

// flows make a table of origins over provinces of work for each population;
// its columns are the provinces of the table of workplaces.
func (s *spaceBuilder) flows() {
	for _, row := range s.Flow {
		name := familyName("flow|"+row.Population, row.Cohort, row.Cutoff)
		if s.groups[name] != nil {
			continue
		}
		f := &disclose.Family{Name: name}
		s.add(f)
		s.flowCells(f, row)
		s.flowMargins(f, row)
	}
}

// flowCells fills the table that like is a row of.
func (s *spaceBuilder) flowCells(f *disclose.Family, like FlowRow) {
	groups := s.groups[f.Name]
	for _, row := range s.Flow {
		if !row.with(like) {
			continue
		}
		if groups["origin="+row.OriginCode] == nil {
			groups["origin="+row.OriginCode] = []int{len(f.Cells)}
			groups["origin=*"] = append(groups["origin=*"], len(f.Cells))
			f.Cells = append(f.Cells, nil)
		}
		s.column(f.Name, "work="+row.WorkCode, row.WorkCode)
		s.column(f.Name, "code=*", row.WorkCode)
	}
	groups["work=*"] = groups["code=*"]
	for i := range f.Cells {
		f.Cells[i] = make([]int64, len(groups["work=*"]))
	}
	for _, row := range s.Flow {
		if row.with(like) {
			f.Cells[groups["origin="+row.OriginCode][0]][groups["work="+row.WorkCode][0]] += row.HeadCount
		}
	}
}

// with says whether two rows are of one table.
func (row FlowRow) with(o FlowRow) bool {
	return row.Cohort == o.Cohort && row.Cutoff == o.Cutoff && row.Population == o.Population
}

// flowMargins tie flows to what other tables tell: how many come from each
// province and how many work in each.
func (s *spaceBuilder) flowMargins(f *disclose.Family, like FlowRow) {
	groups := s.groups[f.Name]
	work := familyName(places[0]+"|"+like.Population, like.Cohort, like.Cutoff)
	origin := familyName("origin", like.Cohort, like.Cutoff)
	for _, group := range slices.Sorted(maps.Keys(groups)) {
		name, code, _ := strings.Cut(group, "=")
		switch {
		case code == "*":
		case name == "work":
			f.Ties = append(f.Ties, disclose.Tie{Here: disclose.Sum{Rows: groups["origin=*"], Cols: groups[group]},
				Family: work, There: disclose.Sum{Rows: s.groups[work]["level="+allLevels], Cols: s.groups[work]["province="+code]}})
		case name == "origin":
			here, there := disclose.Sum{Rows: groups[group], Cols: groups["work=*"]}, s.groups[origin][s.originGroup(code)]
			f.Ties = append(f.Ties, disclose.Tie{Here: here, Family: origin, There: disclose.Sum{Rows: there, Cols: s.populationAtoms(like.Population)}},
				disclose.Tie{Here: here, Family: origin, There: disclose.Sum{Rows: there, Cols: span(0, len(atoms))}, Part: true})
		}
	}
}

// locate says which sums a figure tells; none where it is no sum of people in a
// table that is protected.
func (s *spaceBuilder) locate(f figure.Figure) []disclose.Claim {
	switch {
	case len(f.Keys) == 0 || f.Keys[0].Name != "population":
		return s.locatePlaced(f)
	case f.Grain == "flow" && len(f.Keys) == 3:
		return s.locateFlow(f)
	case f.Grain == "key_region" && len(f.Keys) == 2:
		return s.locateWork(f, allLevels, "key_region="+f.Keys[1].Value)
	case len(f.Keys) == 3:
		return s.locateCode(f)
	}
	return nil
}

// locatePlaced finds a figure of a placement table.
func (s *spaceBuilder) locatePlaced(f figure.Figure) []disclose.Claim {
	kind := f.Grain
	switch f.Grain {
	case "school", "level", "college", "college_level", "major", "college_major":
		kind = "placement"
	case "gender_level":
		kind = "gender"
	}
	name := familyName(kind, f.Cohort, f.Cutoff)
	rows := s.groups[name][groupKey(f.Grain, f.Keys)]
	measure, whole, of := strings.Cut(strings.TrimSuffix(f.Indicator, "_rate"), "_of_")
	cols := atomsOf(measure, s.editionOf(f))
	if rows == nil || cols == nil {
		return nil
	}
	out := []disclose.Claim{{Family: name, Sum: disclose.Sum{Rows: rows, Cols: cols}}}
	if of {
		out = append(out, disclose.Claim{Family: name, Sum: disclose.Sum{Rows: rows, Cols: atomsOf(whole, s.editionOf(f))}})
	}
	return out
}

// editionOf is a figure's edition, or the report's where it names none.
func (s *spaceBuilder) editionOf(f figure.Figure) string {
	if f.Edition != "" {
		return f.Edition
	}
	return s.edition.Edition
}

// locateCode finds a figure of a distribution: in a placement table where it
// counts the same groups, else in its own. What is told of a level besides says
// how many of that level there are.
func (s *spaceBuilder) locateCode(f figure.Figure) []disclose.Claim {
	population, level, code := f.Keys[0].Value, f.Keys[1].Value, f.Keys[2].Value
	placed := s.claimPeople(f, population, level, code)
	if f.Grain == "destination" || population == "graduates" && placedDimensions[f.Grain].family != "" {
		return placed
	}
	if slices.Contains(places, f.Grain) {
		group := "code=" + code
		if f.Grain != places[0] && code != "*" {
			group = strings.TrimPrefix(f.Grain, "work_") + "=" + code
		}
		return append(placed, s.locateWork(f, level, group)...)
	}
	return append(placed, s.claimOf(familyName(f.Grain+"|"+population, f.Cohort, f.Cutoff), level, "code="+code)...)
}

// locateWork finds a group of places in the table of workplaces.
func (s *spaceBuilder) locateWork(f figure.Figure, level, group string) []disclose.Claim {
	return s.claimOf(familyName(places[0]+"|"+f.Keys[0].Value, f.Cohort, f.Cutoff), level, group)
}

// claimOf is the sum of a level and a group of codes; none where the table has
// no such thing.
func (s *spaceBuilder) claimOf(family, level, group string) []disclose.Claim {
	sum := disclose.Sum{Rows: s.groups[family]["level="+level], Cols: s.groups[family][group]}
	if sum.Rows == nil || sum.Cols == nil {
		return nil
	}
	return []disclose.Claim{{Family: family, Sum: sum}}
}

// claimPeople is what a distribution tells of the table of majors: the code
// itself where that table has it, else how many the population is.
func (s *spaceBuilder) claimPeople(f figure.Figure, population, level, code string) []disclose.Claim {
	var rows disclose.Claim
	rows.Family, rows.Rows = s.people(f.Cohort, f.Cutoff, level)
	rows.Cols = s.populationAtoms(population)
	switch at := placedDimensions[f.Grain]; {
	case f.Grain == "destination" && code != "*":
		rows.Cols = s.codeAtoms(f, code)
	case code == "*" || population != "graduates" || at.family == "":
		rows.Known = code != "*"
	default:
		rows.Family = familyName(at.family, f.Cohort, f.Cutoff)
		rows.Rows = s.groups[rows.Family][s.groupOf(at.grain, at.key, f.Grain, level, code)]
	}
	if rows.Rows == nil || rows.Cols == nil {
		return nil
	}
	return []disclose.Claim{rows}
}

// codeAtoms is the column of a code of destination: one of its own, or one that
// it shares with codes that nobody has. Nil where the column holds others too.
func (s *spaceBuilder) codeAtoms(f figure.Figure, code string) []int {
	names := atomNames([]string{code})
	for _, d := range s.Distribution {
		same := d.Dimension == "destination" && d.Cohort == f.Cohort && d.Cutoff == f.Cutoff && d.HeadCount > 0
		if same && d.Code != code && atomNames([]string{d.Code})[0] == names[0] {
			return nil
		}
	}
	return columnsOf(names)
}

// groupOf is the group of a placement table that a code is, as figures name it.
func (s *spaceBuilder) groupOf(grain, key, dimension, level, code string) string {
	for _, l := range s.Labels {
		if l.Dimension == dimension && l.Code == code && key != "college" && key != "level" {
			code = l.Label
		}
	}
	keys := []figure.Key{{Name: key, Value: code}}
	if level != allLevels {
		keys = append([]figure.Key{{Name: "level", Value: level}}, keys...)
		grain += "_level"
	}
	return groupKey(grain, keys)
}

// populationAtoms are the columns of a population; nil where a code of it is no
// column.
func (s *spaceBuilder) populationAtoms(population string) []int {
	if population == "graduates" {
		return span(0, len(atoms))
	}
	var names []string
	for _, p := range s.Populations {
		if p.Population == population {
			names = atomNames(strings.Split(p.Codes, "、"))
		}
	}
	return columnsOf(names)
}

// locateFlow finds a figure of the flows between provinces; how many come from a
// province in all is told of the table by origin too.
func (s *spaceBuilder) locateFlow(f figure.Figure) []disclose.Claim {
	population, origin, work := f.Keys[0].Value, f.Keys[1].Value, f.Keys[2].Value
	if strings.HasPrefix(f.Indicator, "stayed") {
		work = origin
	}
	name := familyName("flow|"+population, f.Cohort, f.Cutoff)
	sum := disclose.Sum{Rows: s.groups[name]["origin="+origin], Cols: s.groups[name]["work="+work]}
	if sum.Rows == nil || sum.Cols == nil {
		return nil
	}
	out := []disclose.Claim{{Family: name, Sum: sum}}
	if work != "*" || origin == "*" {
		return out
	}
	return append(out, disclose.Claim{Family: familyName("origin", f.Cohort, f.Cutoff), Sum: disclose.Sum{
		Rows: s.groups[familyName("origin", f.Cohort, f.Cutoff)][s.originGroup(origin)], Cols: s.populationAtoms(population)}})
}

// originGroup is the group of a province that people come from.
func (s *spaceBuilder) originGroup(code string) string {
	for _, row := range s.Flow {
		if row.OriginCode == code {
			return groupKey("origin", []figure.Key{{Name: "origin", Value: row.Origin}})
		}
	}
	return ""
}
