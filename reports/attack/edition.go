package attack

import (
	"quxiang/reports/chapter"
	"quxiang/reports/disclose"
)

// Edition is a public edition under attack.
type Edition struct {
	Seed      uint64
	Graduates int
	Public    []byte // what a reader sees, lines of JSON
	Earlier   []byte // what the releases before told, or nil
	Truth     []byte // what he must not find out
	Result    disclose.Result
}

// Invent makes the public edition of an invented school. Each second school had
// a release before: on its first cut-off or, each fourth, before a correction.
func Invent(seed uint64) (*Edition, error) {
	s := Draw(seed)
	e := &Edition{}
	var err error
	var told []disclose.Told
	data := s.Data()
	switch seed % 4 {
	case 1:
		told, e, err = release(firstCutoff(s.Data()), s.Options())
	case 3:
		told, e, err = release(data, s.Options())
		data = s.Corrected().Data()
	}
	if err != nil {
		return nil, err
	}
	now, err := Of(data, s.Options(), told)
	if err != nil {
		return nil, err
	}
	now.Seed, now.Graduates = seed, s.Graduates()
	now.Earlier = e.Public
	return now, nil
}

// release makes an edition whose readers remember it.
func release(data *chapter.Data, opts chapter.Options) ([]disclose.Told, *Edition, error) {
	doc, result, err := Public(data, opts, nil)
	if err != nil {
		return nil, nil, err
	}
	public, err := Write(doc)
	return Told(doc), &Edition{Public: public, Result: result}, err
}

// firstCutoff is the data as they were before the last cut-off was loaded.
func firstCutoff(d *chapter.Data) *chapter.Data {
	late := func(cohort int, cutoff string) bool { return cohort == reported && cutoff != "08-31" }
	d.Cutoffs = keep(d.Cutoffs, func(c chapter.CutoffRow) bool { return !late(c.Cohort, c.Cutoff) })
	d.Placement = keep(d.Placement, func(p chapter.PlacementRow) bool { return !late(p.Cohort, p.Cutoff) })
	d.Distribution = keep(d.Distribution, func(x chapter.DistributionRow) bool { return !late(x.Cohort, x.Cutoff) })
	d.Flow = keep(d.Flow, func(f chapter.FlowRow) bool { return !late(f.Cohort, f.Cutoff) })
	d.KeyRegions = keep(d.KeyRegions, func(k chapter.KeyRegionRow) bool { return !late(k.Cohort, k.Cutoff) })
	return d
}

func keep[T any](rows []T, test func(T) bool) []T {
	var out []T
	for _, row := range rows {
		if test(row) {
			out = append(out, row)
		}
	}
	return out
}

// Of makes the public edition of data after what was told before.
func Of(data *chapter.Data, opts chapter.Options, told []disclose.Told) (*Edition, error) {
	doc, result, err := Public(data, opts, told)
	if err != nil {
		return nil, err
	}
	e := &Edition{Result: result}
	if e.Public, err = Write(doc); err != nil {
		return nil, err
	}
	e.Truth, err = Truth(data)
	return e, err
}
