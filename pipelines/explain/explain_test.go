package explain

import (
	"context"
	"database/sql"
	"errors"
	"reflect"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
	sqlfiles "quxiang/sql"
)

// shipped are the families as shipped, with what a build would add.
func shipped(t *testing.T) []Family {
	t.Helper()
	families, err := Load(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	for i := range families {
		switch families[i].Name {
		case "placement":
			families[i].Indicators = append(families[i].Indicators,
				Indicator{Name: "settled_rate", Title: "毕业去向落实率", Numerator: "settled", Denominator: "graduates", edition: "2024"},
				Indicator{Name: "seeking_rate", Title: "待就业率", Numerator: "seeking", Denominator: "graduates", edition: "*"},
				Indicator{Name: "employed_rate", Title: "单位就业率", Numerator: "employed", Denominator: "graduates", edition: "2024"},
				Indicator{Name: "employed_rate", Title: "协议和合同就业率", Numerator: "employed", Denominator: "graduates", edition: "2021"})
		case "survey_said":
			families[i].Indicators = append(families[i].Indicators, Indicator{Name: "related", Title: "专业相关度"}, Indicator{Name: "pay", Title: "月收入"})
		}
	}
	return families
}

func TestMatch(t *testing.T) {
	majorKeys := []KeyValue{{"level", "本科"}, {"major", "本科:080901"}}
	cases := []struct {
		f       Figure
		family  string
		num     string
		den     string
		measure string
	}{
		{Figure{Indicator: "settled_rate", Edition: "2024", Grain: "major", Keys: majorKeys}, "placement", "settled", "graduates", ""},
		{Figure{Indicator: "graduates", Grain: "college", Keys: []KeyValue{{"college", "文学院"}}}, "placement", "graduates", "", ""},
		{Figure{Indicator: "head_count", Grain: "college", Keys: []KeyValue{{"population", "placed"}, {"level", "全部"}, {"code", "*"}}}, "distribution", "head_count", "", ""},
		{Figure{Indicator: "excluded", Grain: "school"}, "excluded", "head_count", "", ""},
		{Figure{Indicator: "majors", Grain: "school"}, "majors", "", "", ""},
		{Figure{Indicator: "stayed_share", Grain: "flow", Keys: []KeyValue{{"population", "p"}, {"origin", "31"}, {"work", "*"}}}, "flow", "head_count", "head_count", ""},
		{Figure{Indicator: "entry_registered", Grain: "entry_cohort", Keys: []KeyValue{{"level", "本科"}, {"type", "普通"}}}, "entry_beginning", "registered", "", ""},
		{Figure{Indicator: "survey_related_band_low", Grain: "survey_all", Keys: []KeyValue{{"survey", "校友"}}}, "survey_said", "n", "", "related"},
		{Figure{Indicator: "survey_pay_n", Grain: "survey_all", Keys: []KeyValue{{"survey", "校友"}}}, "survey_said", "n", "", "pay"},
		{Figure{Indicator: "survey_people", Grain: "survey_all", Keys: []KeyValue{{"survey", "用人单位"}}}, "employers", "", "", ""},
		{Figure{Indicator: "rank_low", Grain: "rank_major", Keys: []KeyValue{{"unit", "x"}}}, "ranking", "", "", ""},
	}
	families := shipped(t)
	for _, c := range cases {
		r, ok := match(families, c.f)
		if !ok || r.family.Name != c.family || r.indicator.Numerator != c.num || r.indicator.Denominator != c.den || r.measure != c.measure {
			name := ""
			if ok {
				name = r.family.Name
			}
			t.Errorf("%s at %s: %v %s %+v", c.f.Indicator, c.f.Grain, ok, name, r.indicator)
		}
	}
	for _, f := range []Figure{{Indicator: "nothing", Grain: "major"}, {Indicator: "settled_rate", Grain: "class"},
		{Indicator: "graduates", Grain: "major", Keys: []KeyValue{{"class", "一班"}}}} {
		if r, ok := match(families, f); ok {
			t.Errorf("%+v is read as %s", f, r.family.Name)
		}
	}
}

// An indicator whose title differs by edition is the one of the figure's.
func TestMatchTakesTheEdition(t *testing.T) {
	for edition, title := range map[string]string{"2021": "协议和合同就业率", "2024": "单位就业率"} {
		r, ok := match(shipped(t), Figure{Indicator: "employed_rate", Edition: edition, Grain: "school"})
		if !ok || r.indicator.Title != title {
			t.Errorf("%s: %q, want %q", edition, r.indicator.Title, title)
		}
	}
}

// The numerator of a share is looked for inside its denominator: the keys that
// the whole leaves aside stand in it alone, * stands for every value, and a
// value that means everybody limits no line.
func TestQueries(t *testing.T) {
	f := Figure{Indicator: "share", Cohort: 2024, Cutoff: "12-31", Grain: "gender",
		Keys: []KeyValue{{"population", "graduates"}, {"level", "全部"}, {"code", "1"}}}
	r, _ := match(shipped(t), f)
	text, args := r.values(f)
	want := "select cast(coalesce(sum(head_count) filter (where inside), 0) as bigint), cast(coalesce(sum(head_count), 0) as bigint), " +
		"count(*) filter (where present) from (select *, present and true as inside from (select *, true and cast(code as varchar) = ? as present " +
		"from marts.distribution) as p) as m where true and cast(cohort as varchar) = ? and cast(cutoff as varchar) = ? and " +
		"cast(dimension as varchar) = ? and cast(population as varchar) = ? and cast(level as varchar) = ?"
	if text != want || !reflect.DeepEqual(args, []any{"1", "2024", "12-31", "gender", "graduates", "全部"}) {
		t.Errorf("got  %s %v\nwant %s", text, args, want)
	}
	_, args = r.lines(f)
	if !reflect.DeepEqual(args, []any{"1", "2024", "12-31", "gender", "graduates"}) {
		t.Errorf("lines are limited by %v", args)
	}
	f.Keys[2].Value = "*"
	if _, args := r.lines(f); !reflect.DeepEqual(args, []any{"2024", "12-31", "gender", "graduates"}) {
		t.Errorf("lines of the total are limited by %v", args)
	}
}

func TestDecodeRefuses(t *testing.T) {
	good := "[[family]]\nname = \"x\"\ntitle = \"甲\"\nmart = \"marts.x\"\n"
	cases := map[string]string{
		"unknown key":       good + "note = \"n\"\ncolour = 1\n[family.grains]\na = \"\"\n",
		"no grain":          good + "note = \"n\"\n",
		"no rows, no note":  good + "[family.grains]\na = \"\"\n",
		"rows and no place": good + "rows = \"select 1\"\n[family.grains]\na = \"\"\n",
		"no column":         good + "note = \"n\"\ncounters = [\"a; drop\"]\n[family.grains]\na = \"\"\n",
		"no expression": good + "note = \"n\"\n[family.grains]\na = \"\"\n[[family.indicator]]\nname = \"i\"\n" +
			"title = \"乙\"\nnumerator = \"a * b\"\n",
		"not a counter": good + "rows = \"select 1\"\ncounters = [\"a\"]\n[family.grains]\na = \"\"\n[[family.place]]\ntitle = \"丙\"\nprefix = \"\"\n" +
			"[[family.indicator]]\nname = \"i\"\ntitle = \"乙\"\nnumerator = \"a - b\"\n",
		"unknown whole": good + "note = \"n\"\n[family.grains]\na = \"\"\n[[family.indicator]]\nname = \"i\"\ntitle = \"乙\"\nwhole = [\"k\"]\n",
	}
	for name, text := range cases {
		if _, err := Decode("sql/explain/x.toml", []byte(text)); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "sql/explain/x.toml") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestChangeIsToldByItsEnd(t *testing.T) {
	f := Figure{Indicator: "settled_rate_change", Keys: []KeyValue{{"level", "本科"}, {"from", "settled_rate|…"}}}
	end, from := f.end()
	if end.Indicator != "settled_rate" || from != "settled_rate|…" || len(end.Keys) != 1 || len(f.Keys) != 2 {
		t.Errorf("%+v from %q", end, from)
	}
	if end, from := (Figure{Indicator: "to_change"}).end(); end.Indicator != "to_change" || from != "" {
		t.Errorf("what only ends in _change became %+v", end)
	}
}

// vocabularyOf is a vocabulary with a few majors and colleges, one of which has
// the name of a major.
func vocabularyOf(t *testing.T) vocabulary {
	t.Helper()
	v := vocabulary{family: &shipped(t)[0], words: map[string][]meaning{}, titles: map[string]string{}, labels: map[KeyValue]string{}}
	for _, f := range shipped(t) {
		if f.Name == "placement" {
			v.family = &f
			break
		}
	}
	v.addIndicators(func(_, column string) string {
		return map[string]string{"graduates": "毕业生总数，分母", "seeking": "待就业：70"}[column]
	})
	for _, k := range [][3]string{{"major", "本科:080901", "计算机科学与技术"}, {"major", "本科:080902", "软件工程"}, {"college", "法学", "法学"},
		{"major", "本科:030101", "法学"}, {"gender", "女", "女"}, {"origin", "河南省", "河南省"}, {"level", "本科", "本科"}} {
		m := meaning{key: KeyValue{k[0], k[1]}}
		v.add(k[1], m)
		v.add(k[2], m)
		v.labels[m.key] = k[2]
	}
	v.add("河南", meaning{key: KeyValue{"origin", "河南省"}})
	v.add("初次", meaning{cutoff: "08-31"})
	return v
}

func TestMeanings(t *testing.T) {
	v := vocabularyOf(t)
	cases := map[string][]meaning{
		"去向落实率":     {{indicator: "settled_rate"}},
		"就业率":       {{indicator: "settled_rate"}},
		"2024":      {{cohort: 2024}},
		"2024届":     {{cohort: 2024}},
		"2021版":     {{edition: "2021"}},
		"8月31日":     {{cutoff: "08-31"}},
		"初次":        {{cutoff: "08-31"}},
		"计算机":       {{key: KeyValue{"major", "本科:080901"}}},
		"软件工程专业":    {{key: KeyValue{"major", "本科:080902"}}},
		"女生":        {{key: KeyValue{"gender", "女"}}},
		"河南生源":      {{key: KeyValue{"origin", "河南省"}}},
		"本科生":       {{key: KeyValue{"level", "本科"}}},
		"法学":        {{key: KeyValue{"college", "法学"}}, {key: KeyValue{"major", "本科:030101"}}},
		"天文学":       nil,
		"学":         nil,
		"本科:080901": {{key: KeyValue{"major", "本科:080901"}}},
	}
	for word, want := range cases {
		if got := v.meanings(word); !reflect.DeepEqual(got, want) {
			t.Errorf("%s means %+v, want %+v", word, got, want)
		}
	}
}

func TestCombine(t *testing.T) {
	v := vocabularyOf(t)
	asks, err := v.combine(tokens([]string{"法学的就业率", "2024届"}))
	if err != nil || len(asks) != 2 || asks[0].cohort != 2024 || asks[0].indicator != "settled_rate" || asks[0].keys[0].Name != "college" || asks[1].keys[0].Name != "major" {
		t.Errorf("got %+v %v", asks, err)
	}
	for _, words := range []string{"就业率 升学率", "就业率 2023 2024", "就业率 天文学", "女 2024", "就业率 女 女"} {
		if asks, err := v.combine(tokens([]string{words})); fault.KindOf(err) != fault.Usage {
			t.Errorf("%s: %+v %v", words, asks, err)
		}
	}
}

func TestSettle(t *testing.T) {
	cutoffs := []cutoff{{cohort: 2023, cutoff: "12-31", edition: "2021"}, {cohort: 2024, cutoff: "08-31", edition: "2024"}, {cohort: 2024, cutoff: "11-30", edition: "2024"}}
	cases := []struct {
		name string
		a    ask
		d    Defaults
		want ask
	}{
		{"as configured", ask{}, Defaults{2024, "08-31", "auto"}, ask{cohort: 2024, cutoff: "08-31", edition: "2024"}},
		{"the last cut-off where the main one is not loaded", ask{}, Defaults{2024, "12-31", "auto"}, ask{cohort: 2024, cutoff: "11-30", edition: "2024"}},
		{"the edition of the cohort", ask{cohort: 2023}, Defaults{2024, "12-31", "auto"}, ask{cohort: 2023, cutoff: "12-31", edition: "2021"}},
		{"the configured edition", ask{cohort: 2023}, Defaults{2024, "12-31", "2024"}, ask{cohort: 2023, cutoff: "12-31", edition: "2024"}},
		{"what the words say", ask{cutoff: "08-31", edition: "2021"}, Defaults{2024, "12-31", "2024"}, ask{cohort: 2024, cutoff: "08-31", edition: "2021"}},
	}
	for _, c := range cases {
		c.a.settle(c.d, cutoffs)
		if !reflect.DeepEqual(c.a, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, c.a, c.want)
		}
	}
}

// broken answers no query.
type broken struct{}

var errBroken = errors.New("broken")

func (broken) QueryContext(context.Context, string, ...any) (*sql.Rows, error) {
	return nil, errBroken
}

// A database that can't be asked is no unknown figure.
func TestBrokenDatabase(t *testing.T) {
	if _, err := Open(context.Background(), broken{}, shipped(t)); !errors.Is(err, errBroken) {
		t.Errorf("Open: %v", err)
	}
	s := &Set{families: shipped(t), q: broken{}}
	if _, err := s.Explain(context.Background(), Figure{Indicator: "settled_rate", Edition: "2024", Grain: "school"}, nil, nil); !errors.Is(err, errBroken) {
		t.Errorf("Explain: %v", err)
	}
	if _, err := s.Lines(context.Background(), Figure{Indicator: "settled_rate", Edition: "2024", Grain: "school"}); !errors.Is(err, errBroken) {
		t.Errorf("Lines: %v", err)
	}
}
