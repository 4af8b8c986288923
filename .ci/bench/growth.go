package main

import (
	"fmt"
	"math"
	"os"
)

// Point is what the program took for so many rows.
type Point struct {
	Rows int `json:"rows"`
	Usage
}

// Growth is how time and memory grow with the rows. A power of 1 is a straight
// line; less is better than that.
type Growth struct {
	Machine string  `json:"machine"`
	Memory  string  `json:"memory"` // the limit, where one was set
	Points  []Point `json:"points"`
	Time    Fit     `json:"time"`
	Peak    Fit     `json:"peak"`
}

// Fit is y = base + slope × rows by least squares, how much of the variance
// that explains, and the power of the rows among the larger points.
type Fit struct {
	Base  float64 `json:"base"`
	Slope float64 `json:"slope_per_million"`
	R2    float64 `json:"r2"`
	Power float64 `json:"power"`
}

// sizes are graduates of a school in a cohort, of 150 schools and up to ten
// cohorts: from 10,000 rows to 9 million.
var sizes = []struct{ graduates, cohorts int }{{67, 1}, {200, 1}, {667, 1}, {2000, 1}, {6000, 1}, {6000, 3}, {6000, 10}}

// grow runs the program once at every size, percent of it.
func (t track) grow(percent int) (Growth, error) {
	g := Growth{Machine: machine(), Memory: t.memory}
	for _, size := range sizes {
		t.job, _ = jobNamed("decade")
		t.job.graduates, t.job.from = size.graduates, t.job.to-size.cohorts+1
		t.job = t.job.scaled(percent)
		point, err := t.point()
		if err != nil {
			return g, err
		}
		g.Points = append(g.Points, point)
		fmt.Fprintf(os.Stderr, "%d rows: %.1f s, %d MiB\n", point.Rows, point.Wall, point.Peak)
	}
	g.Time = fit(g.Points, func(u Usage) float64 { return u.Wall })
	g.Peak = fit(g.Points, func(u Usage) float64 { return float64(u.Peak) })
	return g, nil
}

func (t track) point() (Point, error) {
	if err := os.RemoveAll(t.input()); err != nil {
		return Point{}, err
	}
	if err := t.job.write(t.input()); err != nil {
		return Point{}, err
	}
	usage, err := t.ours()
	return Point{t.job.rows(), usage}, err
}

func fit(points []Point, of func(Usage) float64) Fit {
	var x, y, lx, ly []float64
	for _, p := range points {
		x, y = append(x, float64(p.Rows)/1e6), append(y, of(p.Usage))
		lx, ly = append(lx, math.Log(float64(p.Rows))), append(ly, math.Log(of(p.Usage)))
	}
	base, slope, r2 := line(x, y)
	// what a run costs without any rows hides the power among the small ones
	_, power, _ := line(lx[len(lx)/2:], ly[len(ly)/2:])
	return Fit{base, slope, r2, power}
}

// line is the least-squares line, and its share of the variance.
func line(x, y []float64) (base, slope, r2 float64) {
	n := float64(len(x))
	var sx, sy, sxx, sxy, syy float64
	for i := range x {
		sx, sy = sx+x[i], sy+y[i]
		sxx, sxy, syy = sxx+x[i]*x[i], sxy+x[i]*y[i], syy+y[i]*y[i]
	}
	cov, varX, varY := sxy-sx*sy/n, sxx-sx*sx/n, syy-sy*sy/n
	slope = cov / varX
	return (sy - slope*sx) / n, slope, cov * cov / (varX * varY)
}
