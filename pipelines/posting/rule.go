package posting

// Rules are the categories, in the order of the file.
type Rules []Category

// Source is what a rule rests on.
type Source struct {
	Clause   string // section.number in the compendium of policy texts
	Quote    string // the clause's own words
	Document string
	Mark     string // 原文: the clause names the thing; 转述: told by another source; 惯例: these rules read it into the clause
}

// Category is one thing that a posting must not hold, with what says so.
type Category struct {
	Name  string
	Title string
	Source
	Note   string // what the quote does not say and these rules add
	Remedy string // what the reviewer is to do

	File string
	Row  int

	patterns []pattern
	examples []example
}

// pattern is one way of saying it.
type pattern struct {
	title string
	Source
	fields        []Field
	match, except []expression
	when          map[Field]expression
	unless        []expression
}
