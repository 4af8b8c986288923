package stats

// trimToCap trims and rakes in turn until no weight is above the cap.
func (r *Raking) trimToCap(o RakeOptions) {
	limit := o.Cap * r.mean()
	cut := make([]bool, len(r.Weights))
	for r.Cycles < mostCycles && r.largest() > limit*(1+slack) {
		r.trim(limit, cut)
		r.fit(o)
		r.Cycles++
	}
	for i, was := range cut {
		if was {
			r.Trimmed += r.cells[i]
		}
	}
}

// trim cuts the weights to the limit and spreads what is cut off over the
// answers not cut, the same for each, until none is above. In the end every
// weight is min(limit, w + t) with one t for all; cut marks the cells at the
// limit.
func (r *Raking) trim(limit float64, cut []bool) {
	full := make([]bool, len(r.Weights)) // in this trimming
	for excess := r.cutTo(limit, full); excess > 0; excess = r.cutTo(limit, full) {
		part := excess / float64(r.others(full))
		for i := range r.Weights {
			if r.cells[i] > 0 && !full[i] {
				r.Weights[i] += part
			}
		}
	}
	for i, is := range full {
		cut[i] = cut[i] || is
	}
}

// cutTo cuts weights to the limit, marks them and returns what was cut off.
func (r *Raking) cutTo(limit float64, full []bool) float64 {
	excess := 0.0
	for i, w := range r.Weights {
		if w > limit {
			excess += (w - limit) * float64(r.cells[i])
			r.Weights[i], full[i] = limit, true
		}
	}
	return excess
}

// others counts the answers not at the limit. As the limit is above the mean
// weight, there are some.
func (r *Raking) others(full []bool) int64 {
	var n int64
	for i, is := range full {
		if !is {
			n += r.cells[i]
		}
	}
	return n
}
