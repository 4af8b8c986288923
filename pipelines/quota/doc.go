// Package quota proposes next year's admission plan (招生计划) per major: a
// composite index says how each stands, a rule table says within what its plan
// must lie, and the total is shared out. What comes out is 建议方案, with
// every line's reasons; what the committee (招生委员会) decides, and why, is
// for people to write.
//
// # The index
//
// A component is a rate (counts) or a mean (with its standard error). Within a
// level of study [Index] takes four steps, all visible in [Part]:
//
//	shrink      | rates towards each other by the beta-binomial prior of the
//	            | level, however few (package stats), means by normal–normal
//	            | empirical Bayes (DerSimonian & Laird 1986, Controlled
//	            | Clinical Trials 7, 177–188)
//	standardise | 500 + 100·(x − mean)/deviation: the mean of the level's majors,
//	            | the deviation by which they truly differ (of the prior, τ); each
//	            | counting once; turned round where less is better; 0 to 1000;
//	            | a whole number, half up
//	weigh       | the weighted mean of the whole numbers, half up. Components
//	            | that are missing are left out and told; with less than half
//	            | of all the weight there is no index: 500, marked 指标不足
//	try         | [Sensitivity]: a thousand draws of the weights, ±20 % each
//
// A component that fewer than five majors of a level have isn't used there.
//
// # The rule table
//
// Tables are data (sql/rules/quota.toml, read by [Load]): rows of intervals
// with exact edges, and what to do. Whatever the values, exactly one row must
// apply; decoding tries every edge and every gap between edges, in all
// combinations. Only else = "人工" may take what no row covers. Rates are
// compared as counts: 69.995 % is below 70 %. A value that is missing matters
// only where it would decide: else the row is known without it.
//
//	action     | interval of next year's plan             | the ± cap
//	-----------+------------------------------------------+-------------------
//	change     | base·(1+p %) rounded up to base·(1+q %)  | does not apply
//	           | rounded down; nothing between: the upper |
//	keep       | the base                                 | does not apply
//	at_most    | 0 to so many people                      | applies, but yields
//	at_most_of | 0 to last year's placed                  | to a lower ceiling
//	suspend    | 0                                        | does not apply
//	open       | no bound                                 | applies
//	manual     | no bound; the line is marked 人工         | applies
//
// # The bounds
//
// Suspended (已停招) is 0 and ends the matter. What the committee has pinned
// takes the rule's place. Capacity and 国控 (not above the base) are hard for
// rule and pin alike; a rule or pin that asks for more is a [Conflict]. The ±
// cap (base ± ⌊base·percent/100⌋) and the least class (not below min(least,
// base)) are wishes: they yield to a lower ceiling, and the line says so. A
// line without a base has no cap: at_most lets it grow to the ceiling, nothing
// else lets it grow at all.
//
// # The apportionment
//
// [Problem.Solve] shares the total out in proportion to base × index, scaled so
// that levels share as their plans do, within the intervals, as Sainte-Laguë
// does: it minimises Σ (x−q)²/c, c being that claim and q the line's share of
// the total by it. Sums of levels, and of colleges
// within them, may be bounded. It is exact and in whole numbers;
// templates/quota.js does the same in the page for the sliders.
// [Problem] is the common form, and the bounds that depend on sliders are
// computed from it on both sides.
package quota
