package html

import (
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
)

// The school's own words hold digits, and may hold what looks like HTML: they
// stand in the page as labels, are marked, and titles of its own wording are
// labels in the contents too.
func TestOwnWordsAreLabels(t *testing.T) {
	o := chaptertest.Options()
	o.Titles = map[string]string{"settlement": "2024届<b>去向</b>", "settlement-overall": "1 总体"}
	o.Texts = []chapter.OwnText{{Name: "settlement", File: "文字/settlement.md",
		Markdown: "专职 32 人 &lt;script&gt;，毕业生{{graduates}}人。\n\n## 2023 年\n\n- 45 场\n\n| 2024年 |\n| --- |\n| 120 |\n"}}
	doc, err := chapter.Compose(chaptertest.Data(t, chaptertest.School), o)
	if err != nil {
		t.Fatal(err)
	}
	page := rendered(t, doc)
	if stray := strayDigits(t, page); len(stray) > 0 {
		t.Errorf("digits outside figures and labels: %v", stray)
	}
	for _, want := range []string{`<p class="provided own">学校提供</p>`, `<h4 class="own"><bdi>2023 年</bdi></h4>`, `<p class="prose own"><bdi>专职 32 人 &lt;script&gt;，毕业生</bdi><data`,
		`<p class="item own"><bdi>· 45 场</bdi></p>`, `<th scope="col"><bdi>2024年</bdi>`} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if n := strings.Count(string(page), "<bdi>2024届&lt;b&gt;去向&lt;/b&gt;</bdi>"); n != 2 {
		t.Errorf("the chapter's own title stands as a label %d times, want in heading and contents", n)
	}
	figuresAgree(t, doc)
}
