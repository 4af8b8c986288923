package load

import (
	"cmp"
	"slices"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/source"
)

// Card tells what a dry run recognised in a file, and what it would do with it.
type Card struct {
	Format   string           `json:"format"`
	Encoding string           `json:"encoding,omitempty"`
	Basis    string           `json:"encoding_basis,omitempty"` // what says that it is this encoding
	Contract string           `json:"contract,omitempty"`       // of a file that lacks something, the nearest
	Title    string           `json:"title,omitempty"`
	Version  string           `json:"version,omitempty"`
	Missing  []string         `json:"missing,omitempty"` // what the contract requires and the file lacks
	Sheets   []CardSheet      `json:"sheets"`
	Ignored  []string         `json:"ignored_sheets,omitempty"` // sheets without the headings
	Hidden   []string         `json:"hidden_sheets,omitempty"`
	Guesses  []contract.Guess `json:"guesses,omitempty"` // what unclaimed columns may be

	Wide      []contract.WideHeading `json:"wide,omitempty"`      // columns that want to become rows
	WideForm  *contract.Wide         `json:"wide_form,omitempty"` // and what of
	Constants []contract.Constant    `json:"constants,omitempty"` // keys that no column gives

	Rules  []CardRule  `json:"rules,omitempty"`
	Values []CardValue `json:"unknown_values,omitempty"`
}

// CardSheet is a sheet that would be read.
type CardSheet struct {
	Name      string               `json:"name"`
	HeaderRow int                  `json:"header_row"`
	LastRow   int                  `json:"last_header_row"`
	Columns   []contract.Claim     `json:"columns"`
	Unknown   []contract.Unclaimed `json:"unknown,omitempty"`
}

// CardRule is a rule that rows break. Severity is refused, error, warning or
// info.
type CardRule struct {
	Rule     contract.Rule `json:"rule"`
	Title    string        `json:"title"`
	Severity string        `json:"severity"`
	Count    int           `json:"count"`
}

// CardValue is a value that its code table lacks, with the entry nearest to
// it; Code and Label are empty where none is near.
type CardValue struct {
	Column string `json:"column"`    // heading
	Name   string `json:"canonical"` // canonical name
	Value  string `json:"value"`
	Rows   int    `json:"rows"`
	Code   string `json:"nearest_code,omitempty"`
	Label  string `json:"nearest,omitempty"`
}

func newCard(book source.Book) *Card {
	e := book.Encoding()
	return &Card{Format: book.Format(), Encoding: e.Name, Basis: e.Basis}
}

// describe notes what the headings tell. Without a layout the file follows no
// contract, and the card says which is nearest and what is missing.
func (k *Card) describe(env Env, book source.Book, l *contract.Layout, name string, m *contract.Mapping) error {
	near := &contract.Candidate{}
	if l != nil {
		k.recognised(l, m)
		near.Contract, near.Sheet = l.Contract, l.Sheets[0]
	} else {
		found, err := env.Contracts.Nearest(book, name, m, env.Codes)
		if err != nil || found == nil {
			return err
		}
		near = found
		k.near(near, m)
	}
	guesses, err := near.Guesses(book, env.Codes)
	k.Guesses = guesses
	return err
}

// recognised notes where the columns of the file lie.
func (k *Card) recognised(l *contract.Layout, m *contract.Mapping) {
	k.Contract, k.Title, k.Version = l.Contract.Name, l.Contract.Title, l.Version
	for i := range l.Sheets {
		k.sheet(&l.Sheets[i], l.Contract, m)
	}
	k.Ignored, k.Hidden = sheetNames(l.Ignored), sheetNames(l.Hidden)
}

func sheetNames(sheets []source.Sheet) []string {
	var names []string
	for _, s := range sheets {
		names = append(names, s.Name)
	}
	return names
}

func (k *Card) sheet(s *contract.SheetLayout, c *contract.Contract, m *contract.Mapping) {
	k.Sheets = append(k.Sheets, CardSheet{Name: s.Sheet.Name, HeaderRow: s.HeaderRow, LastRow: s.LastRow,
		Columns: s.Claims(c, m), Unknown: s.Unknown})
}

// near notes the contract that a file comes near to without being of it.
func (k *Card) near(c *contract.Candidate, m *contract.Mapping) {
	k.Contract, k.Title, k.Missing = c.Contract.Name, c.Contract.Title, c.Missing
	k.Wide, k.WideForm, k.Constants = c.Wide, c.Contract.Wide, c.Constants()
	k.sheet(&c.Sheet, c.Contract, m)
}

// counted notes what the reading found: filled columns, broken rules, unknown
// values.
func (k *Card) counted(reader *contract.Reader, p *parsed, codes *contract.Codes) {
	for i := range k.Sheets {
		k.Sheets[i].Unknown = nil
		for _, u := range reader.Unknown() {
			if u.Sheet == k.Sheets[i].Name {
				k.Sheets[i].Unknown = append(k.Sheets[i].Unknown, u)
			}
		}
	}
	k.rules(p)
	k.values(reader, p, codes)
}

func (k *Card) rules(p *parsed) {
	counts := map[CardRule]int{}
	for _, r := range p.rows.refusals {
		counts[CardRule{Rule: r.Rule, Title: r.Rule.Title(), Severity: "refused"}]++
	}
	for _, f := range p.rows.findings {
		counts[CardRule{Rule: f.Rule, Title: f.Rule.Title(), Severity: string(f.Severity)}]++
	}
	for rule, n := range counts {
		rule.Count = n
		k.Rules = append(k.Rules, rule)
	}
	gravity := []string{"refused", string(contract.Error), string(contract.Warning), string(contract.Info)}
	slices.SortFunc(k.Rules, func(a, b CardRule) int {
		return cmp.Or(slices.Index(gravity, a.Severity)-slices.Index(gravity, b.Severity), b.Count-a.Count,
			cmp.Compare(a.Rule, b.Rule))
	})
}

// values counts what the code tables lack, the most frequent first.
func (k *Card) values(reader *contract.Reader, p *parsed, codes *contract.Codes) {
	byHeading := map[string]contract.Column{}
	for at, heading := range reader.Headings() {
		byHeading[heading] = p.contract.Columns[at]
	}
	counts := map[CardValue]int{}
	note := func(rule contract.Rule, heading, value string) {
		if column, ok := byHeading[heading]; ok && rule == contract.UnknownCode {
			counts[CardValue{Column: heading, Name: column.Name, Value: value}]++
		}
	}
	for _, r := range p.rows.refusals {
		note(r.Rule, r.Column, r.Value)
	}
	for _, f := range p.rows.findings {
		note(f.Rule, f.Column, f.Value)
	}
	for v, n := range counts {
		v.Rows = n
		v.Code, v.Label, _ = codes.Nearest(byHeading[v.Column].Reference, v.Value)
		k.Values = append(k.Values, v)
	}
	slices.SortFunc(k.Values, func(a, b CardValue) int {
		return cmp.Or(cmp.Compare(a.Column, b.Column), b.Rows-a.Rows, cmp.Compare(a.Value, b.Value))
	})
}
