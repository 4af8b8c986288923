// Package survey turns the answers of alumni and employers into estimates for
// everybody who was on the roster: it weights each survey to its roster and
// gives every indicator weighted and unweighted, with its interval and with the
// band that those who did not answer leave open.
//
// It reads marts.survey_cell, the roster cut up by what answers are weighted
// by, and warehouse.survey_value, what the valid answers say. The statistics are
// those of package stats; this package decides what is estimated and what is
// not: a major of which too few answered gets no estimate, only its counts.
package survey
