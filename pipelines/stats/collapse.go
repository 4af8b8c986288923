package stats

// Merge is categories of a margin that are raked as one, since too few of one
// of them answered.
type Merge struct {
	Margin   string
	Together []string // in the order of the margin
	Dropped  bool     // they are the whole margin: it plays no part
}

// tally is the people and answers of a category.
type tally struct{ people, answers int64 }

// addSide adds a margin to the raking, its small categories put together. A
// margin left with one category has nothing to say beyond the roster's size.
func (r *Raking) addSide(cells []SampleCell, m int, margin Margin, least int64) {
	tallies := make([]tally, len(margin.Categories))
	for _, c := range cells {
		t := &tallies[c.Categories[m]]
		t.people += c.People
		t.answers += c.Answers
	}
	small := tooSmall(tallies, least)
	groups, count := grouped(tallies, small)
	if len(small) > 0 {
		r.Merged = append(r.Merged, Merge{margin.Name, namesOf(margin.Categories, small), count == 1})
	}
	if count < 2 {
		return
	}
	s := side{group: make([]int, len(cells)), totals: make([]float64, count)}
	for i, c := range cells {
		s.group[i] = groups[c.Categories[m]]
		s.totals[s.group[i]] += float64(c.People)
	}
	r.sides = append(r.sides, s)
}

// tooSmall marks the categories to be put together: those with people but fewer
// than least answers, and, if these are fewer even together, the category with
// the fewest answers among the others. Nil: none need be.
func tooSmall(tallies []tally, least int64) map[int]bool {
	small, answers, next := map[int]bool{}, int64(0), -1
	for i, t := range tallies {
		switch {
		case t.people == 0:
		case t.answers < least:
			small[i] = true
			answers += t.answers
		case next < 0 || t.answers < tallies[next].answers:
			next = i
		}
	}
	if len(small) == 0 {
		return nil
	}
	if answers < least && next >= 0 {
		small[next] = true
	}
	if len(small) == 1 {
		return nil // the only category with people
	}
	return small
}

// grouped numbers the categories with people, the small ones alike. Those
// without people get 0: none of their weights is ever counted.
func grouped(tallies []tally, small map[int]bool) (groups []int, count int) {
	groups = make([]int, len(tallies))
	together := -1
	for i, t := range tallies {
		switch {
		case t.people == 0:
			continue
		case small[i] && together >= 0:
			groups[i] = together
			continue
		case small[i]:
			together = count
		}
		groups[i] = count
		count++
	}
	return groups, count
}

// namesOf are the names marked, in order.
func namesOf(names []string, marked map[int]bool) []string {
	var chosen []string
	for i, name := range names {
		if marked[i] {
			chosen = append(chosen, name)
		}
	}
	return chosen
}
