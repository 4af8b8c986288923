package chapter

import (
	"maps"
	"slices"
	"strings"

	"quxiang/reports/disclose"
	"quxiang/reports/figure"
)

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

// flowCells fills the table that like is a row of. The sums over all origins and
// all places, which * stands for, are of those that are known.
func (s *spaceBuilder) flowCells(f *disclose.Family, like FlowRow) {
	groups := s.groups[f.Name]
	for _, row := range s.Flow {
		if !row.with(like) {
			continue
		}
		if groups["origin="+row.OriginCode] == nil {
			groups["origin="+row.OriginCode] = []int{len(f.Cells)}
			if !unknown(row.Origin) {
				groups["origin=*"] = append(groups["origin=*"], len(f.Cells))
			}
			f.Cells = append(f.Cells, nil)
		}
		s.column(f.Name, "work="+row.WorkCode, row.WorkCode)
		s.column(f.Name, "code=*", row.WorkCode)
		if !unknown(row.Work) {
			s.column(f.Name, "work=*", row.WorkCode)
		}
	}
	for i := range f.Cells {
		f.Cells[i] = make([]int64, len(groups["code=*"]))
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
	all := disclose.Sum{Rows: span(0, len(f.Cells)), Cols: groups["code=*"]}
	majors, school := s.people(like.Cohort, like.Cutoff, allLevels)
	f.Ties = append(f.Ties, disclose.Tie{Here: all, Family: majors, There: disclose.Sum{Rows: school, Cols: s.populationAtoms(like.Population)}})
	work := familyName(places[0]+"|"+like.Population, like.Cohort, like.Cutoff)
	for _, group := range slices.Sorted(maps.Keys(groups)) {
		name, code, _ := strings.Cut(group, "=")
		switch {
		case code == "*":
		case name == "work":
			f.Ties = append(f.Ties, disclose.Tie{Here: disclose.Sum{Rows: all.Rows, Cols: groups[group]},
				Family: work, There: disclose.Sum{Rows: s.groups[work]["level="+allLevels], Cols: s.groups[work]["province="+code]}})
		case name == "origin":
			s.flowOrigin(f, like, disclose.Sum{Rows: groups[group], Cols: all.Cols}, code)
		}
	}
}

// flowOrigin ties the flows from a province to the table by origin: to those of
// the population, and to everybody from there, of whom they are a part.
func (s *spaceBuilder) flowOrigin(f *disclose.Family, like FlowRow, here disclose.Sum, code string) {
	origin := familyName("origin", like.Cohort, like.Cutoff)
	there := s.groups[origin][s.originGroup(code)]
	f.Ties = append(f.Ties, disclose.Tie{Here: here, Family: origin, There: disclose.Sum{Rows: there, Cols: s.populationAtoms(like.Population)}},
		disclose.Tie{Here: here, Family: origin, There: disclose.Sum{Rows: there, Cols: span(0, len(atoms))}, Part: true})
}
