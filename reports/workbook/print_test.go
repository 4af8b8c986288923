package workbook

import (
	"strings"
	"testing"

	"quxiang/reports/chapter"
)

// TestOrientation: narrow tables are printed upright, those that are wide or
// have a chart beside them across.
func TestOrientation(t *testing.T) {
	wide := chapter.Column{Title: strings.Repeat("宽", int(uprightTo)/4+1)}
	for name, c := range map[string]struct {
		columns []chapter.Column
		charts  []chapter.Block
		want    string
	}{
		"narrow":     {[]chapter.Column{{Key: "a", Title: "学院"}, {Key: "b", Title: "人数", Numeric: true}}, nil, "portrait"},
		"wide":       {[]chapter.Column{wide, wide, wide}, nil, "landscape"},
		"with chart": {[]chapter.Column{{Key: "a", Title: "学院"}, {Key: "b", Title: "人数", Numeric: true}}, []chapter.Block{&chapter.Chart{ID: "c", Kind: chapter.Bar, Native: true, Category: "a", Series: []string{"b"}}}, "landscape"},
	} {
		t.Run(name, func(t *testing.T) {
			table := &chapter.Table{ID: "t", Title: "表", Columns: c.columns}
			for _, b := range c.charts {
				b.(*chapter.Chart).Table = table
			}
			doc := &chapter.Document{BuiltAt: "2025-01-06T09:30:00+08:00", Chapters: []chapter.Chapter{{ID: "c", Title: "章",
				Sections: []chapter.Section{{ID: "s", Title: "节", Blocks: append(c.charts, table)}}}}}
			f := opened(t, doc)
			layout, err := f.GetPageLayout(f.GetSheetList()[1])
			if err != nil || *layout.Orientation != c.want {
				t.Errorf("printed %v, want %s (%v)", *layout.Orientation, c.want, err)
			}
		})
	}
}
