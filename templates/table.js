// Searching and sorting of tables. The controls come with the script: without
// it the tables stand as they were published, and so they do on paper.
(function () {
  'use strict';
  var SORTED_FROM = 3; // rows
  var order = new Intl.Collator('zh-CN', { numeric: true });

  // Full and half width, upper and lower case are the same to a reader.
  function folded(text) { return text.normalize('NFKC').toLowerCase(); }

  // What a cell is sorted by: its figure's value, else its words; null where
  // it shows no value, which stands last either way.
  function keyOf(cell) {
    var data = cell.querySelector('data');
    if (!data) { return cell.textContent.trim() || null; }
    if (data.value === '') { return null; }
    return isNaN(data.value) ? data.value : Number(data.value);
  }
  function compare(a, b, way) {
    if (a === null || b === null) { return (a === null) - (b === null); }
    if (typeof a === 'number' && typeof b === 'number') { return way * (a - b); }
    return way * order.compare(String(a), String(b));
  }

  // A table's state: the column sorted by (-1: as published), the way (1 or -1)
  // and the words looked for.
  function read(table) {
    var all = Array.from(table.tBodies[0].rows);
    var rows = all.filter(function (r) { return !r.matches('.total') && !r.querySelector('.none'); });
    return {
      table: table, all: all, rows: rows, rest: all.filter(function (r) { return rows.indexOf(r) < 0; }),
      texts: rows.map(function (r) { return folded(Array.from(r.cells, function (c) { return c.textContent; }).join(' ')); }),
      column: -1, way: 1, terms: []
    };
  }
  function sortedRows(s) {
    if (s.column < 0) { return s.all; }
    var keyed = s.rows.map(function (r) { return { row: r, key: keyOf(r.cells[s.column]) }; });
    keyed.sort(function (a, b) { return compare(a.key, b.key, s.way); });
    return keyed.map(function (k) { return k.row; }).concat(s.rest);
  }

  // show puts the rows in order and hides those that are not looked for, with
  // the total, which is not theirs. It returns how many are left.
  function show(s) {
    s.table.tBodies[0].append.apply(s.table.tBodies[0], sortedRows(s));
    var left = 0;
    s.rows.forEach(function (r, i) {
      r.hidden = !s.terms.every(function (t) { return s.texts[i].indexOf(t) >= 0; });
      left += r.hidden ? 0 : 1;
    });
    s.rest.forEach(function (r) { r.hidden = s.terms.length > 0; });
    return left;
  }

  // A heading sorts up, then down, then restores the order of the report.
  function turn(s, column) {
    if (s.column !== column) { s.column = column; s.way = 1; }
    else if (s.way === 1) { s.way = -1; }
    else { s.column = -1; }
    Array.from(s.table.tHead.rows[0].cells, function (th, i) {
      if (i === s.column) { th.setAttribute('aria-sort', s.way === 1 ? 'ascending' : 'descending'); }
      else { th.removeAttribute('aria-sort'); }
    });
    show(s);
  }
  function addSorting(s) {
    Array.from(s.table.tHead.rows[0].cells, function (th, i) {
      var b = document.createElement('button');
      b.type = 'button';
      b.className = 'sort';
      b.title = '按此列排序';
      b.append.apply(b, Array.from(th.childNodes));
      b.addEventListener('click', function () { turn(s, i); });
      th.append(b);
    });
  }

  function addSearch(s, figure) {
    var box = document.createElement('div'), label = document.createElement('label');
    var input = document.createElement('input'), count = document.createElement('output');
    box.className = 'search';
    input.type = 'search';
    input.setAttribute('aria-label', '在“' + figure.querySelector('figcaption').textContent.trim() + '”中查找');
    label.append('查找 ', input);
    function look() {
      s.terms = folded(input.value).split(/\s+/).filter(Boolean);
      var left = show(s);
      count.textContent = s.terms.length ? (left ? '找到 ' + left + ' 行，' : '没有找到，') + '共 ' + s.rows.length + ' 行' : '共 ' + s.rows.length + ' 行';
    }
    input.addEventListener('input', look);
    input.addEventListener('keydown', function (e) {
      if (e.key === 'Escape') { input.value = ''; look(); }
    });
    count.setAttribute('aria-live', 'polite');
    box.append(label, count);
    figure.querySelector('.scroll').before(box);
    look();
  }

  var tables = [];
  document.querySelectorAll('figure.table').forEach(function (figure) {
    var s = read(figure.querySelector('table'));
    if (s.rows.length < SORTED_FROM) { return; }
    addSorting(s);
    if (figure.classList.contains('long')) { addSearch(s, figure); }
    tables.push(s);
  });
  window.addEventListener('beforeprint', function () {
    tables.forEach(function (s) { show(Object.assign({}, s, { column: -1, terms: [] })); });
  });
  window.addEventListener('afterprint', function () { tables.forEach(show); });
})();
