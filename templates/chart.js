// How a drawing becomes ECharts options at a width: the page's live charts and
// the pictures that stand in the page run this one text. It needs no browser.
var quxiangChart = (function () {
  'use strict';
  var upright = { 'bar': 1, 'histogram': 1, 'line': 1, 'pie': 1, 'scatter': 1 }; // lower on paper
  var PANEL = { width: 180, height: 140, gap: 26, left: 46, head: 34, foot: 30 };

  // Printed strings come with the data; nothing here formats a figure.
  function printed(p) {
    var d = p.data || {};
    return d.text || d.print || '';
  }
  function tip(p) {
    var d = p.data || {};
    if (p.componentType === 'markLine') { return d.text || ''; }
    if (p.dataType === 'node') { return d.text; }
    if (p.dataType === 'edge') { return d.source.slice(1) + ' → ' + d.target.slice(1) + '\n' + d.print; }
    var range = d.low ? '\n区间：' + d.low + ' 至 ' + d.high : '';
    return p.name + '\n' + p.seriesName + '：' + (d.print || '') + range;
  }
  function clamp(low, n, high) { return Math.max(low, Math.min(n, high)); }

  // Each shape is fitted to the width it gets; one that knows its own height
  // returns it.
  var fit = {
    'bar': uprightNames, 'histogram': uprightNames, 'line': trend, 'multiples': panels,
    'bar-h': lyingNames, 'stacked': stackedNames, 'dot-plot': dots,
    'pie': function (o, w) {
      o.series[0].label.formatter = function (p) { return p.name + '\n' + printed(p); };
      if (w < 480) { o.series[0].radius = ['30%', '48%']; o.series[0].label.fontSize = 12; }
    },
    'sankey': function (o, w) {
      var side = String(clamp(58, w * 0.13, 100));
      o.series[0].left = o.series[0].right = side;
      o.series[0].label.width = Number(side) - 8;
      o.series[0].label.overflow = 'truncate';
      o.series[0].layoutIterations = 0; // keep the table's order
    },
    'tile-grid': function (o, w, paper) {
      var columns = o.xAxis[0].max + 0.5, cell = Math.min(w / columns, paper ? 56 : 74);
      var rest = String((w - cell * columns) / 2), s = o.series[0];
      o.grid[0].left = o.grid[0].right = rest;
      s.symbolSize = cell - 4;
      s.label.fontSize = clamp(9, cell / 5, 13);
      s.label.lineHeight = s.label.fontSize * 1.35;
      s.label.formatter = function (p) { return p.name + (p.data.print ? '\n' + p.data.print : ''); };
      return cell * (o.yAxis[0].max + 0.5);
    }
  };
  function uprightNames(o, w) {
    var label = o.xAxis[0].axisLabel;
    label.interval = 0;
    label.width = (w - 70) / Math.max(1, o.xAxis[0].data.length) - 4;
    label.overflow = 'break';
    if (label.width < 34) { label.rotate = 45; label.width = 90; label.overflow = 'truncate'; }
  }
  function trend(o, w) {
    uprightNames(o, w);
    o.yAxis[0].boundaryGap = ['12%', '12%'];
    o.series.forEach(function (s) { s.labelLayout = { hideOverlap: true }; });
  }
  function lyingNames(o, w) {
    var label = o.yAxis[0].axisLabel;
    label.interval = 0;
    label.width = clamp(64, w * 0.3, 210);
    label.overflow = 'truncate';
    if (w < 480) { label.fontSize = 11; o.xAxis[0].splitNumber = 3; }
  }
  function dots(o, w) {
    lyingNames(o, w);
    o.series.forEach(function (s) {
      if (s.markLine) { s.markLine.z = 1; } // below the values
      if (s.label) { s.label.textBorderColor = '#ffffff'; s.label.textBorderWidth = 3; }
    });
  }
  function stackedNames(o, w) {
    lyingNames(o, w);
    if (w < 560) { o.series.forEach(function (s) { s.label.show = false; }); }
  }

  // Panels stand side by side, as many as the width holds, all of one size.
  function panels(o, w) {
    var top = o.legend.show ? o.grid[0].top : 4, columns = clamp(1, Math.floor((w + PANEL.gap) / (PANEL.width + PANEL.gap)), o.grid.length);
    var width = (w - PANEL.gap * (columns - 1)) / columns;
    o.grid.forEach(function (g, i) {
      g.left = (i % columns) * (width + PANEL.gap) + PANEL.left;
      g.top = top + Math.floor(i / columns) * (PANEL.height + PANEL.head + PANEL.foot) + PANEL.head;
      g.width = width - PANEL.left;
      g.height = PANEL.height;
      g.containLabel = false;
      var names = o.xAxis[i].axisLabel, room = g.width / Math.max(1, o.xAxis[i].data.length) - 2;
      names.interval = room < 30 ? 'auto' : 0;
      if (room >= 30) { names.width = room; names.overflow = 'truncate'; }
      o.yAxis[i].nameTextStyle.padding = [0, 0, 0, -PANEL.left];
    });
    o.series.forEach(function (s) { // a break is named under the chart
      if (s.markLine) { s.markLine.label.show = false; }
    });
    return top + Math.ceil(o.grid.length / columns) * (PANEL.height + PANEL.head + PANEL.foot);
  }

  // An interval is a line from end to end with a stroke across each; the value
  // that it is about stands beside it.
  function whisker(s) {
    return function (params, api) {
      var low = api.coord([api.value(1), api.value(0)]), high = api.coord([api.value(2), api.value(0)]), y = low[1] + s.shift;
      function stroke(x1, y1, x2, y2) {
        return { type: 'line', shape: { x1: x1, y1: y1, x2: x2, y2: y2 }, style: { stroke: s.itemStyle.color, lineWidth: 1.5 } };
      }
      return { type: 'group', children: [
        stroke(low[0], y, high[0], y), stroke(low[0], y - 4, low[0], y + 4), stroke(high[0], y - 4, high[0], y + 4),
        { type: 'text', x: high[0] + 6, y: y, style: { text: s.data[params.dataIndex].print, fill: '#24313d', fontSize: 11, verticalAlign: 'middle' } }
      ] };
    };
  }

  // A legend may take several lines: the grid moves down by their number.
  function fitLegend(o, w) {
    if (!o.legend.show) { return; }
    o.legend.type = 'plain';
    var line = 0, lines = 1;
    o.legend.data.forEach(function (name) {
      var own = 34 + 12.5 * name.length;
      if (line > 0 && line + own > w) { lines += 1; line = 0; }
      line += own;
    });
    o.grid[0].top = 20 + 22 * lines;
  }

  function option(drawing) {
    var o = JSON.parse(JSON.stringify(drawing.option));
    o.tooltip.formatter = tip;
    (o.yAxis || []).forEach(function (a) { a.axisTick = { show: false }; });
    o.series.forEach(function (s) {
      if (s.label && s.label.show) { s.label.formatter = printed; }
      if (s.data) { s.data.forEach(function (d) { if (d.value === undefined) { d.value = null; } }); }
      if (s.markLine && !s.markLine.label.formatter) { s.markLine.label.formatter = printed; }
      if (s.type === 'custom') { s.renderItem = whisker(s); }
    });
    return o;
  }

  // layout returns the options of a drawing and its height at a width, in CSS
  // pixels; paper asks for the lower shapes of print.
  function layout(drawing, w, paper) {
    var o = option(drawing);
    if (drawing.kind !== 'tile-grid') { fitLegend(o, w); }
    var own = fit[drawing.kind] && fit[drawing.kind](o, w, paper);
    return { option: o, height: own || drawing.height * (paper && upright[drawing.kind] ? 0.8 : 1) };
  }

  return { layout: layout };
})();
