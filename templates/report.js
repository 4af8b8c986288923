// The page's own script: it draws the charts live from their data blocks, marks
// where a reader is in the contents, and asks the network for nothing.
(function () {
  'use strict';
  var all = [];
  var decal = false;

  // A picture stands in the page; it is drawn live once it comes near what the
  // reader sees. Paper always has the picture.
  function draw(c) {
    var w = c.box.clientWidth, laid = quxiangChart.layout(c.drawing, w, false);
    c.width = w;
    c.box.style.minHeight = laid.height + 'px'; // before it is drawn, too: nothing moves then
    if (!c.chart) { return; }
    laid.option.aria.decal = { show: decal };
    c.live.style.height = laid.height + 'px';
    c.chart.resize({ width: w, height: laid.height });
    c.chart.setOption(laid.option, true);
  }

  function enliven(c) {
    c.live = document.createElement('div');
    c.live.className = 'live';
    c.box.append(c.live);
    c.chart = echarts.init(c.live, null, { renderer: 'svg', locale: 'ZH', width: c.box.clientWidth, height: c.drawing.height });
    c.chart.on('finished', function () { c.box.dataset.drawn = 'yes'; });
    draw(c);
  }

  var near = new IntersectionObserver(function (entries) {
    entries.forEach(function (e) {
      if (!e.isIntersecting) { return; }
      near.unobserve(e.target);
      enliven(all.find(function (c) { return c.box === e.target; }));
    });
  }, { rootMargin: '600px 0px' });

  function start(box) {
    var c = { box: box, drawing: JSON.parse(document.getElementById(box.dataset.drawing).textContent), width: 0 };
    all.push(c);
    draw(c);
    near.observe(box);
    new ResizeObserver(function () {
      if (box.clientWidth && box.clientWidth !== c.width && !window.matchMedia('print').matches) { draw(c); }
    }).observe(box);
  }

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
    all.forEach(draw);
  });
})();
