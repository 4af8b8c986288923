package duty

import (
	"io/fs"
	"slices"
	"strings"

	"quxiang/pipelines/strict"
)

// draft is a table as written, with the place it is written at.
type draft[T any] struct {
	text T
	at   strict.Place
}

// drafts are the tables of all files, in their order.
type drafts struct {
	sections   []draft[sectionText]
	documents  []draft[documentText]
	measures   []draft[measureText]
	duties     []draft[dutyText]
	unmeasured []draft[unmeasuredText]
}

// Load reads rules/duties*.toml. A duty whose id stands in an earlier file
// changes that one: it writes only the keys that differ.
func Load(files fs.FS) (Rules, error) {
	names, err := fs.Glob(files, "rules/duties*.toml")
	if err != nil {
		return Rules{}, err
	}
	parts, err := strict.Files(files, names, parse)
	if err != nil {
		return Rules{}, err
	}
	return build(parts)
}

// sampled are duties of each kind: of the school, of one province, of colleges,
// of both.
var sampled = []string{"就业人员配比", "校级专职就业人员配比", "学院走访用人单位", "去向登记"}

// Sample reads the few duties that the cases beside the models are written for.
func Sample(files fs.FS) (Rules, error) {
	r, err := Load(files)
	r.Duties = slices.DeleteFunc(r.Duties, func(d Duty) bool { return !slices.Contains(sampled, d.ID) })
	return r, err
}

// Decode reads one file by itself.
func Decode(file string, text []byte) (Rules, error) {
	parts, err := parse(file, text)
	if err != nil {
		return Rules{}, err
	}
	return build(parts)
}

// parse reads a file; it is one of a list for the sake of strict.Files.
func parse(file string, text []byte) ([]drafts, error) {
	var c content
	whole := strict.Whole("读取政策条款", file, text)
	if err := whole.Decode("docs/duties.md", &c); err != nil {
		return nil, err
	}
	return []drafts{{placed(c.Sections, whole, "section"), placed(c.Documents, whole, "document"), placed(c.Measures, whole, "measure"),
		placed(c.Duties, whole, "duty"), placed(c.Unmeasured, whole, "unmeasured")}}, nil
}

// placed finds the place of each text; as one of a list written inline, it is
// the file's.
func placed[T any](texts []T, whole strict.Place, table string) []draft[T] {
	places := whole.Subs(table)
	all := make([]draft[T], len(texts))
	for i, text := range texts {
		all[i] = draft[T]{text, whole}
		if i < len(places) {
			all[i].at = places[i]
		}
	}
	return all
}

// build puts the files together: what they speak of first, the duties after.
func build(parts []drafts) (Rules, error) {
	var r Rules
	for _, add := range []func(drafts) error{r.addSections, r.addDocuments, r.addMeasures} {
		for _, p := range parts {
			if err := add(p); err != nil {
				return r, err
			}
		}
	}
	duties, err := merge(parts)
	if err != nil {
		return r, err
	}
	for _, d := range duties {
		full, err := r.duty(d)
		if err != nil {
			return r, err
		}
		r.Duties = append(r.Duties, full)
	}
	for _, p := range parts {
		if err := r.addUnmeasured(p); err != nil {
			return r, err
		}
	}
	return r, nil
}

// merge lays the duties of later files over those of earlier ones.
func merge(parts []drafts) ([]draft[dutyText], error) {
	var all []draft[dutyText]
	for _, p := range parts {
		earlier := len(all)
		for _, d := range p.duties {
			i := slices.IndexFunc(all, func(o draft[dutyText]) bool { return o.text.ID == d.text.ID })
			switch {
			case i < 0:
				all = append(all, d)
			case i >= earlier:
				return nil, d.at.Fault("id", d.text.ID, "与前面的一条同名", "另起一个 id")
			default:
				changed, err := over(d, all[i])
				if err != nil {
					return nil, err
				}
				all[i] = changed
			}
		}
	}
	return all, nil
}

// over is the duty below with what the change writes. It must say why, since
// what it says no longer is what the text says.
func over(d, below draft[dutyText]) (draft[dutyText], error) {
	if d.text.Note == "" {
		return d, d.at.Fault("note", d.text.ID, "改动带着的条款没有写明理由", "写 note：为什么改、依据什么")
	}
	if d.text.Mark == "" {
		d.text.Mark = ownMark
	}
	d.text.fill(below.text)
	return d, nil
}

func (r *Rules) addSections(p drafts) error {
	for _, s := range p.sections {
		err := s.at.Verify([]strict.Check{
			{"number", s.text.Number, s.text.Number != "" && r.SectionTitle(s.text.Number) == "", "没有写编号，或编号重复", `写 number = "十一"`},
			{"title", "", s.text.Title != "", "没有写标题", "写 title"},
		})
		if err != nil {
			return err
		}
		r.Sections = append(r.Sections, Section(s.text))
	}
	return nil
}

func (r *Rules) addDocuments(p drafts) error {
	for _, d := range p.documents {
		err := d.at.Verify([]strict.Check{
			{"clause", d.text.Clause, r.SectionTitle(section(d.text.Clause)) != "", "没有写条款号，或没有这一部分", `写成 部分.段，如 "二.1"；各部分写在 [[section]] 里`},
			{"clause", d.text.Clause, r.document(d.text.Clause) == "", "这一段的文件写了两次", "删去一段"},
			{"title", "", d.text.Title != "", "没有写文件", "写 title：文件名和文号"},
		})
		if err != nil {
			return err
		}
		r.Documents = append(r.Documents, Document(d.text))
	}
	return nil
}

// section is the section of a clause: 二 of 二.1.
func section(clause string) string {
	number, _, _ := strings.Cut(clause, ".")
	return number
}

func (r *Rules) document(clause string) string {
	i := slices.IndexFunc(r.Documents, func(d Document) bool { return d.Clause == clause })
	if i < 0 {
		return ""
	}
	return r.Documents[i].Title
}

func (r *Rules) addUnmeasured(p drafts) error {
	for _, u := range p.unmeasured {
		document := r.document(u.text.Clause)
		err := u.at.Verify([]strict.Check{
			{"clause", u.text.Clause, document != "", "没有写条款号，或没有写这一段的文件", "先写一段 [[document]]"},
			{"quote", "", u.text.Quote != "", "没有写原文", "写 quote，一字不改"},
			{"reason", "", u.text.Reason != "", "没有写为什么没有规则", "写 reason"},
		})
		if err != nil {
			return err
		}
		r.Unmeasured = append(r.Unmeasured, Unmeasured{u.text.Clause, section(u.text.Clause), u.text.Quote, u.text.Reason, document})
	}
	return nil
}
