package duty

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// paragraph is a numbered paragraph of the policy texts and the line that names
// its document.
type paragraph struct{ clause, text, document string }

var (
	sectionHead   = regexp.MustCompile(`^## (.+?)、(.+)$`)
	paragraphHead = regexp.MustCompile(`^(\d+)\.(.+)$`)
)

// compendium reads the policy texts, which lie beside the project.
func compendium(t *testing.T) (sections []Section, paragraphs []paragraph) {
	t.Helper()
	text, err := os.ReadFile("../../../shared/policy/compendium.md")
	if err != nil {
		if os.Getenv("QUXIANG_REQUIRE_SHARED") != "" {
			t.Fatal(err)
		}
		t.Skip("the policy texts are not here")
	}
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		if m := sectionHead.FindStringSubmatch(line); m != nil {
			sections = append(sections, Section{m[1], m[2]})
		}
		if m := paragraphHead.FindStringSubmatch(line); m != nil && len(sections) > 0 {
			clause := sections[len(sections)-1].Number + "." + m[1]
			paragraphs = append(paragraphs, paragraph{clause, m[2], strings.TrimPrefix(lines[i+2], "——")})
		}
	}
	if len(sections) != 10 || len(paragraphs) != 47 {
		t.Fatalf("%d sections and %d paragraphs, want 10 and 47", len(sections), len(paragraphs))
	}
	return sections, paragraphs
}

// quotes are the words that a clause's duties and exceptions stand for.
func (r *Rules) quotes(clause string) []string {
	var all []string
	for _, d := range r.Duties {
		if d.Clause == clause {
			all = append(all, d.Quote)
		}
	}
	for _, u := range r.Unmeasured {
		if u.Clause == clause {
			all = append(all, u.Quote)
		}
	}
	return all
}

// sentences are the parts of a paragraph that end in a full stop or semicolon.
func sentences(text string) []string {
	return regexp.MustCompile(`[^。；;]*[。；;]?`).FindAllString(text, -1)
}

// misquoted lists what is wrong with a paragraph's quotes: words that do not
// stand there character by character, sentences that none speaks for, and
// words between those quoted.
func misquoted(p paragraph, quotes []string) []string {
	var wrong []string
	said := make([]bool, len(p.text))
	for _, q := range quotes {
		at := strings.Index(p.text, q)
		if at < 0 {
			wrong = append(wrong, p.clause+" has no words "+q)
			continue
		}
		for i := range len(q) {
			said[at+i] = true
		}
	}
	for _, s := range sentences(p.text) {
		if !slices.ContainsFunc(quotes, func(q string) bool { return strings.Contains(q, s) || strings.Contains(s, q) }) {
			wrong = append(wrong, p.clause+" has a sentence without a rule or a reason: "+s)
		}
	}
	if left := unsaid(p.text, said); left != "" {
		wrong = append(wrong, p.clause+" has words that no quote holds: "+left)
	}
	return wrong
}

// unsaid are the words outside all quotes, punctuation left out.
func unsaid(text string, said []bool) string {
	var left strings.Builder
	for i, r := range text {
		if !said[i] && !strings.ContainsRune("，。；;,、：: ", r) {
			left.WriteRune(r)
		}
	}
	return left.String()
}

// Every sentence of the policy texts has a duty or a reason for having none,
// in its own words.
func TestEverySentenceIsAccountedFor(t *testing.T) {
	_, paragraphs := compendium(t)
	r := shipped(t)
	count := 0
	for _, p := range paragraphs {
		for _, wrong := range misquoted(p, r.quotes(p.clause)) {
			t.Error(wrong)
		}
		count += len(sentences(p.text))
	}
	if count < 133 {
		t.Errorf("only %d sentences were looked at", count)
	}
	for _, d := range r.Duties {
		if !slices.ContainsFunc(paragraphs, func(p paragraph) bool { return p.clause == d.Clause }) {
			t.Errorf("%s is of %s, which is no paragraph", d.ID, d.Clause)
		}
	}
}

// A quote that differs in one mark of punctuation is found, as is a sentence
// whose quote is taken away.
func TestMisquotesAreFound(t *testing.T) {
	_, paragraphs := compendium(t)
	r := shipped(t)
	for _, p := range paragraphs {
		quotes := r.quotes(p.clause)
		for i, q := range quotes {
			last := []rune(q)
			last[len(last)-1] = '．'
			changed := slices.Clone(quotes)
			changed[i] = string(last)
			if len(misquoted(p, changed)) == 0 {
				t.Errorf("%s: nobody sees %s", p.clause, changed[i])
			}
		}
		if len(misquoted(p, quotes[:0])) == 0 {
			t.Errorf("%s: nobody misses its quotes", p.clause)
		}
	}
}

func TestSectionsAndDocumentsAreThoseOfTheTexts(t *testing.T) {
	sections, paragraphs := compendium(t)
	r := shipped(t)
	if !slices.Equal(r.Sections, sections) {
		t.Errorf("sections %v, want %v", r.Sections, sections)
	}
	var documents []Document
	for _, p := range paragraphs {
		documents = append(documents, Document{p.clause, p.document})
	}
	if !slices.Equal(r.Documents, documents) {
		t.Errorf("documents differ:\n%v\n%v", r.Documents, documents)
	}
}

// A document of a province is for its schools, and no other is.
func TestDocumentsOfAProvince(t *testing.T) {
	for _, d := range shipped(t).Duties {
		if ofHenan := strings.Contains(d.Document, "河南省"); ofHenan != (d.Province == "河南") {
			t.Errorf("%s of %s is for %q", d.ID, d.Document, d.Province)
		}
	}
}

var year = regexp.MustCompile(`〔(\d{4})〕`)

// No duty is older than its document, but for those that the words themselves
// date.
func TestDutiesBeginWithTheirDocument(t *testing.T) {
	for _, d := range shipped(t).Duties {
		issued := year.FindStringSubmatch(d.Document)
		if issued != nil && (d.ValidFrom < atoi(issued[1]) || d.ValidFrom > atoi(issued[1])+1) {
			t.Errorf("%s is valid from %d, its document is of %s", d.ID, d.ValidFrom, issued[1])
		}
	}
}

func atoi(s string) int {
	n := 0
	for _, r := range s {
		n = 10*n + int(r-'0')
	}
	return n
}

// The force is read from the words.
func TestForceIsReadFromTheWords(t *testing.T) {
	must := []string{"要", "应", "必须", "不得", "不准", "严禁", "不低于", "不少于", "至少", "提供", "切实", "都", "在每年年底前"}
	words := map[Force][]string{Must: must, Principle: {"原则上"}, Advise: {"建议"}, Encourage: {"鼓励", "提倡", "支持"}}
	for _, d := range shipped(t).Duties {
		if want, ok := words[d.Force]; ok && !slices.ContainsFunc(want, func(w string) bool { return strings.Contains(d.Quote, w) }) {
			t.Errorf("%s is %s, but its words are: %s", d.ID, d.Force, d.Quote)
		}
		for force, only := range map[Force]string{Principle: "原则上", Advise: "建议本", Encourage: "鼓励高校"} {
			if strings.Contains(d.Quote, only) && d.Force != force {
				t.Errorf("%s is %s, but its words are: %s", d.ID, d.Force, d.Quote)
			}
		}
		if d.Force == Refer && !strings.Contains(d.Quote, "可参照") && !strings.Contains(d.Note, "全省") {
			t.Errorf("%s is %s without words for it", d.ID, d.Force)
		}
	}
}
