package picture

import (
	"strings"
	"testing"
)

// in wraps markup as the library would.
func in(markup string) string {
	return `<svg width="624" height="90.5" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 624 90.5">` + markup + `</svg>`
}

// grid is a line in each colour.
func grid(colours ...string) string {
	var b strings.Builder
	for _, colour := range colours {
		b.WriteString(`<path d="M0 0L1 1" fill="none" stroke="` + colour + `"></path>`)
	}
	return b.String()
}

func TestCleanKeepsWhatDraws(t *testing.T) {
	for _, c := range []struct{ name, markup, want string }{
		{"numbers", `<path d="M1.04 -2.96L30 4.25Z" fill="#fff"></path>`, `<path fill="#fff" d="M1 -3L30 4.3Z"/>`},
		{"handlers and classes", `<rect x="1" onclick="alert(1)" class="k" fill="red" pointer-events="all" href="#a"></rect>`, `<rect x="1" fill="red"/>`},
		{"for a pointer only", `<path d="M0 0" fill="none"></path>`, ``},
		{"a line", `<path d="M0 0L1 1" fill="none" stroke="#000"></path>`, `<path fill="none" stroke="#000" d="M0 0L1 1"/>`},
		{"a grid", grid("#000", "#000", "#111"), `<path fill="none" stroke="#000" d="M0 0L1 1M0 0L1 1"/><path fill="none" stroke="#111" d="M0 0L1 1"/>`},
		{"a grid with something between", grid("#000") + `<text>a</text>` + grid("#000"),
			`<path fill="none" stroke="#000" d="M0 0L1 1"/><text>a</text><path fill="none" stroke="#000" d="M0 0L1 1"/>`},
		{"lines seen through", `<path d="M0 0L1 1" fill="none" stroke="#000" opacity="0.5"/><path d="M1 0L0 1" fill="none" stroke="#000" opacity="0.5"/>`,
			`<path fill="none" stroke="#000" opacity="0.5" d="M0 0L1 1"/><path fill="none" stroke="#000" opacity="0.5" d="M1 0L0 1"/>`},
		{"areas", `<path d="M0 0Z" fill="red"/><path d="M1 1Z" fill="red"/>`, `<path fill="red" d="M0 0Z"/><path fill="red" d="M1 1Z"/>`},
		{"the usual anchor", `<text text-anchor="start">a</text><text text-anchor="end">b</text>`, `<text>a</text><text text-anchor="end">b</text>`},
		{"rules", `<style>a:hover{fill:url(http://x)}</style><g></g>`, `<g></g>`},
		{"a style", `<text style="font-size:13px;font-family:x;behavior:y" fill="#000">甲&lt;b&gt;</text>`, `<text font-size="13" fill="#000">甲&lt;b&gt;</text>`},
		{"the usual size", `<text style="font-size:12px" fill="#000">1</text>`, `<text fill="#000">1</text>`},
		{"a place", `<text transform="translate(10 20.44)" y="6">a</text>`, `<text x="10" y="26.4">a</text>`},
		{"a turn", `<text transform="matrix(0.7071,0.7071,-0.7071,0.7071,10,20)">a</text>`, `<text transform="matrix(0.7071,0.7071,-0.7071,0.7071,10,20)">a</text>`},
		{"ids", `<defs><clipPath id="zr9-c4"><path d="M0 0"></path></clipPath></defs><g clip-path="url(#zr9-c4)"></g>`,
			`<defs><clipPath id="x-c0"><path d="M0 0"/></clipPath></defs><g clip-path="url(#x-c0)"></g>`},
		{"space between", "\n <g>\n</g>", `<g></g>`},
	} {
		got, err := clean("x", in(c.markup))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		_, body, _ := strings.Cut(got, ">")
		if body != c.want+"</svg>" {
			t.Errorf("%s: got %s, want %s", c.name, body, c.want)
		}
		if !strings.HasPrefix(got, `<svg xmlns="http://www.w3.org/2000/svg" class="still" viewBox="0 0 624 90" width="624"`) {
			t.Errorf("%s: begins %.100s", c.name, got)
		}
	}
}

func TestCleanRefuses(t *testing.T) {
	for want, svg := range map[string]string{
		`an element "script"`:         in(`<script>alert(1)</script>`),
		`an element "foreignObject"`:  in(`<foreignObject></foreignObject>`),
		`an element "image"`:          in(`<image href="http://x"></image>`),
		`an element "a"`:              in(`<a href="javascript:x"></a>`),
		`a reference "url(http://x)"`: in(`<path d="M0 0" fill="url(http://x)"></path>`),
		`a reference "url(#a) url(b"`: in(`<path d="M0 0" fill="url(#a) url(b"></path>`),
		`a size "0 0 1 x"`:            `<svg viewBox="0 0 1 x"></svg>`,
		`syntax error`:                in(`<text`),
		`unexpected EOF`:              `<svg viewBox="0 0 1 1">`,
		`attribute name without =`:    in(`<text style="font-family:"x",y">a</text>`),
	} {
		if got, err := clean("x", svg); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %q, %v", want, got, err)
		}
	}
}
