// Package duty holds what the policy texts ask of a school, clause by clause,
// against the numbers of its registers.
//
// Duties are data (sql/rules/duties.toml, read by [Load]): the literal words,
// how strongly they bind, for whom and since when, the measure they are told
// by, and the line as an exact fraction. Every sentence of the texts belongs to
// a duty or to an [Unmeasured] with its reason. [Evaluate] is a pure function
// of duties, facts and setting; [Models] brings the marts to it.
//
// # The line
//
// A measure is a number, or a number of so many. It reaches the line at_least f
// where num ≥ f·den, which is num ≥ ⌈f·den⌉, and the line at_most f where
// num ≤ ⌊f·den⌋; a plain number has its scale for den, so that 38 hours may be
// kept in tenths. Nothing is rounded and nothing divided.
//
//	aggregation | what is held against the line
//	------------+--------------------------------------------------------
//	sum         | the items of the measure taken together
//	mean        | the same, told as so many for each of those divided by
//	each        | every item by itself
//
// Colleges are judged one by one. The school's verdict on a duty of its
// colleges counts those that reach the line and adds up what the others lack.
//
// # The status
//
// Only 必须 and 原则上 may be [Unmet]; what is laid out, advised, encouraged or
// pointed to is [Done] or [Undone]. [Lacking] says that a register is missing,
// or what decides whether the duty applies; [Inapplicable] that it does not
// apply. A ledger in which something is not recorded does not prove that it was
// not done, so a measure that is a ledger's can't be held against a binding
// duty.
package duty
