// The page's own script: it draws the charts from their data blocks, marks
// where a reader is in the contents, and asks the network for nothing.
'use strict';
(function () {
  var PRINT_WIDTH = 624; // CSS pixels of a chart on A4, after margins
  var all = [];
  var decal = false;
  var printing = false;
  var upright = { 'bar': 1, 'histogram': 1, 'line': 1, 'pie': 1, 'scatter': 1 }; // lower on paper

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
    return p.name + '\n' + p.seriesName + '：' + (d.print || '');
  }
  function clamp(low, n, high) { return Math.max(low, Math.min(n, high)); }

  // Each shape is fitted to the width it gets.
  var fit = {
    'bar': uprightNames, 'histogram': uprightNames, 'line': trend,
    'bar-h': lyingNames, 'stacked': stackedNames, 'dot-plot': lyingNames,
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
    'tile-grid': function (o, w) {
      var columns = o.xAxis[0].max + 0.5, cell = Math.min(w / columns, printing ? 56 : 74);
      var rest = String((w - cell * columns) / 2), s = o.series[0];
      o.grid[0].left = o.grid[0].right = rest;
      s.symbolSize = cell - 4;
      s.label.fontSize = clamp(9, cell / 5, 13);
      s.label.lineHeight = s.label.fontSize * 1.35;
      s.label.formatter = function (p) { return p.name + (p.data.print ? '\n' + p.data.print : ''); };
    },
    'scatter': function () {}
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
  function stackedNames(o, w) {
    lyingNames(o, w);
    if (w < 560) { o.series.forEach(function (s) { s.label.show = false; }); }
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

  function option(drawing, w) {
    var o = structuredClone(drawing.option);
    o.tooltip.formatter = tip;
    (o.yAxis || []).forEach(function (a) { a.axisTick = { show: false }; });
    o.aria.decal = { show: decal };
    o.series.forEach(function (s) {
      if (s.label && s.label.show) { s.label.formatter = printed; }
      if (s.data) { s.data.forEach(function (d) { if (d.value === undefined) { d.value = null; } }); }
      if (s.markLine && !s.markLine.label.formatter) { s.markLine.label.formatter = printed; }
    });
    if (drawing.kind === 'tile-grid') { return o; }
    fitLegend(o, w);
    return o;
  }

  function draw(c, w) {
    var o = option(c.drawing, w);
    (fit[c.drawing.kind] || function () {})(o, w);
    var h = c.drawing.height * (printing && upright[c.drawing.kind] ? 0.8 : 1);
    if (c.drawing.kind === 'tile-grid') {
      h = o.series[0].symbolSize ? (o.series[0].symbolSize + 4) * (o.yAxis[0].max + 0.5) : h;
    }
    c.box.style.height = h + 'px';
    c.chart.resize({ width: w, height: h });
    c.chart.setOption(o, true);
    c.width = w;
    var svg = c.box.querySelector('svg');
    if (svg) { svg.setAttribute('viewBox', '0 0 ' + w + ' ' + h); }
  }

  function start(box) {
    var drawing = JSON.parse(document.getElementById(box.dataset.drawing).textContent);
    var c = { box: box, drawing: drawing, width: 0 };
    box.style.height = drawing.height + 'px';
    c.chart = echarts.init(box, null, { renderer: 'svg', locale: 'ZH', width: box.clientWidth, height: drawing.height });
    c.chart.on('finished', function () { box.dataset.drawn = 'yes'; });
    draw(c, box.clientWidth);
    all.push(c);
    new ResizeObserver(function () {
      if (box.clientWidth && box.clientWidth !== c.width && !printing) { draw(c, box.clientWidth); }
    }).observe(box);
  }

  function redraw(width) { all.forEach(function (c) { draw(c, width || c.box.clientWidth); }); }
  window.addEventListener('beforeprint', function () { printing = true; redraw(PRINT_WIDTH); });
  window.addEventListener('afterprint', function () { printing = false; redraw(0); });

  // Contents: the topmost section in sight is the current one.
  function follow() {
    var links = {}, inSight = {};
    document.querySelectorAll('.contents a').forEach(function (a) { links[a.hash.slice(1)] = a; });
    var places = document.querySelectorAll('.chapter > h2, .section');
    var current = null;
    var nav = document.querySelector('.contents');
    nav.classList.add('follows');
    function mark() {
      var first = Array.prototype.find.call(places, function (p) { return inSight[key(p)]; });
      var link = first && links[key(first)];
      if (!link || link === current) { return; }
      if (current) { current.removeAttribute('aria-current'); }
      link.setAttribute('aria-current', 'true');
      current = link;
      document.querySelectorAll('.contents .open').forEach(function (li) { li.classList.remove('open'); });
      link.closest('.contents > details > ol > li').classList.add('open');
      if (nav.scrollHeight > nav.clientHeight) { nav.scrollTop = link.offsetTop - nav.clientHeight / 2; }
    }
    function key(p) { return p.tagName === 'H2' ? p.parentNode.id : p.id; }
    var watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (e) { inSight[key(e.target)] = e.isIntersecting; });
      mark();
    }, { rootMargin: '-56px 0px -55% 0px' });
    places.forEach(function (p) { watch.observe(p); });
  }

  function button(text, press) {
    var b = document.createElement('button');
    b.type = 'button';
    b.textContent = text;
    b.addEventListener('click', function () { press(b); });
    document.getElementById('tools').append(b);
  }

  if (window.matchMedia('(max-width: 66rem)').matches) {
    document.querySelector('.contents details').open = false;
    window.addEventListener('beforeprint', function () { document.querySelector('.contents details').open = true; });
  }
  document.querySelectorAll('.canvas').forEach(start);
  follow();
  button('打印或存为 PDF', function () { window.print(); });
  button('图案填充', function (b) {
    decal = !decal;
    b.setAttribute('aria-pressed', String(decal));
    redraw(0);
  });
})();
