package rule

import (
	"io/fs"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

// draft is a rule as written, with the place it is written at.
type draft struct {
	ruleText
	at strict.Place
}

// Decode reads one rule file. Every fault is of kind Usage and names file and
// line: a key or indicator that does not exist, a rule without citation, mark
// or level, a line outside 0—100, two rules of one name valid at once.
func Decode(file string, text []byte) ([]Rule, error) {
	drafts, err := parse(file, text)
	if err != nil {
		return nil, err
	}
	return finish(drafts)
}

// foreign begin the names of rule files that hold no rules of cards: tables of
// quotas, duties, checks of postings.
var foreign = []string{"rules/quota", "rules/duties", "rules/postings"}

// Load reads rules/*.toml but for those that are foreign. A rule may name one
// of another file as its base.
func Load(files fs.FS) ([]Rule, error) {
	names, err := fs.Glob(files, "rules/*.toml")
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool {
		return slices.ContainsFunc(foreign, func(start string) bool { return strings.HasPrefix(name, start) })
	})
	drafts, err := strict.Files(files, names, parse)
	if err != nil {
		return nil, err
	}
	return finish(drafts)
}

// Choose returns the rules of those names, in the order of the names; a name
// may have several rules, each valid for other cohorts.
func Choose(available []Rule, names []string) ([]Rule, error) {
	var chosen []Rule
	for _, name := range names {
		before := len(chosen)
		for _, r := range available {
			if r.Name == name {
				chosen = append(chosen, r)
			}
		}
		if len(chosen) == before {
			return nil, &fault.Error{Kind: fault.Usage, Op: "选用红黄牌规则", Value: name,
				Why: "没有这条规则", Hint: "可用的规则：" + list(ruleNames(available))}
		}
	}
	return chosen, nil
}

// InForce leaves one rule of each name: the one valid in the year, or, where
// none is, the last, which then says so. Names keep their order.
func InForce(rules []Rule, year int) []Rule {
	var chosen []Rule
	for _, r := range rules {
		i := slices.IndexFunc(chosen, func(c Rule) bool { return c.Name == r.Name })
		switch {
		case i < 0:
			chosen = append(chosen, r)
		case r.valid(year) || !chosen[i].valid(year):
			chosen[i] = r
		}
	}
	return chosen
}

func (r *Rule) valid(year int) bool { return r.from() <= year && year <= r.to() }

func ruleNames(rules []Rule) []string {
	var names []string
	for _, r := range rules {
		if !slices.Contains(names, r.Name) {
			names = append(names, r.Name)
		}
	}
	return names
}

func parse(file string, text []byte) ([]draft, error) {
	var content struct {
		Rules []ruleText `toml:"rule"`
	}
	whole := strict.Whole("读取红黄牌规则", file, text)
	if err := whole.Decode("docs/cards.md", &content); err != nil {
		return nil, err
	}
	drafts := make([]draft, len(content.Rules))
	for i, r := range content.Rules {
		drafts[i] = draft{r, whole.Sub("rule", i)}
	}
	return drafts, nil
}

func finish(drafts []draft) ([]Rule, error) {
	rules := make([]Rule, 0, len(drafts))
	for _, d := range drafts {
		full, err := resolve(d, drafts, nil)
		if err != nil {
			return nil, err
		}
		r, err := full.build()
		if err != nil {
			return nil, err
		}
		if err := overlap(r, rules, d.at); err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// resolve fills a rule from its base, and the base from its own.
func resolve(d draft, drafts []draft, above []string) (draft, error) {
	if d.Base != "" {
		i := slices.IndexFunc(drafts, func(b draft) bool { return b.Name == d.Base })
		if i < 0 {
			return d, d.at.Fault("base", d.Base, "没有这条规则可作依据", "检查拼写；内置的规则见 sql/rules/cards.toml")
		}
		if slices.Contains(above, d.Base) || d.Base == d.Name {
			return d, d.at.Fault("base", d.Base, "规则互为依据", "依据的规则不能再以这一条为依据；自己的规则另起一个 name")
		}
		base, err := resolve(drafts[i], drafts, append(above, d.Name))
		if err != nil {
			return d, err
		}
		d.fill(base.ruleText)
	}
	if unknown := d.draw(); unknown != "" {
		return d, d.at.Fault("lines", unknown, "规则没有这个条件", "lines 里写条件的 title")
	}
	return d, nil
}

func overlap(r Rule, earlier []Rule, at strict.Place) error {
	for _, other := range earlier {
		if other.Name == r.Name && other.from() <= r.to() && r.from() <= other.to() {
			return at.Fault("name", r.Name, "同名的规则有效期重叠", "改 valid_from、valid_to，或另起一个 name")
		}
	}
	return nil
}

func (r *Rule) from() int { return r.ValidFrom }

func (r *Rule) to() int {
	if r.ValidTo == 0 {
		return 9999
	}
	return r.ValidTo
}
