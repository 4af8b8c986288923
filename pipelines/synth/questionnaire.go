package synth

import "math/rand/v2"

// wording are the options of a year's questionnaires, best first. Schools
// reword them now and then, and so does this one.
type wording struct {
	satisfaction, relatedness, matching, adapting, willingness [5]string
}

// wordings are taken in turns, by the year of the survey.
var wordings = []wording{
	{satisfaction: [5]string{"非常满意", "满意", "一般", "不满意", "非常不满意"},
		relatedness: [5]string{"很相关", "相关", "基本相关", "不相关", "很不相关"},
		matching:    [5]string{"完全符合", "符合", "基本符合", "不符合", "完全不符合"},
		adapting:    [5]string{"很适应", "适应", "基本适应", "不适应", "很不适应"},
		willingness: [5]string{"很愿意", "比较愿意", "一般", "不太愿意", "很不愿意"}},
	{satisfaction: [5]string{"很满意", "满意", "一般", "不满意", "很不满意"},
		relatedness: [5]string{"非常相关", "比较相关", "基本相关", "不太相关", "不相关"},
		matching:    [5]string{"非常符合", "比较符合", "基本符合", "不太符合", "不符合"},
		adapting:    [5]string{"非常符合", "比较符合", "基本符合", "不太符合", "不符合"},
		willingness: [5]string{"非常愿意", "愿意", "不确定", "不愿意", "非常不愿意"}},
	{satisfaction: [5]string{"很满意", "比较满意", "一般", "不太满意", "很不满意"},
		relatedness: [5]string{"非常对口", "比较对口", "基本对口", "不太对口", "不对口"},
		matching:    [5]string{"非常吻合", "比较吻合", "基本吻合", "不太吻合", "不吻合"},
		adapting:    [5]string{"非常适应", "比较适应", "一般", "不太适应", "非常不适应"},
		willingness: [5]string{"一定会", "可能会", "说不准", "可能不会", "一定不会"}},
}

func wordingOf(year int) wording { return wordings[year%len(wordings)] }

// Options up to these count as yes, counted from the best.
const (
	relatedUpTo   = 3
	satisfiedUpTo = 2
)

// onScale picks one of five points, 0 the best; a higher x picks nearer to it.
func onScale(r *rand.Rand, x float64) int {
	z := x + 0.8*r.NormFloat64()
	for i, line := range []float64{1.1, 0, -1.2, -2} {
		if z > line {
			return i
		}
	}
	return 4
}

// reply is what somebody would say in a survey, asked or not.
type reply struct {
	pay, first                          int // yuan a month
	related, satisfied, matched, adapts int // points of a scale, 0 the best
	school, recommends, teaching        int
	months                              int
	promoted                            bool
}

func (w *world) reply(r *rand.Rand, g *graduate, c career, year int) reply {
	years := 12 * (year - g.cohort)
	a := reply{pay: c.pay(g.cohort, year), first: int(c.first),
		related: onScale(r, 0.3+0.3*g.merit+relatedness(g, c)), satisfied: onScale(r, c.mood+0.35),
		matched: onScale(r, c.mood), adapts: onScale(r, c.mood+0.4),
		months: years - r.IntN(3), promoted: chance(r, logistic(c.mood-0.4))}
	if c.employers > 1 {
		a.months = min(years, 3+r.IntN(years))
	}
	a.school, a.recommends, a.teaching = onScale(r, c.mood+0.5), onScale(r, c.mood+0.5), onScale(r, c.mood+0.5)
	return a
}

// relatedness follows from what the register said of the first job.
func relatedness(g *graduate, c career) float64 {
	x := 0.0
	if o := g.outcomes["12-31"]; o != nil && o.related == "否" {
		x -= 0.9
	}
	if c.moved {
		x -= 0.5
	}
	return x
}
