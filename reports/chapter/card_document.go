package chapter

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"

	"quxiang/reports/prose"
)

// ReadCards reads the cards of a cohort from the tables of schema, in the order
// in which they are read; with all, every major that a rule looked at too.
func ReadCards(ctx context.Context, q Querier, schema string, cohort int, all bool) (CardData, error) {
	var d CardData
	r := reader{ctx: ctx, q: q}
	readCards(&r, &d, schema, cohort)
	if all {
		readJudged(&r, &d, schema, cohort)
	}
	cards{CardData: &d}.sort()
	return d, r.err
}

// ComposeCards makes a document of the cards alone: the same chapter as the
// report's, for rules that the workspace need not have chosen.
func ComposeCards(ctx context.Context, q Querier, d CardData, opts Options) (*Document, error) {
	year := strconv.Itoa(opts.Cohort)
	doc := &Document{Title: opts.Institution + year + "届毕业生红黄牌与专业预警",
		Heading:     []Span{prose.L(orUnknown(opts.Institution)), prose.D(year), prose.T("届毕业生红黄牌与专业预警")},
		Summary:     []Span{prose.T("按所选规则对现有构建判定，未重新构建")},
		Institution: opts.Institution, Cohort: opts.Cohort, Chapters: []Chapter{cards{&d, opts.Cohort, opts.Province}.chapter()}}
	if len(d.Judged) > 0 {
		doc.Chapters[0].Sections = append(doc.Chapters[0].Sections, cards{&d, opts.Cohort, opts.Province}.judged())
	}
	return doc.of(ctx, q)
}

// of completes a document that is no report with the build it is made from,
// and checks it.
func (d *Document) of(ctx context.Context, q Querier) (*Document, error) {
	var builds []BuildRow
	r := reader{ctx: ctx, q: q}
	fill(&r, &builds, "provenance.build", "")
	if err := errors.Join(r.err, chinaTime(builds)); err != nil {
		return nil, err
	}
	return d.built(builds)
}

// built names the build that a document is made from, and checks it.
func (d *Document) built(builds []BuildRow) (*Document, error) {
	for _, b := range builds {
		d.BuildID, d.BuiltAt, d.Version = b.BuildID, b.BuiltAt, b.Version
	}
	return d, errors.Join(Check(d)...)
}

// compare lists, for each major with a card, the rules that give it one: what
// several rules make of the same data.
func (c cards) compare() Section {
	t := &Table{ID: "card-compare", Title: "同一专业在各规则下的结论", Basis: c.basis("marts.major_verdict")}
	if c.province {
		t.Columns = append(t.Columns, Column{Key: "institution", Title: "学校"})
	}
	t.Columns = append(t.Columns, Column{Key: "level", Title: "学历层次"}, Column{Key: "major", Title: "专业"}, Column{Key: "rules", Title: "触发的规则"})
	majors := slices.Clone(c.Verdicts)
	slices.SortStableFunc(majors, func(a, b VerdictRow) int {
		return cmp.Or(cmp.Compare(a.InstitutionCode, b.InstitutionCode), cmp.Compare(a.Level, b.Level), cmp.Compare(a.MajorKey, b.MajorKey), cmp.Compare(a.Kind, b.Kind))
	})
	for len(majors) > 0 {
		first, n := majors[0], 0
		var found [][]Span
		for n < len(majors) && majors[n].sameMajor(first) {
			found = append(found, []Span{prose.L(majors[n].Rule + " " + majors[n].Card())})
			n++
		}
		t.Rows = append(t.Rows, c.compareRow(first, prose.Plain(prose.List(found))))
		majors = majors[n:]
	}
	return section("card-compare", "规则比较", "没有专业触发所采用的规则。", t)
}

func (c cards) compareRow(v VerdictRow, rules string) []Cell {
	row := []Cell{labelCell(v.Level), labelCell(v.Name()), labelCell(rules)}
	if c.province {
		row = slices.Insert(row, 0, labelCell(v.Institution))
	}
	return row
}

func (v VerdictRow) sameMajor(o VerdictRow) bool {
	return v.InstitutionCode == o.InstitutionCode && v.Level == o.Level && v.MajorKey == o.MajorKey && v.Kind == o.Kind
}

// Card is the card as a reader says it: 红, 黄＋关注.
func (v VerdictRow) Card() string {
	if v.Mark == "" {
		return v.Shown
	}
	return v.Shown + "＋" + v.Mark
}
