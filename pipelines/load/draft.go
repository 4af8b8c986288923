package load

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/strict"
)

//go:embed mapping.toml.tmpl
var draftText string

var draftTemplate = template.Must(template.New("mapping.toml").Funcs(template.FuncMap{"quote": strict.Quote}).Parse(draftText))

// draft is what the template of a mapping file is filled with.
type draft struct {
	File, Name, Contract, Title string
	Sheet                       *CardSheet
	Known                       []contract.Claim
	Missing                     []string
	Offers                      []contract.Guess
	Constants                   []contract.Constant
	Wide                        *draftWide
	Values                      []draftValues
}

type draftWide struct {
	Title    string
	Form     *contract.Wide
	Headings []contract.WideHeading
}

type draftValues struct {
	Name, Heading string
	Entries       []draftEntry
}

type draftEntry struct{ Value, Ours, Note string }

// Mapping drafts the mapping file called name for the file that k describes.
// What is a guess stands in comments: a person must confirm it. Values of
// columns that nobody claims are not in it, they may be anything.
func (k *Card) Mapping(file, name string, set contract.Set) string {
	d := draft{File: file, Name: name, Contract: k.Contract, Title: k.Title, Missing: k.Missing, Constants: k.Constants}
	c, _ := set.Get(k.Contract)
	if len(k.Sheets) > 0 {
		d.Sheet = &k.Sheets[0]
		d.Known = k.Sheets[0].Columns
		d.Offers = k.offers(&k.Sheets[0])
	}
	if len(k.Wide) > 0 {
		key, _ := c.Column(k.WideForm.Key)
		d.Wide = &draftWide{key.Heading, k.WideForm, k.Wide}
	}
	d.Values = k.draftValues(c)
	var b strings.Builder
	if err := draftTemplate.Execute(&b, d); err != nil {
		panic(err) // the template and the struct are both ours
	}
	return b.String()
}

// offers lists the unclaimed columns: with a guess where there is one, else
// with a question mark to replace.
func (k *Card) offers(sheet *CardSheet) []contract.Guess {
	var all []contract.Guess
	for _, u := range sheet.Unknown {
		if contract.InWide(k.Wide, u.Col) {
			continue
		}
		offer := contract.Guess{Name: "?", Why: "没有认出；把 ? 换成我们的列名，用不着就删去这一行"}
		if i := slices.IndexFunc(k.Guesses, func(g contract.Guess) bool { return g.Col == u.Col }); i >= 0 {
			offer = k.Guesses[i]
		}
		offer.Heading = sheet.written(u)
		all = append(all, offer)
	}
	return all
}

// written is how a mapping names a column: by its heading, or by its letters
// where it has none or shares it.
func (s *CardSheet) written(u contract.Unclaimed) string {
	same := func(other string) bool { return contract.Normalise(other) == contract.Normalise(u.Heading) }
	twins := 0
	for _, c := range s.Columns {
		if same(c.Heading) {
			twins++
		}
	}
	for _, other := range s.Unknown {
		if same(other.Heading) {
			twins++
		}
	}
	if twins > 1 || strings.HasSuffix(u.Heading, "无表头）") {
		return "列" + contract.Letters(u.Col)
	}
	return u.Heading
}

func (k *Card) draftValues(c *contract.Contract) []draftValues {
	var all []draftValues
	for _, v := range k.Values {
		if len(all) == 0 || all[len(all)-1].Name != v.Name {
			all = append(all, draftValues{Name: v.Name, Heading: v.Column})
		}
		entry := draftEntry{Value: v.Value, Ours: v.Label, Note: fmt.Sprintf("%d 行；没有相近的，在等号后面写我们的说法", v.Rows)}
		column, _ := c.Column(v.Name)
		if column.Type == contract.Code {
			entry.Ours = v.Code
		}
		if v.Code != "" {
			entry.Note = fmt.Sprintf("%d 行；最相近的是 %s %s", v.Rows, v.Code, v.Label)
		}
		last := &all[len(all)-1]
		last.Entries = append(last.Entries, entry)
	}
	return all
}
