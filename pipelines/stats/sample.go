package stats

import "math"

// Band is where the mean of all lies if those who did not answer have a mean
// that differs from the respondents' by the share by: response × mean +
// (1 − response) × mean × (1 ± by). It is no interval of a stated probability:
// whether answering depends on the answer cannot be told from the answers.
func Band(mean, response, by float64) Interval {
	silent := (1 - response) * mean * by
	return Interval{mean - math.Abs(silent), mean + math.Abs(silent)}
}

// ShareBand is the band of a share; that of those who did not answer lies
// within 0 and 1 too.
func ShareBand(share, response, by float64) Interval {
	low, high := max(0, share*(1-by)), min(1, share*(1+by))
	return Interval{response*share + (1-response)*low, response*share + (1-response)*high}
}

// Imbalance compares the composition of the answers with the roster's, by
// category of one margin: half the sum of the absolute differences of shares
// (index of dissimilarity: Duncan & Duncan 1955, American Sociological Review
// 20, 210–217), from 0, alike, to 1; and the largest single difference. Without
// people or answers both are 0.
func Imbalance(roster, answers []int64) (index, largest float64) {
	var people, answered int64
	for i := range roster {
		people += roster[i]
		answered += answers[i]
	}
	if people == 0 || answered == 0 {
		return 0, 0
	}
	for i := range roster {
		gap := math.Abs(float64(answers[i])/float64(answered) - float64(roster[i])/float64(people))
		index += gap / 2
		largest = max(largest, gap)
	}
	return index, largest
}
