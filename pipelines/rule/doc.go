// Package rule holds the rules of red and yellow cards (红黄牌提示) as data and
// the one engine that applies them: the build, the command, the what-if and
// the tests all go through Evaluate.
//
// A rule is read from sql/rules/*.toml, never built in: which rate, at which
// cut-off, against which line, for how many cohorts running, with the source's
// own words. The engine knows no statistics; how sure a card is stands beside
// it (Judge, Mark) and never inside it. Nothing here, and nothing computed
// from it, says how many people are still to be placed.
//
// All arithmetic is on integers: a rate k/n is below a line of h hundredths of
// a percent where 10000·k < h·n. No rate is rounded before it is compared.
//
//	term          | meaning
//	--------------+----------------------------------------------------------
//	unit          | grain major: the sum over 办学类型; grain programme: each
//	              | 办学类型 by itself
//	a unit's rows | inherit none: those under the present key; renamed: also
//	              | those of predecessors reached by one-to-one 更名 alone (one
//	              | key into one key); all: every row of the history, the parts
//	              | of a merger pooled. Rows of one cohort are added up
//	usable cohort | there are rows at the rule's cut-off and edition (auto: the
//	              | rows in force), none is refused, and n > 0
//	judged        | the unit has a usable cohort in the year; if not, but it has
//	              | a row of any kind in or after year − 1, it is 数据不足; if
//	              | not even that, it is long gone and gets no verdict
//	run, break    | the m cohorts year − m + 1 … year; a hole means the level
//	              | does not fire. Fewer than m usable cohorts in all up to the
//	              | year: the level lacks data
//	run, skip     | the last m usable cohorts, however far back
//	min_graduates | a cohort of the run with fewer: the level does not apply
//	below, above  | strictly: exactly on the line is silent
//	below_mean    | strictly below the pooled rate of the peers' usable rows of
//	              | that cohort, the unit's own included, less the points
//	bottom_…      | position = 1 + peers with a strictly worse rate, counted
//	              | among the m peers (the unit included) with a usable cohort
//	              | of at least min_graduates. It fires where position ≤ the
//	              | places: ⌊m·p/100⌋, or n. Equal rates share a position, so
//	              | nobody gets a card by a tie-break, and no place is filled
//	              | by one of several equals that overflow it. No place at all,
//	              | or as many places as peers (bottom_n): 同类太少, the level
//	              | does not apply
//	peers         | all units of the rule's grain in the same group, those that
//	              | are themselves excluded among them: level, level and
//	              | discipline, level and type of institution, or the same
//	              | major everywhere
//	exclude new   | a 新设 major, or one renamed since, with fewer than three
//	              | usable cohorts since it began
//	suspended     | 停招 without a last cohort; or whose last cohort is at most
//	              | three years off (a course takes three years or more, so the
//	              | plan of year + 1 is nought already); or with no intake in
//	              | the plan of year + 1 or an earlier one (PlanStopped)
//	conditions    | looked at in the year alone; one without a line or without
//	              | data is 无法检验. hits ≥ needs fires; hits + 无法检验 ≥
//	              | needs is 数据不足. A missing row of the year makes a
//	              | condition untestable, not the whole unit
//
// The conclusion: 数据不足 where every level lacks cohorts; else 不适用 where
// the rule does not reach (validity, 学历层次, exclusions); else the gravest
// level that fires (red before yellow, then the graver line, then the longer
// run); else 不适用 where no level could be judged; else 未触发.
package rule
