package posting

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// expression is a regular expression that knows which characters a text must
// have one of to be matched at all: most texts have none, and looking for them
// is a hundred times cheaper than matching.
type expression struct {
	*regexp.Regexp
	needs map[rune]bool // nil: not known
}

func compile(text string) (expression, error) {
	compiled, err := regexp.Compile(text)
	if err != nil {
		return expression{}, err
	}
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return expression{}, err
	}
	return expression{compiled, needs(tree)}, nil
}

// possible tells whether text has a character that a match needs.
func (e expression) possible(text string) bool {
	return e.needs == nil || strings.ContainsFunc(text, func(r rune) bool { return e.needs[r] })
}

// MatchString tells whether the text holds a match.
func (e expression) MatchString(text string) bool {
	return e.possible(text) && e.Regexp.MatchString(text)
}

// largestClass is how many characters a class may have to be worth looking for.
const largestClass = 32

// needs are characters of which every match has at least one; nil where that
// can't be said.
func needs(re *syntax.Regexp) map[rune]bool {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return nil
		}
		return map[rune]bool{re.Rune[0]: true}
	case syntax.OpCharClass:
		return members(re.Rune)
	case syntax.OpCapture, syntax.OpPlus:
		return needs(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needs(re.Sub[0])
		}
	case syntax.OpConcat:
		return fewest(re.Sub)
	case syntax.OpAlternate:
		return union(re.Sub)
	}
	return nil
}

// members are the characters of a small class, given as pairs of first and last.
func members(ranges []rune) map[rune]bool {
	all := map[rune]bool{}
	for i := 0; i+1 < len(ranges); i += 2 {
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if all[r] = true; len(all) > largestClass {
				return nil
			}
		}
	}
	return all
}

// fewest is the smallest of what parts, all of which must be there, need.
func fewest(parts []*syntax.Regexp) map[rune]bool {
	var best map[rune]bool
	for _, part := range parts {
		if n := needs(part); n != nil && (best == nil || len(n) < len(best)) {
			best = n
		}
	}
	return best
}

// union is what one of parts needs, whichever it is.
func union(parts []*syntax.Regexp) map[rune]bool {
	all := map[rune]bool{}
	for _, part := range parts {
		n := needs(part)
		if n == nil {
			return nil
		}
		for r := range n {
			all[r] = true
		}
	}
	return all
}
