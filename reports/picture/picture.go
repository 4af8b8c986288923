// Package picture draws a report's charts without a browser: as SVG that can
// stand in a page, on paper and wherever no script runs.
//
// The chart library runs in a JavaScript engine written in Go, with the text
// that the page itself lays its live charts out by (templates/chart.js), so
// that a picture and a live chart are the same chart. What the library returns
// is not trusted: clean keeps only elements and attributes that draw.
package picture

import (
	"encoding/json"
	"fmt"
	"runtime"
	"sync"

	"github.com/dop251/goja"

	"quxiang/reports/chart"
	"quxiang/templates"
)

// Width is that of every picture in CSS pixels: of a chart on A4, after margins.
const Width = 624

// Request asks for the picture of one chart. ID is unique in the page and
// stands at the head of every id inside the picture.
type Request struct {
	ID      string
	Drawing chart.Drawing
}

// Studio holds the chart library, compiled once.
type Studio struct{ programs []*goja.Program }

// stage is what the library needs of its surroundings, and the one function
// that draws. Nothing in a picture moves, so that timers never fire.
const stage = `
var setTimeout = function () { return 0; }, clearTimeout = function () {};
function quxiangPicture(text, width) {
  'use strict';
  var laid = quxiangChart.layout(JSON.parse(text), width, true), o = laid.option;
  o.tooltip = { show: false };
  o.aria = { enabled: false };
  o.textStyle.fontFamily = 'sans-serif'; // the picture's root names the fonts
  var drawn = echarts.init(null, null, { renderer: 'svg', ssr: true, width: width, height: laid.height });
  drawn.setOption(o);
  var svg = drawn.renderToSVGString({ cssAnimation: false, cssEmphasis: false });
  drawn.dispose();
  return svg;
}`

// New compiles library, the script from templates.Assets.
func New(library string) (*Studio, error) {
	layout, err := templates.Text("chart.js")
	if err != nil {
		return nil, err
	}
	s := &Studio{}
	for _, part := range [][2]string{{"chart library", library}, {"chart.js", layout}, {"stage", stage}} {
		p, err := goja.Compile(part[0], part[1], false)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", part[0], err)
		}
		s.programs = append(s.programs, p)
	}
	return s, nil
}

// Draw makes the pictures of all requests, in their order, on all processors.
// Equal requests give equal bytes.
func (s *Studio) Draw(requests []Request) ([]string, error) {
	pictures := make([]string, len(requests))
	errs := make([]error, len(requests))
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(requests)) {
		wait.Go(func() {
			e := s.easel()
			for i := range next {
				pictures[i], errs[i] = e.draw(requests[i])
			}
		})
	}
	for i := range requests {
		next <- i
	}
	close(next)
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return pictures, nil
}

// easel is one engine with the library loaded; it draws one picture at a time.
type easel struct {
	engine *goja.Runtime
	paint  goja.Callable
	err    error
}

func (s *Studio) easel() easel {
	e := easel{engine: goja.New()}
	for _, p := range s.programs {
		if _, err := e.engine.RunProgram(p); err != nil {
			e.err = fmt.Errorf("chart library: %w", err)
			return e
		}
	}
	e.paint, _ = goja.AssertFunction(e.engine.Get("quxiangPicture"))
	return e
}

func (e easel) draw(r Request) (string, error) {
	if e.err != nil {
		return "", e.err
	}
	text, err := json.Marshal(r.Drawing)
	if err != nil {
		return "", fmt.Errorf("chart %s: %w", r.ID, err)
	}
	svg, err := e.paint(goja.Undefined(), e.engine.ToValue(string(text)), e.engine.ToValue(Width))
	if err != nil {
		return "", fmt.Errorf("chart %s: %w", r.ID, err)
	}
	safe, err := clean(r.ID, svg.String())
	if err != nil {
		return "", fmt.Errorf("chart %s: %w", r.ID, err)
	}
	return safe, nil
}
