// Package posting reads job postings on campus (校园招聘信息) for what the policy
// forbids in them: words that bar people by school, sex, hukou, age or degree,
// employers who may not recruit, fees, loans, and what looks like a fraud.
//
// A rule is read from sql/rules/postings.toml, never built in: a category with
// the clause it rests on, and its patterns as regular expressions of RE2, so
// that no text can make a search slow. A hit quotes the posting's own words. It
// is a reason to look, never a verdict: whoever reviews postings decides.
//
//	term      | meaning
//	----------+-----------------------------------------------------------------
//	folded    | a field as patterns see it: compatibility forms and width gone
//	          | (９ ⑨ → 9), lower case, common traditional and look-alike
//	          | characters simplified, no quotation marks, no spaces but between two
//	          | letters or digits
//	sentence  | a stretch of the folded field up to 。；！？ or a new line. Nothing
//	          | is matched across its ends, so what is added after one can neither
//	          | make a hit before it nor take one away
//	hit       | a match of match (of its first group, where it has one) in a field
//	          | of the pattern that no match of except covers whole
//	when      | the pattern is tried only where each named field matches
//	unless    | the pattern is not tried where any field of the posting matches:
//	          | what the state itself lays down
//	words     | the field's own letters from the first to the last of the hit;
//	          | hits of a category that touch in one field are one
package posting
