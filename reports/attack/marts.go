package attack

import (
	"slices"
	"strings"

	"quxiang/reports/chapter"
)

// Data adds a school up to the rows that a report is made of, as sql/marts
// does: the same grains, dimensions and populations.
func (s *School) Data() *chapter.Data {
	a := &adder{ref: readReference(), data: &chapter.Data{}}
	a.ref.tables(a.data)
	for _, c := range s.Cutoffs {
		a.data.Cutoffs = append(a.data.Cutoffs, chapter.CutoffRow{Cohort: c.Cohort, Cutoff: c.Cutoff, AsOf: c.asOf(), Title: c.title(),
			State: "自报", Coverage: "complete", HasRoster: true, EditionInForce: edition(c.Cohort), Inferred: c.Cohort < 2024})
		people := slices.DeleteFunc(slices.Clone(s.people), func(g graduate) bool { return g.cohort != c.Cohort || g.cutoff != c.Cutoff })
		a.placement(people)
		if c.Cohort == reported {
			a.distribution(people)
			a.flow(people)
			a.regions(people)
		}
	}
	return a.data
}

// edition is the edition in force for a cohort.
func edition(cohort int) string {
	if cohort < 2024 {
		return "2021"
	}
	return "2024"
}

// adder adds people up.
type adder struct {
	ref  *reference
	data *chapter.Data
}

// grains are the groups of marts.placement: which coordinates each keeps.
var grains = []struct {
	name string
	of   func(g graduate, r *reference) chapter.PlacementRow
}{
	{"school", func(graduate, *reference) chapter.PlacementRow { return chapter.PlacementRow{} }},
	{"level", func(g graduate, _ *reference) chapter.PlacementRow { return chapter.PlacementRow{Level: g.level} }},
	{"college", func(g graduate, _ *reference) chapter.PlacementRow {
		return chapter.PlacementRow{CollegeKey: g.college, College: g.college}
	}},
	{"college_level", func(g graduate, _ *reference) chapter.PlacementRow {
		return chapter.PlacementRow{CollegeKey: g.college, College: g.college, Level: g.level}
	}},
	{"major", func(g graduate, _ *reference) chapter.PlacementRow {
		return chapter.PlacementRow{Level: g.level, MajorKey: g.major, Major: g.majorName()}
	}},
	{"college_major", func(g graduate, _ *reference) chapter.PlacementRow {
		return chapter.PlacementRow{CollegeKey: g.college, College: g.college, Level: g.level, MajorKey: g.major, Major: g.majorName()}
	}},
	{"gender", func(g graduate, r *reference) chapter.PlacementRow {
		return chapter.PlacementRow{Gender: r.name("gender", g.gender)}
	}},
	{"gender_level", func(g graduate, r *reference) chapter.PlacementRow {
		return chapter.PlacementRow{Gender: r.name("gender", g.gender), Level: g.level}
	}},
	{"origin", func(g graduate, r *reference) chapter.PlacementRow {
		return chapter.PlacementRow{Origin: r.name("origin_province", g.origin)}
	}},
	{"urban_rural", func(g graduate, r *reference) chapter.PlacementRow {
		return chapter.PlacementRow{UrbanRural: r.name("urban_rural", g.urban)}
	}},
	{"completion", func(g graduate, _ *reference) chapter.PlacementRow {
		return chapter.PlacementRow{Completion: g.completion}
	}},
}

// majorName is a name whose digits are Chinese letters, since headings hold none.
func (g graduate) majorName() string {
	letters := []rune("零一二三四五六七八九")
	var out []rune
	for _, c := range g.major[len(g.level)+1:] {
		out = append(out, letters[c-'0'])
	}
	return "专业" + string(out)
}

// placement makes the rows of one cut-off under both editions.
func (a *adder) placement(people []graduate) {
	for _, edition := range []string{"2021", "2024"} {
		for _, grain := range grains {
			rows := map[chapter.PlacementRow]*chapter.PlacementRow{}
			for _, g := range people {
				key := grain.of(g, a.ref)
				row := rows[key]
				if row == nil {
					fresh := key
					fresh.Cohort, fresh.Cutoff, fresh.Edition, fresh.Grain = g.cohort, g.cutoff, edition, grain.name
					row = &fresh
					rows[key] = row
				}
				a.count(row, g.destination)
			}
			start := len(a.data.Placement)
			for _, row := range rows {
				a.data.Placement = append(a.data.Placement, *row)
			}
			byPlace(a.data.Placement[start:], func(p chapter.PlacementRow) string {
				return p.Level + "|" + p.CollegeKey + "|" + p.MajorKey + "|" + p.Gender + "|" + p.Origin + "|" + p.UrbanRural + "|" + p.Completion
			})
		}
	}
}

// count adds a person to a row.
func (a *adder) count(row *chapter.PlacementRow, code string) {
	row.Graduates++
	if a.ref.settled[code] {
		row.Settled++
	}
	part := map[string]*int64{"employed": &row.Employed, "startup": &row.Startup, "flexible": &row.Flexible, "further_study": &row.FurtherStudy,
		"settled_other": &row.SettledOther, "seeking": &row.Seeking, "not_seeking": &row.NotSeeking,
		"unregistered": &row.Unregistered, "unrecognised": &row.Unrecognised}[a.ref.part[row.Edition][code]]
	*part++
	atom := map[string]*int64{"80": &row.StudyHome, "81": &row.StudyHome, "82": &row.StudyHome, "85": &row.StudyAbroad,
		"46": &row.Enlisted, "50": &row.GrassNation, "51": &row.GrassLocal, "10": &row.Agreement, "11": &row.Contract, "12": &row.OtherForm,
		"27": &row.Research, "76": &row.Freelance, "71": &row.WantsStudy, "72": &row.WantsOther}[code]
	if atom != nil {
		*atom++
	}
}

