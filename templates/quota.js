// The apportionment of next year's plan in the page: the same steps as
// pipelines/quota (problem.go, feasible.go, solve.go), on the same whole
// numbers, all below 2^53. A test runs both on ten thousand problems.
'use strict';
(function () {
  var MAX_TOTAL = 200000, MAX_UP = 1000, MAX_DOWN = 100, MAX_BASE = 20000;

  // The ± cap and the least class yield to the line's upper bound.
  function interval(p, e) {
    var low = { at: e.low, by: e.lowBy }, high = { at: e.high, by: e.highBy };
    if (e.free) {
      high = atMost(high, e.base + Math.floor(e.base * p.up / 100), 'up');
      low = atLeast(low, Math.min(e.base - Math.floor(e.base * p.down / 100), high.at), 'down');
    }
    return { low: atLeast(low, Math.min(p.least, e.base, high.at), 'least'), high: high };
  }
  function atLeast(limit, at, by) { return at > limit.at ? { at: at, by: by } : limit; }
  function atMost(limit, at, by) { return at < limit.at ? { at: at, by: by } : limit; }

  function outOfRange(p) {
    return [['total', MAX_TOTAL], ['up', MAX_UP], ['down', MAX_DOWN], ['least', MAX_BASE]].filter(function (n) {
      return !Number.isInteger(p[n[0]]) || p[n[0]] < 0 || p[n[0]] > n[1];
    }).map(function (n) { return clash('range', n[0], 0); });
  }

  function clashesOf(p, steps) {
    var found = steps.filter(function (s) { return s.low.at > s.high.at; })
      .map(function (s) { return clash('line', s.key, 0); });
    if (found.length) { return found; }
    var whole = p.groups.length;
    var sums = p.groups.concat(0).map(function () { return { low: 0, high: 0 }; });
    function add(group, r) {
      var sum = sums[group < 0 ? whole : group];
      sum.low += r.low;
      sum.high += r.high;
    }
    steps.forEach(function (s) { add(s.group, { low: s.low.at, high: s.high.at }); });
    for (var g = whole - 1; g >= 0; g -= 1) {
      var b = p.groups[g], sum = sums[g], wrong = against(sum, b);
      if (wrong) { found.push(wrong); }
      add(b.parent, wrong ? sum : { low: Math.max(sum.low, b.low), high: Math.min(sum.high, b.high) });
    }
    if (found.length) { return found; }
    if (sums[whole].high < p.total) { return [clash('total_low', '', sums[whole].high)]; }
    return sums[whole].low > p.total ? [clash('total_high', '', sums[whole].low)] : [];
  }
  function against(sum, b) {
    if (b.low > b.high) { return clash('bounds', b.key, 0); }
    if (sum.high < b.low) { return clash('group_low', b.key, sum.high); }
    return sum.low > b.high ? clash('group_high', b.key, sum.low) : null;
  }
  function clash(code, key, at) { return { code: code, key: key, at: at }; }

  function stepsOf(p) {
    return p.lines.map(function (e, i) {
      var own = interval(p, e), weight = Math.max(1, e.base);
      return {
        line: i, key: e.key, group: e.group, low: own.low, high: own.high, x: 0, index: e.index,
        anchor: Math.min(Math.max(e.base, own.low.at), own.high.at),
        up: weight * Math.max(1, e.index), down: weight * Math.max(1, 1000 - e.index)
      };
    });
  }

  // A step from x to x+1 costs n/g; two are compared by cross-multiplication.
  function before(s, t) {
    var n = 2 * (s.x - s.anchor) + 1, m = 2 * (t.x - t.anchor) + 1;
    var a = n * (m > 0 ? t.up : t.down), b = m * (n > 0 ? s.up : s.down);
    if (a !== b) { return a < b; }
    return s.index !== t.index ? s.index > t.index : s.line < t.line;
  }

  // A heap with the cheapest next step at its head.
  function sink(heap, i) {
    for (;;) {
      var least = i, left = 2 * i + 1, right = left + 1;
      if (left < heap.length && before(heap[left], heap[least])) { least = left; }
      if (right < heap.length && before(heap[right], heap[least])) { least = right; }
      if (least === i) { return; }
      var held = heap[i];
      heap[i] = heap[least];
      heap[least] = held;
      i = least;
    }
  }
  function drop(heap) {
    var last = heap.pop();
    if (heap.length) {
      heap[0] = last;
      sink(heap, 0);
    }
  }

  function give(p, steps, sums) {
    var whole = p.groups.length;
    function add(s, n) {
      s.x += n;
      for (var g = s.group; g >= 0; g = p.groups[g].parent) { sums[g] += n; }
      sums[whole] += n;
    }
    function within(s, group) {
      var g = s.group;
      while (g >= 0 && g !== group) { g = p.groups[g].parent; }
      return g === group || group === whole;
    }
    function full(s) {
      if (s.x >= s.high.at) { return true; }
      for (var g = s.group; g >= 0; g = p.groups[g].parent) {
        if (sums[g] >= p.groups[g].high) { return true; }
      }
      return false;
    }
    function raise(group, target) {
      if (sums[group] >= target) { return; }
      var heap = steps.filter(function (s) { return within(s, group); });
      for (var i = heap.length >> 1; i >= 0; i -= 1) { sink(heap, i); }
      while (sums[group] < target && heap.length) {
        if (full(heap[0])) {
          drop(heap);
        } else {
          add(heap[0], 1);
          sink(heap, 0);
        }
      }
    }
    steps.forEach(function (s) { add(s, s.low.at); });
    for (var g = whole - 1; g >= 0; g -= 1) { raise(g, p.groups[g].low); }
    raise(whole, p.total);
  }

  function binds(p, s, sums) {
    if (s.x === s.high.at && s.high.by) { return s.high.by; }
    if (s.x === s.low.at && s.low.by) { return s.low.by; }
    for (var g = s.group; g >= 0; g = p.groups[g].parent) {
      var b = p.groups[g];
      if (sums[g] === b.high || sums[g] === b.low && b.low > 0) { return 'group:' + b.key; }
    }
    return '';
  }

  function solve(p) {
    var steps = stepsOf(p), sums = p.groups.concat(0).map(function () { return 0; });
    var clashes = outOfRange(p);
    if (!clashes.length) { clashes = clashesOf(p, steps); }
    var ok = !clashes.length;
    if (ok) { give(p, steps, sums); }
    return {
      ok: ok, conflicts: clashes, totals: sums,
      lines: steps.map(function (s) {
        return { key: s.key, x: s.x, lo: s.low.at, hi: s.high.at, binds: ok ? binds(p, s, sums) : '' };
      })
    };
  }

  // What a clash says in the page; a key is a line, a group or a number.
  var words = {
    range: function (c) { return { total: '总量', up: '上调幅度', down: '下调幅度', least: '最小班额' }[c.key] + '不在允许的范围内'; },
    line: function (c) { return c.key + '：下限高于上限'; },
    bounds: function (c) { return c.key + '：合计的下限高于上限'; },
    group_low: function (c) { return c.key + '：合计最多 ' + c.at + '，够不到它的下限'; },
    group_high: function (c) { return c.key + '：合计最少 ' + c.at + '，超过它的上限'; },
    total_low: function (c) { return '总量太大：最多能分 ' + c.at; },
    total_high: function (c) { return '总量太小：最少要 ' + c.at; }
  };

  // mount joins the sliders in root to the cells in it. Where there is no
  // solution the cells show a dash and [data-quota-conflicts] says why.
  function mount(root) {
    var data = root.querySelector('script[data-quota]');
    if (!data) { return; }
    var problem = JSON.parse(data.textContent);
    var sliders = ['total', 'up', 'down'].map(function (name) {
      return { name: name, input: root.querySelector('input[data-quota-' + name + ']') };
    }).filter(function (s) { return s.input; });

    function show(attribute, values) {
      root.querySelectorAll('[' + attribute + ']').forEach(function (cell) {
        var value = values[cell.getAttribute(attribute)];
        if (value !== undefined) { cell.textContent = value; }
      });
    }
    function redraw() {
      var shown = {}, totals = {}, settings = {};
      sliders.forEach(function (s) {
        problem[s.name] = s.input.value === '' ? NaN : Number(s.input.value);
        settings[s.name] = s.input.value;
      });
      var solution = solve(problem);
      solution.lines.forEach(function (l) { shown[l.key] = solution.ok ? String(l.x) : '—'; });
      problem.groups.forEach(function (b, i) { totals[b.key] = solution.ok ? String(solution.totals[i]) : '—'; });
      totals[''] = solution.ok ? String(solution.totals[problem.groups.length]) : '—';
      show('data-quota-x', shown);
      show('data-quota-group', totals);
      show('data-quota-setting', settings);
      root.querySelectorAll('[data-quota-conflicts]').forEach(function (box) {
        box.textContent = solution.conflicts.map(function (c) { return words[c.code](c); }).join('；');
      });
    }
    sliders.forEach(function (s) { s.input.addEventListener('input', redraw); });
    redraw();
  }

  window.quxiangQuota = { solve: solve, mount: mount };
})();
