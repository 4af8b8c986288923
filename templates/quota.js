// The apportionment of next year's plan in the page: the same steps as
// pipelines/quota (problem.go, feasible.go, solve.go), on the same whole
// numbers, all below 2^53. A test runs both on ten thousand problems.
(function () {
  'use strict';
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

  // What the lines can add up to within bounds and caps, or why they cannot.
  function reachOf(p, steps) {
    var found = steps.filter(function (s) { return s.low.at > s.high.at; })
      .map(function (s) { return clash('line', s.key, 0); });
    if (found.length) { return { clashes: found, low: 0, high: 0 }; }
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
    return { clashes: found, low: sums[whole].low, high: sums[whole].high };
  }
  function clashesOf(p, steps) {
    var reach = reachOf(p, steps);
    if (reach.clashes.length) { return reach.clashes; }
    if (reach.high < p.total) { return [clash('total_low', '', reach.high)]; }
    return reach.low > p.total ? [clash('total_high', '', reach.low)] : [];
  }
  function against(sum, b) {
    if (b.low > b.high) { return clash('bounds', b.key, 0); }
    if (sum.high < b.low) { return clash('group_low', b.key, sum.high); }
    return sum.low > b.high ? clash('group_high', b.key, sum.low) : null;
  }
  function clash(code, key, at) { return { code: code, key: key, at: at }; }

  function stepsOf(p) {
    return p.lines.map(function (e, i) {
      var own = interval(p, e);
      return {
        line: i, key: e.key, group: e.group, low: own.low, high: own.high, x: 0, index: e.index,
        claim: e.claim
      };
    });
  }

  // A step from x to x+1 costs (2x+1)/claim; two are compared by
  // cross-multiplication.
  function before(s, t) {
    var a = (2 * s.x + 1) * t.claim, b = (2 * t.x + 1) * s.claim;
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
    range: function (c) { return { total: '总量', up: '上调幅度', down: '下调幅度', least: '最小班额' }[c.key] + '应为允许范围内的整数'; },
    line: function (c) { return c.key + '：下限高于上限'; },
    bounds: function (c) { return c.key + '：合计的下限高于上限'; },
    group_low: function (c) { return c.key + '：合计最多 ' + c.at + '，够不到它的下限'; },
    group_high: function (c) { return c.key + '：合计最少 ' + c.at + '，超过它的上限'; },
    total_low: function (c) { return '总量太大：最多能分 ' + c.at; },
    total_high: function (c) { return '总量太小：最少要 ' + c.at; }
  };

  // Where a bound comes from, for the column beside the result.
  var bounds = {
    rule: '规则', pinned: '委员会已定', suspended: '已停招', capacity: '教学容量', controlled: '国控专业不增加',
    up: '上调幅度', down: '下调幅度', least: '最小班额'
  };
  function bound(by) { return by.indexOf('group:') === 0 ? by.slice(6) + '的合计' : bounds[by] || ''; }
  function grouped(n) { return String(n).replace(/\B(?=(\d{3})+$)/g, ','); } // as the report's figures are
  function signed(n) { return n > 0 ? '+' + grouped(n) : n < 0 ? '-' + grouped(-n) : '0'; }

  function settingsOf(root) {
    return ['total', 'up', 'down', 'least'].map(function (name) {
      var inputs = Array.from(root.querySelectorAll('input[data-quota-' + name + ']'));
      return { name: name, inputs: inputs, start: inputs.length ? inputs[0].value : '' };
    }).filter(function (s) { return s.inputs.length; });
  }
  function show(root, attribute, values) {
    root.querySelectorAll('[' + attribute + ']').forEach(function (cell) {
      var value = values[cell.getAttribute(attribute)];
      if (value !== undefined) { cell.textContent = value; }
    });
  }

  // Lines: what each gets, how much that changes, what binds it; and how many
  // grow, stay, shrink and end.
  function showLines(root, problem, solution) {
    var shown = {}, changes = {}, binding = {}, tally = { up: 0, same: 0, down: 0, none: 0 };
    solution.lines.forEach(function (l, i) {
      var change = l.x - problem.lines[i].base;
      shown[l.key] = solution.ok ? grouped(l.x) : '—';
      changes[l.key] = solution.ok ? signed(change) : '—';
      binding[l.key] = bound(l.binds);
      tally[change > 0 ? 'up' : change === 0 ? 'same' : l.x === 0 ? 'none' : 'down'] += 1;
    });
    if (!solution.ok) { tally = { up: '—', same: '—', down: '—', none: '—' }; }
    show(root, 'data-quota-x', shown);
    show(root, 'data-quota-change', changes);
    show(root, 'data-quota-binds', binding);
    show(root, 'data-quota-tally', tally);
  }
  function showGroups(root, problem, solution) {
    var totals = {};
    problem.groups.forEach(function (b, i) { totals[b.key] = solution.totals[i]; });
    totals[''] = solution.totals[problem.groups.length];
    root.querySelectorAll('[data-quota-group]').forEach(function (cell) {
      cell.textContent = solution.ok ? grouped(totals[cell.dataset.quotaGroup]) : '—';
    });
    root.querySelectorAll('[data-quota-more]').forEach(function (cell) {
      cell.textContent = solution.ok ? signed(totals[cell.dataset.quotaMore] - Number(cell.dataset.base)) : '—';
    });
  }
  function showConflicts(root, solution) {
    var names = {};
    root.querySelectorAll('[data-quota-name]').forEach(function (row) { names[row.dataset.quotaName] = row.dataset.name; });
    root.querySelectorAll('[data-quota-conflicts]').forEach(function (box) {
      box.hidden = solution.ok;
      box.textContent = solution.conflicts.map(function (c) {
        return words[c.code](clash(c.code, names[c.key] || c.key, c.at));
      }).join('；');
    });
  }

  // Which totals there is a proposal for, as far as bounds and caps tell.
  function showRange(root, problem) {
    var clashes = outOfRange(problem).filter(function (c) { return c.key !== 'total'; });
    var reach = clashes.length ? { clashes: clashes } : reachOf(problem, stepsOf(problem));
    root.querySelectorAll('[data-quota-range]').forEach(function (cell) {
      cell.textContent = reach.clashes.length ? '—' : grouped(reach.low) + ' 至 ' + grouped(Math.min(reach.high, MAX_TOTAL));
    });
  }

  // mount joins the numbers that a reader may type or slide to the cells in
  // root. Where there is no solution the cells show a dash and
  // [data-quota-conflicts] says why.
  function mount(root) {
    var data = root.querySelector('script[data-quota]');
    if (!data) { return; }
    var problem = JSON.parse(data.textContent), settings = settingsOf(root);
    function redraw() {
      settings.forEach(function (s) { problem[s.name] = s.inputs[0].value === '' ? NaN : Number(s.inputs[0].value); });
      var solution = solve(problem);
      showLines(root, problem, solution);
      showGroups(root, problem, solution);
      showConflicts(root, solution);
      showRange(root, problem);
    }
    function set(s, value, except) {
      s.inputs.forEach(function (other) { if (other !== except) { other.value = value; } });
    }
    settings.forEach(function (s) {
      s.inputs.forEach(function (input) {
        input.addEventListener('input', function () {
          set(s, input.value, input);
          redraw();
        });
      });
    });
    root.querySelectorAll('[data-quota-reset]').forEach(function (b) {
      b.addEventListener('click', function () {
        settings.forEach(function (s) { set(s, s.start); });
        redraw();
      });
    });
    redraw();
    root.hidden = false;
  }

  window.quxiangQuota = { solve: solve, mount: mount };
  document.querySelectorAll('[data-planner]').forEach(mount);
})();