// dimensions are those of marts.distribution that a school fills.
var dimensions = []struct {
	name string
	of   func(g graduate, r *reference) string
}{
	{"gender", func(g graduate, _ *reference) string { return g.gender }},
	{"level", func(g graduate, _ *reference) string { return g.level }},
	{"urban_rural", func(g graduate, _ *reference) string { return g.urban }},
	{"origin_province", func(g graduate, _ *reference) string { return g.origin }},
	{"origin_region", func(g graduate, r *reference) string { return orUnknown(r.region[g.origin]) }},
	{"employer_nature", func(g graduate, _ *reference) string { return g.nature }},
	{"industry", func(g graduate, _ *reference) string { return g.industry }},
	{"occupation", func(g graduate, _ *reference) string { return g.job }},
	{"work_province", func(g graduate, _ *reference) string { return g.province() }},
	{"work_city", func(g graduate, _ *reference) string { return g.city }},
	{"work_region", func(g graduate, r *reference) string { return orUnknown(r.region[g.province()]) }},
	{"destination", func(g graduate, _ *reference) string { return g.destination }},
	{"unplaced_type", func(g graduate, _ *reference) string { return g.unplaced }},
	{"category", func(g graduate, _ *reference) string { return g.category }},
	{"college", func(g graduate, _ *reference) string { return g.college }},
}

func orUnknown(s string) string {
	if s == "" {
		return unknown
	}
	return s
}

// distribution makes the rows of one cut-off.
func (a *adder) distribution(people []graduate) {
	type cell struct{ dimension, population, level, code string }
	counts, totals := map[cell]int64{}, map[cell]int64{}
	for population, members := range a.ref.members {
		for _, g := range people {
			if !slices.Contains(members, g.destination) {
				continue
			}
			for _, d := range dimensions {
				for _, level := range []string{g.level, "全部"} {
					counts[cell{d.name, population, level, d.of(g, a.ref)}]++
					totals[cell{d.name, population, level, ""}]++
				}
			}
		}
	}
	start := len(a.data.Distribution)
	for c, n := range counts {
		a.data.Distribution = append(a.data.Distribution, chapter.DistributionRow{Cohort: people[0].cohort, Cutoff: people[0].cutoff,
			Dimension: c.dimension, Population: c.population, Level: c.level, Code: c.code, Label: a.ref.name(c.dimension, c.code),
			Sort: a.ref.order(c.dimension, c.code), HeadCount: n, Total: totals[cell{c.dimension, c.population, c.level, ""}]})
	}
	byPlace(a.data.Distribution[start:], func(d chapter.DistributionRow) string {
		return d.Dimension + "|" + d.Population + "|" + d.Level + "|" + d.Code
	})
}

// flow makes the rows from province to province of one cut-off.
func (a *adder) flow(people []graduate) {
	rows := map[chapter.FlowRow]int64{}
	for population, members := range a.ref.members {
		for _, g := range people {
			if slices.Contains(members, g.destination) {
				rows[chapter.FlowRow{Cohort: g.cohort, Cutoff: g.cutoff, Population: population,
					OriginCode: g.origin, Origin: a.ref.name("origin_province", g.origin), OriginRegion: orUnknown(a.ref.region[g.origin]),
					WorkCode: g.province(), Work: a.ref.name("work_province", g.province()), WorkRegion: orUnknown(a.ref.region[g.province()])}]++
			}
		}
	}
	start := len(a.data.Flow)
	for row, n := range rows {
		row.HeadCount = n
		a.data.Flow = append(a.data.Flow, row)
	}
	byPlace(a.data.Flow[start:], func(f chapter.FlowRow) string { return f.Population + "|" + f.OriginCode + "|" + f.WorkCode })
}

// regions makes the rows of the regions of national strategy.
func (a *adder) regions(people []graduate) {
	named := codes("key_region")
	seen := map[string]bool{}
	for _, l := range named {
		if seen[l["region"]] {
			continue
		}
		seen[l["region"]] = true
		for _, population := range sorted(a.ref.members) {
			row := chapter.KeyRegionRow{Cohort: people[0].cohort, Cutoff: people[0].cutoff, Population: population, Region: l["region"],
				Title: l["title"], Sort: l.int64("sort"),
				Codes: strings.Join(a.ref.special[l["region"]], "、"), Document: l["document"], Mark: l["mark"]}
			a.region(&row, people)
			if row.Total > 0 {
				a.data.KeyRegions = append(a.data.KeyRegions, row)
			}
		}
	}
}

// region counts who works in a region, and who works in a known place.
func (a *adder) region(row *chapter.KeyRegionRow, people []graduate) {
	for _, g := range people {
		if g.city == unknown || !slices.Contains(a.ref.members[row.Population], g.destination) {
			continue
		}
		row.Total++
		if in := a.ref.special[row.Region]; slices.Contains(in, g.city) || slices.Contains(in, g.province()) {
			row.HeadCount++
		}
	}
}
