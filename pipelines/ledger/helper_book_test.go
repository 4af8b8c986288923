package ledger

import (
	"slices"
	"strings"
	"testing"
)

func TestTimes(t *testing.T) {
	for text, want := range map[string]string{
		"2": "2/3，还差 1 次", "３": "3/3，已完成", "5": "5/3，已完成", "0": "0/3，还差 3 次",
		"": "没有填，还差 3 次", "若干": "没有填，还差 3 次", "-1": "没有填，还差 3 次", "1.0": "1/3，还差 2 次",
	} {
		if got := timesOf(text).words("次"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// Somebody on several lists is one person, known by either number, also where
// only a later line ties the two together.
func TestEverybodyOnce(t *testing.T) {
	all := once([]Helped{
		{Name: "甲", student: "s1", Groups: []string{"脱贫家庭"}, Talks: Times{1, true}, Training: "否"},
		{Name: "甲", student: "s1", idcard: "i1", Groups: []string{"残疾"}, Talks: Times{3, true}, Helper: "李老师", Post: "辅导员", Training: "是"},
		{Name: "甲", idcard: "i1", Groups: []string{"残疾"}, Filed: true, Activities: Times{2, true}},
		{Name: "乙", student: "s2", Planned: true},
		{Name: "丙"}, {Name: "丙"},
	})
	var names []string
	for _, h := range all {
		names = append(names, h.Name)
	}
	if !slices.Equal(names, []string{"甲", "乙", "丙", "丙"}) { // nobody can tell whether two without a number are one
		t.Fatal(names)
	}
	first := all[0]
	if got := strings.Join(first.Groups, "、"); got != "脱贫家庭、残疾" {
		t.Error(got)
	}
	if !first.Filed || first.Planned || first.Helper != "李老师" || first.Post != "辅导员" || first.Training != "是" ||
		first.Talks != (Times{3, true}) || first.Activities != (Times{2, true}) || first.Postings.Known {
		t.Errorf("%+v", first)
	}
}

// Helpers' lists hold tasks, not where anybody went, nor how many.
func TestHelpersListsHaveNoDestination(t *testing.T) {
	for _, h := range helpedHeads {
		for _, word := range []string{"去向", "落实率", "已就业", "排名", "合计"} {
			if strings.Contains(h.name, word) {
				t.Errorf("%s", h.name)
			}
		}
	}
	if width := len(Helped{}.row()); width != len(helpedHeads) {
		t.Errorf("%d cells under %d headings", width, len(helpedHeads))
	}
}

func TestPerThousand(t *testing.T) {
	for _, c := range []struct {
		k, n int64
		want string
	}{{4, 6, "666.7"}, {1, 2000, "0.5"}, {1, 20000, "0.1"}, {1, 20001, "0.0"}, {0, 9, "0.0"}, {1, 0, "—"}} {
		if got := PerThousand(c.k, c.n); got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.k, c.n, got, c.want)
		}
	}
}
