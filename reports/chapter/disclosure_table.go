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
			Family: majors, There: disclose.Sum{Rows: there, Cols: s.populationAtoms(rows[0].Population)}, Bound: true})
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
