package chapter

import (
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
	"origin_region":   {"origin", "origin_region", "origin"},
	"urban_rural":     {"urban_rural", "urban_rural", "urban_rural"},
}

// places are the dimensions of where people work, from the finest.
var places = []string{"work_city", "work_province", "work_region"}

// locate says which sums a figure tells; none where it is no sum of people in a
// table that is protected.
func (s *spaceBuilder) locate(f figure.Figure) []disclose.Claim {
	switch {
	case len(f.Keys) == 0 || f.Keys[0].Name != "population":
		return s.locatePlaced(f)
	case f.Grain == "flow": // it fits neither the table by origin nor that of places
		return nil
	case f.Grain == "key_region" && len(f.Keys) == 2:
		return s.locateWork(f, allLevels, "key_region="+f.Keys[1].Value)
	case len(f.Keys) == 3:
		return s.locateCode(f)
	}
	return nil
}

// locatePlaced finds a figure of a placement table.
func (s *spaceBuilder) locatePlaced(f figure.Figure) []disclose.Claim {
	kind, grain := f.Grain, f.Grain
	switch f.Grain {
	case "school", "level", "college", "college_level", "major", "college_major":
		kind = "placement"
	case "vacancy": // of majors
		kind, grain = "placement", "major"
	case "gender_level":
		kind = "gender"
	}
	name := familyName(kind, f.Cohort, f.Cutoff)
	rows := s.groups[name][groupKey(grain, f.Keys)]
	measure, whole, of := strings.Cut(strings.TrimSuffix(f.Indicator, "_rate"), "_of_")
	cols := atomsOf(measure, s.editionOf(f))
	if rows == nil || cols == nil {
		return nil
	}
	out := []disclose.Claim{{Family: name, Sum: disclose.Sum{Rows: rows, Cols: cols}}}
	if of {
		return append(out, disclose.Claim{Family: name, Sum: disclose.Sum{Rows: rows, Cols: atomsOf(whole, s.editionOf(f))}})
	}
	return append(out, based(f, disclose.Claim{Family: name, Sum: disclose.Sum{Rows: rows, Cols: span(0, len(atoms))}})...)
}

// based is the base of a share: with its count, the share tells it.
func based(f figure.Figure, base disclose.Claim) []disclose.Claim {
	if f.Value.Kind != figure.Ratio {
		return nil
	}
	base.Known = true
	return []disclose.Claim{base}
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
	if level != allLevels { // a second way through the levels fits no one table
		return nil
	}
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
	return append(placed, s.claimOf(f, familyName(f.Grain+"|"+population, f.Cohort, f.Cutoff), level, "code="+code)...)
}

// locateWork finds a group of places in the table of workplaces.
func (s *spaceBuilder) locateWork(f figure.Figure, level, group string) []disclose.Claim {
	return s.claimOf(f, familyName(places[0]+"|"+f.Keys[0].Value, f.Cohort, f.Cutoff), level, group)
}

// claimOf is the sum of a level and a group of codes; none where the table has
// no such thing.
func (s *spaceBuilder) claimOf(f figure.Figure, family, level, group string) []disclose.Claim {
	sum := disclose.Sum{Rows: s.groups[family]["level="+level], Cols: s.groups[family][group]}
	if sum.Rows == nil || sum.Cols == nil {
		return nil
	}
	base := "code=*"
	if strings.HasPrefix(group, "key_region=") {
		base = "key_region=*"
	}
	return append([]disclose.Claim{{Family: family, Sum: sum}},
		based(f, disclose.Claim{Family: family, Sum: disclose.Sum{Rows: sum.Rows, Cols: s.groups[family][base]}})...)
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
		rows.Rows = s.groups[rows.Family][s.groupOf(at.grain, at.key, f.Grain, code)]
	}
	if rows.Rows == nil || rows.Cols == nil {
		return nil
	}
	out := []disclose.Claim{rows}
	if base := s.populationAtoms(population); base != nil && code != "*" {
		majors, people := s.people(f.Cohort, f.Cutoff, level)
		out = append(out, based(f, disclose.Claim{Family: majors, Sum: disclose.Sum{Rows: people, Cols: base}})...)
	}
	return out
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
func (s *spaceBuilder) groupOf(grain, key, dimension, code string) string {
	for _, l := range s.Labels {
		if l.Dimension == dimension && l.Code == code && key != "college" && key != "level" {
			code = l.Label
		}
	}
	return groupKey(grain, []figure.Key{{Name: key, Value: code}})
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
