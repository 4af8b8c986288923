package record

import (
	"bytes"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// place is where the figures of these tests stand.
var place = figure.Place{Edition: "2024", Cohort: 2024, Cutoff: "08-31", Grain: "major", Source: "marts.placement",
	Keys: []figure.Key{{Name: "level", Value: "本科"}, {Name: "major", Value: "080901"}}}

// document is a document of the figures for an audience.
func document(readers figure.Audience, figures ...*figure.Figure) *chapter.Document {
	doc := &chapter.Document{Title: "报告", Institution: "示例大学", Cohort: 2024, Audience: readers, Stamp: "内部版",
		BuildID: "20250106T093000", BuiltAt: "2025-01-06T09:30:00Z", Version: "1", Origin: chapter.Origin{
			Release: "2024-01", Inputs: []chapter.Input{{Name: "去向.xlsx", SHA256: "ab"}}, Config: "cd", Rules: "ef", Models: "01"}}
	for _, f := range figures {
		doc.Summary = append(doc.Summary, prose.F(f))
	}
	return doc
}

func number(n int64) *int64 { return &n }
func word(s string) *string { return &s }

// What a row tells depends on who may read: inside, the counts behind a
// percentage; outside, what is printed.
func TestRows(t *testing.T) {
	base := Figure{Cohort: 2024, Cutoff: "08-31", Grain: "major", Keys: "level=本科;major=080901", Source: "marts.placement",
		State: Shown, Audience: "public"}
	cases := []struct {
		name           string
		figure         *figure.Figure
		want           Figure
		outside        Figure // fields that differ outside
		differsOutside bool
	}{
		{"count", place.Count("graduates", 6012, "人"),
			Figure{Indicator: "graduates", Kind: "count", Unit: "人", Num: number(6012), N: number(6012), Printed: "6,012"}, Figure{}, false},
		{"rate", place.Rate("settled_rate", 13, 20),
			Figure{Indicator: "settled_rate", Edition: "2024", Kind: "ratio", Unit: "%", Num: number(13), Den: number(20), N: number(20), Printed: "65.00%"},
			Figure{Indicator: "settled_rate", Edition: "2024", Kind: "ratio", Unit: "%", Printed: "65.00%"}, true},
		{"pay", place.Scaled("pay", 612345, 2, "元"),
			Figure{Indicator: "pay", Kind: "scaled", Unit: "元", Num: number(612345), Scale: number(2), Printed: "6,123.45"}, Figure{}, false},
		{"word", place.Text("state", "自报"),
			Figure{Indicator: "state", Kind: "text", Text: word("自报"), Printed: "自报"}, Figure{}, false},
		{"hidden", place.Rate("settled_rate", 13, 20).Withheld(figure.Suppressed, "人数少"),
			Figure{Indicator: "settled_rate", Edition: "2024", Kind: "ratio", Unit: "%", State: "suppressed", Printed: "*"}, Figure{}, false},
		{"none", place.Share("share", 0, 0),
			Figure{Indicator: "share", Kind: "ratio", Unit: "%", State: "not_applicable", Printed: "—"}, Figure{}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for _, readers := range []figure.Audience{figure.Internal, figure.Public} {
				want := c.want
				if readers == figure.Public && c.differsOutside {
					want = c.outside
				}
				want.ID = figure.ID(*c.figure)
				want.Cohort, want.Cutoff, want.Grain, want.Keys = base.Cohort, base.Cutoff, base.Grain, base.Keys
				want.Source, want.Audience = base.Source, base.Audience
				if want.State == "" {
					want.State = base.State
				}
				got := Of(document(readers, c.figure))
				if len(got.Figures) != 1 || !reflect.DeepEqual(got.Figures[0], want) {
					t.Errorf("for %s:\n got %+v\nwant %+v", audience(readers), got.Figures, want)
				}
			}
		})
	}
}

// A hidden figure carries nothing of its value, even where whoever hid it left
// the value in.
func TestHiddenCarriesNothing(t *testing.T) {
	for state := figure.Suppressed; state <= figure.Suppressed+3; state++ {
		f := place.Rate("settled_rate", 13, 20)
		f.State, f.Reason = state, "人数少"
		row := Of(document(figure.Internal, f)).Figures[0]
		if row.Num != nil || row.Den != nil || row.N != nil || row.Scale != nil || row.Text != nil || row.State == Shown {
			t.Errorf("state %d: %+v", state, row)
		}
	}
}

// A figure that stands in two places is one row, in the place where a reader
// meets it first.
func TestEachOnceInOrder(t *testing.T) {
	a, b := place.Count("b", 1, "人"), place.Count("a", 2, "人")
	got := Of(document(figure.Internal, a, b, a))
	if len(got.Figures) != 2 || got.Figures[0].Indicator != "b" || got.Figures[1].Indicator != "a" {
		t.Errorf("%+v", got.Figures)
	}
}

func TestReadsBackWholeReports(t *testing.T) {
	for _, name := range []string{chaptertest.School, chaptertest.Tiny} {
		t.Run(name, func(t *testing.T) {
			r := Of(chaptertest.Document(t, name))
			r.Files = []File{{Name: "a.html", SHA256: "12", Size: 3, Parts: []Part{{"x", "y"}}}}
			path := filepath.Join(t.TempDir(), "a"+Suffix)
			if err := Write(path, r); err != nil {
				t.Fatal(err)
			}
			got, err := Read(path)
			if err != nil || !reflect.DeepEqual(got, r) {
				t.Errorf("reads back as another record (%v)", err)
			}
			again, err := Encode(r)
			if once, _ := Encode(got); err != nil || !bytes.Equal(again, once) {
				t.Errorf("the same record, other bytes (%v)", err)
			}
		})
	}
}

// Any rows read back as they were, with numbers missing anywhere.
func TestReadsBackAnything(t *testing.T) {
	texts := rapid.OneOf(rapid.SampledFrom([]string{"", "本科", "a|b", "\x00"}), rapid.String())
	optional := rapid.Ptr(rapid.Int64(), true)
	rapid.Check(t, func(t *rapid.T) {
		r := Record{Title: texts.Draw(t, "title")}
		for range rapid.IntRange(0, 5).Draw(t, "rows") {
			r.Figures = append(r.Figures, Figure{ID: texts.Draw(t, "id"), Cohort: rapid.Int64().Draw(t, "cohort"),
				Num: optional.Draw(t, "num"), Den: optional.Draw(t, "den"), N: optional.Draw(t, "n"),
				Text: rapid.Ptr(texts, true).Draw(t, "text"), Printed: texts.Draw(t, "printed")})
		}
		content, err := Encode(r)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(content)
		if err != nil || len(got.Figures) != len(r.Figures) {
			t.Fatalf("%d rows, %v", len(got.Figures), err)
		}
		for i := range r.Figures {
			if !reflect.DeepEqual(got.Figures[i], r.Figures[i]) {
				t.Fatalf("row %d: %+v, want %+v", i, got.Figures[i], r.Figures[i])
			}
		}
	})
}

// A broken file is an error, not a crash and not another record.
func TestDecodeRefuses(t *testing.T) {
	whole, err := Encode(Of(document(figure.Internal, place.Count("graduates", 5, "人"))))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"nothing": nil, "words": []byte(strings.Repeat("报告", 40)), "half": whole[:len(whole)/2], "headless": whole[20:],
	} {
		if _, err := Decode(content); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}
