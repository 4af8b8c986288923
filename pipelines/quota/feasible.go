package quota

// reach is the least and the most that a group of lines can add up to.
type reach struct{ low, high int64 }

// clashes finds every contradiction: lines whose Low is above their High; if
// there are none, groups, from the innermost out, whose lines cannot meet the
// bounds; if there are none, a total out of reach. Nested groups whose bounds
// hold one by one can always be met together.
func (s *solver) clashes() []Clash {
	found := s.lineClashes()
	if len(found) > 0 {
		return found
	}
	sums := s.reaches()
	for g := s.whole - 1; g >= 0; g-- {
		b := s.Groups[g]
		clash := sums[g].against(b)
		inside := sums[g]
		if clash.Code == "" {
			inside = reach{max(inside.low, b.Low), min(inside.high, b.High)}
		} else {
			found = append(found, clash)
		}
		parent := b.Parent
		if parent < 0 {
			parent = s.whole
		}
		sums[parent].low += inside.low
		sums[parent].high += inside.high
	}
	if len(found) > 0 {
		return found
	}
	return sums[s.whole].total(s.Total)
}

func (s *solver) lineClashes() []Clash {
	var found []Clash
	for i := range s.Lines {
		if s.low[i].at > s.high[i].at {
			found = append(found, Clash{Code: ClashLine, Key: s.Lines[i].Key})
		}
	}
	return found
}

// reaches adds up, by group, the lines that lie directly in it.
func (s *solver) reaches() []reach {
	sums := make([]reach, s.whole+1)
	for i := range s.Lines {
		g := s.Lines[i].Group
		if g < 0 {
			g = s.whole
		}
		sums[g].low += s.low[i].at
		sums[g].high += s.high[i].at
	}
	return sums
}

// against finds what is wrong with the bounds of a group; where something is,
// they do not count for the groups around.
func (r reach) against(b Bound) Clash {
	switch {
	case b.Low > b.High:
		return Clash{Code: ClashBounds, Key: b.Key}
	case r.high < b.Low:
		return Clash{ClashGroupLow, b.Key, r.high}
	case r.low > b.High:
		return Clash{ClashGroupHigh, b.Key, r.low}
	}
	return Clash{}
}

func (r reach) total(total int64) []Clash {
	switch {
	case r.high < total:
		return []Clash{{Code: ClashTotalLow, At: r.high}}
	case r.low > total:
		return []Clash{{Code: ClashTotalHigh, At: r.low}}
	}
	return nil
}
