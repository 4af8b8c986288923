package verify

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/reports/chapter"
	"quxiang/reports/record"
)

// Recomputed is what making the report again showed.
type Recomputed struct {
	Figures int      `json:"figures"` // made again from the release's build, and compared
	Current string   `json:"current"` // the build that is current
	Since   []Change `json:"since"`   // what that one says otherwise, in the report's order
	ByKind  []Kind   `json:"by_indicator"`
}

// Change is a figure that the current build prints otherwise than the release;
// "" is a figure that one of the two hasn't got.
type Change struct {
	ID   string `json:"id"`
	Then string `json:"then"`
	Now  string `json:"now"`
}

// Kind counts the changes of an indicator.
type Kind struct {
	Indicator string `json:"indicator"`
	Changes   int    `json:"changes"`
}

// recompute makes the report again from the build that it was made of, which
// must give every value anew, and from the current one, which may differ.
func (r *Result) recompute(ctx context.Context, rec record.Record, o Options) error {
	if o.Remake == nil {
		return &fault.Error{Kind: fault.Usage, Op: "重算", Why: "这里没有工作区，没有数据可算", Hint: "用 -C 指定发布这份报告的工作区"}
	}
	doc, err := o.Remake(ctx, rec, rec.BuildID)
	if err != nil {
		return err
	}
	again := record.Of(doc)
	r.Notes = append(r.Notes, alteredSince(rec.Origin, doc.Origin)...)
	for _, change := range changes(rec, again) {
		r.differs(Difference{What: OfFigure, ID: change.ID, Place: "按发布时的构建重算", Printed: change.Now, Recorded: change.Then})
	}
	r.Recomputed = &Recomputed{Figures: len(again.Figures)}
	if doc, err = o.Remake(ctx, rec, ""); err != nil {
		return err
	}
	now := record.Of(doc)
	r.Recomputed.Current = now.BuildID
	r.Recomputed.Since = changes(rec, now)
	r.Recomputed.count()
	return nil
}

// alteredSince says what besides the data has changed since a report was made:
// what it is made with now may tell otherwise for that reason alone.
func alteredSince(then, now chapter.Origin) []string {
	var altered []string
	for _, one := range []struct{ name, then, now string }{
		{"配置", then.Config, now.Config}, {"规则", then.Rules, now.Rules}, {"模型", then.Models, now.Models}} {
		if one.then != one.now {
			altered = append(altered, one.name)
		}
	}
	if altered == nil {
		return nil
	}
	return []string{strings.Join(altered, "、") + "在生成这份报告之后改过，重算的不同可能由此而来"}
}

// changes lists the figures that two records tell otherwise: printed, or known
// to both by value.
func changes(then, now record.Record) []Change {
	var all []Change
	at := map[string]record.Figure{}
	for _, f := range now.Figures {
		at[f.ID] = f
	}
	for _, f := range then.Figures {
		n, there := at[f.ID]
		delete(at, f.ID)
		if !there || !sameFigure(f, n) {
			all = append(all, Change{f.ID, told(f), told(n)})
		}
	}
	for _, f := range now.Figures {
		if _, left := at[f.ID]; left {
			all = append(all, Change{f.ID, "", told(f)})
		}
	}
	return all
}

func sameFigure(a, b record.Figure) bool {
	same := func(x, y *int64) bool { return x == y || x != nil && y != nil && *x == *y }
	return a.Printed == b.Printed && a.State == b.State && same(a.Num, b.Num) && same(a.Den, b.Den) && same(a.N, b.N)
}

// told is what a figure prints, with the counts behind a percentage that are
// known: two ratios may print alike.
func told(f record.Figure) string {
	if f.Kind == "ratio" && f.Num != nil && f.Den != nil {
		return f.Printed + "（" + strconv.FormatInt(*f.Num, 10) + "/" + strconv.FormatInt(*f.Den, 10) + "）"
	}
	return f.Printed
}

// count counts the changes by indicator, the most first.
func (c *Recomputed) count() {
	at := map[string]int{}
	for _, change := range c.Since {
		name, _, _ := strings.Cut(change.ID, "|")
		i, known := at[name]
		if !known {
			i = len(c.ByKind)
			at[name] = i
			c.ByKind = append(c.ByKind, Kind{Indicator: name})
		}
		c.ByKind[i].Changes++
	}
	slices.SortStableFunc(c.ByKind, func(a, b Kind) int { return b.Changes - a.Changes })
}
