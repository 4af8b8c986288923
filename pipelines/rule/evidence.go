package rule

// Evidence is how sure it is that the rates used lie beyond the line. It comes
// from statistics and never changes a Conclusion.
type Evidence string

// The grades of evidence; NoEvidence where none could be computed.
const (
	NoEvidence Evidence = ""
	Sufficient Evidence = "充分" // 95 % and more
	Fair       Evidence = "较强" // 75 to 95 %
	Weak       Evidence = "不足" // under 75 %
)

// Attention is the mark of a card whose evidence is weak.
const Attention = "关注"

// Judge grades the probability that every cohort used is beyond the line.
// What is not a probability is no evidence.
func Judge(probability float64) Evidence {
	switch {
	case !(probability >= 0 && probability <= 1):
		return NoEvidence
	case probability >= 0.95:
		return Sufficient
	case probability >= 0.75:
		return Fair
	}
	return Weak
}

// Mark returns what stands in the column of the card and the mark beside it. A
// card with weak evidence gets 关注 beside it (红＋关注); only where the rule says
// small_n = "replace" does 关注 stand in its place. Without evidence the card
// stands as it is: its absence is no sign of weakness.
func Mark(v Verdict, e Evidence) (shown, mark string) {
	card := v.Conclusion == Red || v.Conclusion == Yellow
	switch {
	case !card || e != Weak:
		return string(v.Conclusion), ""
	case v.SmallN == SmallNReplace:
		return Attention, ""
	}
	return string(v.Conclusion), Attention
}
