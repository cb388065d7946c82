// Draws what tables hold. A picture names its table (data-of) and how it is drawn (data-picture); the table beneath says the same
// without it. Marks differ in pattern or shape besides their colour, which the stylesheet gives; what leads somewhere is a link.
(() => {
  /** Months and days as a language calls them. */
  function speak(language) {
    const called = (of, style, dates) => {
      const format = new Intl.DateTimeFormat(language, { [of]: style, timeZone: 'UTC' });
      return dates.map(date => format.format(date));
    };
    const months = d3.range(12).map(i => new Date(Date.UTC(2024, i)));
    // From a Sunday on.
    const days = d3.range(7).map(i => new Date(Date.UTC(2024, 0, 7 + i)));
    d3.timeFormatDefaultLocale({
      dateTime: '%x, %X', date: '%Y-%m-%d', time: '%H:%M:%S', periods: ['AM', 'PM'],
      days: called('weekday', 'long', days), shortDays: called('weekday', 'short', days),
      months: called('month', 'long', months), shortMonths: called('month', 'short', months)
    });
  }

  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 6 });
  const short = new Intl.NumberFormat(document.documentElement.lang, { notation: 'compact', maximumFractionDigits: 2 });
  const told = value => Math.abs(value) >= 1e5 ? short.format(value) : number.format(value);
  speak(document.documentElement.lang);
  const day = d3.utcFormat(said('%-d %b %Y'));
  const month = d3.utcFormat('%b %Y');
  const truncated = (text, most) => text.length > most ? text.slice(0, most - 1).trimEnd() + '…' : text;
  let drawn = 0;

  // ---- What a table holds.

  const words = cell => cell ? cell.textContent.replace(/\s+/g, ' ').trim() : '';
  const link = cell => cell?.querySelector('a')?.getAttribute('href') ?? null;
  const end = text => text === undefined || text === '' ? null : Number(text);
  const time = text => text ? d3.utcParse('%Y-%m-%d')(text) : null;
  const bodyRows = table => [...table.tBodies[0].rows];

  /** Rows with a name, and a value for each column that is a series. */
  function series(table) {
    const heads = [...table.tHead.rows[0].cells];
    const columns = heads.map((head, at) => ({ at, key: head.dataset.series, name: words(head) })).filter(column => column.key);
    const rows = bodyRows(table).map(row => ({
      name: words(row.cells[0]),
      href: link(row.cells[0]),
      day: time(row.cells[0].dataset.day),
      values: columns.map(column => end(row.cells[column.at].dataset.value)),
    }));
    return { columns, rows };
  }

  function figures(table) {
    return bodyRows(table).map(row => {
      const [claim, by, reads] = row.cells;
      const said = row.dataset;
      return {
        id: said.figure, code: words(claim), href: link(claim), by: words(by), reads: words(reads), unit: said.unit ?? '',
        from: end(said.from), to: end(said.to), fromOpen: said.fromOpen === 'true', toOpen: said.toOpen === 'true',
        day: time(said.day) ?? time(said.until), until: time(said.until) ?? time(said.day), ofPeriod: said.ofPeriod === 'true',
        conflicts: said.conflicts === 'true', vague: said.vague,
      };
    });
  }

  // ---- Pieces of a picture.

  const text = (into, x, y, content, kind = '') => into.append('text').attr('x', x).attr('y', y).attr('class', kind).text(content);
  const titled = (mark, content) => mark.append('title').text(content);
  const linked = (into, href) => href ? into.append('a').attr('href', href) : into.append('g');

  /** What tells series apart without their colours: a pattern over each but the first. */
  const PATTERNS = ['', 'M0,8L8,0M-2,2L2,-2M6,10L10,6', 'M0,0L8,8M-2,6L2,10M6,-2L10,2', 'M0,2H8M0,6H8', 'M2,0V8M6,0V8',
    'M0,8L8,0M0,0L8,8', 'M2,2h1.5v1.5h-1.5zM6,6h1.5v1.5h-1.5z', 'M0,4H8M4,0V8'];

  function patterns(svg) {
    const all = svg.append('defs');
    const own = `picture-${++drawn}`;
    PATTERNS.forEach((path, i) => all.append('pattern').attr('id', `${own}-${i}`).attr('width', 8).attr('height', 8)
      .attr('patternUnits', 'userSpaceOnUse').append('path').attr('d', path).attr('class', 'hatch'));
    all.append('marker').attr('id', `${own}-arrow`).attr('viewBox', '0 0 8 8').attr('refX', 8).attr('refY', 4)
      .attr('markerUnits', 'userSpaceOnUse').attr('markerWidth', 11).attr('markerHeight', 11).attr('orient', 'auto').append('path').attr('d', 'M0,0L8,4L0,8z').attr('class', 'arrow');
    return {
      arrow: `url(#${own}-arrow)`,
      block(into, i, key, x, y, width, height) {
        const block = into.append('g');
        const place = shape => shape.attr('x', x).attr('y', y).attr('width', Math.max(0, width)).attr('height', Math.max(0, height));
        place(block.append('rect')).attr('class', `s${i % 8} is-${key}`);
        if (i % 8 > 0) {
          place(block.append('rect')).attr('fill', `url(#${own}-${i % 8})`);
        }
        return block;
      },
    };
  }

  /** Names of series with their marks, in lines as they fit; the height that they take. */
  function legend(svg, columns, width, mark) {
    const all = svg.append('g');
    let x = 0;
    let y = 0;
    columns.forEach((column, i) => {
      const label = text(all, 0, 0, column.name, 'label');
      const long = label.node().getComputedTextLength() + 22;
      if (x > 0 && x + long > width) {
        x = 0;
        y += 20;
      }
      mark(all, i, column.key, x, y);
      label.attr('x', x + 18).attr('y', y + 11);
      x += long + 16;
    });
    return y + 28;
  }

  function axisBelow(svg, scale, y, ticks) {
    svg.append('g').attr('class', 'axis').attr('transform', `translate(0,${y})`)
      .call(d3.axisBottom(scale).ticks(ticks).tickSizeOuter(0));
  }

  function linesAcross(svg, scale, from, to, ticks) {
    for (const tick of scale.ticks(ticks)) {
      svg.append('line').attr('class', 'grid').attr('x1', from).attr('x2', to).attr('y1', scale(tick)).attr('y2', scale(tick));
      text(svg, from - 6, scale(tick) + 4, scale.percent ? `${Math.round(tick * 100)}%` : told(tick), 'tick end');
    }
  }

  /**
   * From a little below the lowest to a little above the highest; by powers of ten where they are far apart. "Thousands" reaches
   * further than what anybody stated, and is cut off.
   */
  function quantities(rows, range) {
    const stated = rows.some(row => !row.vague) ? rows.filter(row => !row.vague) : rows;
    const ends = stated.flatMap(row => [row.from, row.to]).filter(value => value !== null);
    const [low, high] = ends.length ? d3.extent(ends) : [0, 1];
    if (low > 0 && high / low > 300) {
      return d3.scaleLog([low / 1.6, high * 1.6], range).clamp(true);
    }
    const around = (high - low) * 0.12 || Math.abs(high) * 0.25 || 1;
    return d3.scaleLinear([low >= 0 ? Math.max(0, low - around) : low - around, high + around], range).nice().clamp(true);
  }

  const few = (scale, most) => scale.base ? scale.ticks(most).filter(tick => Number.isInteger(Math.log10(tick))) : scale.ticks(most);

  // ---- Pictures.

  /** Figures side by side on one axis for each unit; what lies between those that conflict is shaded. */
  function intervals(svg, table, width, figure) {
    const rows = figures(table);
    const draw = patterns(svg);
    const [left, right] = [22, width - 22];
    let y = 0;
    for (const [unit, own] of d3.group(rows, row => row.unit)) {
      const scale = quantities(own, [left, right]);
      const top = y + (unit ? 24 : 4);
      const bottom = top + own.length * 40;
      if (unit) {
        text(svg, 0, y + 14, unit, 'strong');
      }
      for (const tick of few(scale, Math.min(8, width / 90))) {
        svg.append('line').attr('class', 'grid').attr('x1', scale(tick)).attr('x2', scale(tick)).attr('y1', top).attr('y2', bottom);
        text(svg, scale(tick), bottom + 14, told(tick), 'tick middle');
      }
      const at = new Map(own.map((row, i) => [row.id, { row, y: top + i * 40 + 28 }]));
      gaps(svg, figure, at, scale, draw);
      for (const { row, y: middle } of at.values()) {
        const place = linked(svg, row.href);
        const label = place.append('text').attr('x', 0).attr('y', middle - 12).attr('class', 'label');
        label.append('tspan').attr('class', 'strong').text(row.code);
        const by = label.append('tspan').text(`  ${row.by}  `);
        label.append('tspan').attr('class', 'faint').text((row.vague ? `${row.vague}: ` : '') + row.reads + (row.conflicts ? said(' · in conflict') : ''));
        for (let most = row.by.length; most > 8 && label.node().getComputedTextLength() > width; most -= 2) {
          by.text(`  ${truncated(row.by, most)}  `);
        }
        titled(place, `${row.code}, ${row.by}: ${row.reads}`);
        interval(place, row, draw.arrow, scale, [0, width], middle);
      }
      y = bottom + 30;
    }
    return y;
  }

  function gaps(svg, figure, at, scale) {
    for (const pair of document.querySelectorAll(`[data-conflicts-of="${figure.dataset.of}"] [data-one]`)) {
      const [one, other] = [at.get(pair.dataset.one), at.get(pair.dataset.other)];
      if (!one || !other) {
        continue;
      }
      const [low, high] = one.row.to !== null && (other.row.from ?? -Infinity) >= one.row.to ? [one, other] : [other, one];
      if (low.row.to === null || high.row.from === null) {
        continue;
      }
      const band = svg.append('g');
      const [x, to] = [scale(low.row.to), scale(high.row.from)];
      const [top, bottom] = d3.extent([low.y, high.y]);
      band.append('rect').attr('class', 'gap').attr('x', x).attr('width', Math.max(1, to - x)).attr('y', top).attr('height', bottom - top);
      titled(band, words(pair));
    }
  }

  /** A bar between two ends, an arrow where there is one; dashes where no number was stated. A hollow end is not part of it. */
  function interval(into, row, arrow, scale, [left, right], y) {
    const line = (from, to, kind) => into.append('line').attr('class', kind).attr('x1', from).attr('x2', to).attr('y1', y).attr('y2', y);
    const dot = (value, open) => into.append('circle').attr('class', open ? 'hollow' : 'solid').attr('cx', scale(value)).attr('cy', y).attr('r', 4.5);
    if (row.from === null && row.to === null) {
      line(left, right, 'vague');
      return;
    }
    const from = row.from === null ? left : scale(row.from);
    const to = row.to === null ? right : scale(row.to);
    if (row.vague) {
      line(from, to, 'vague');
      return;
    }
    const drawnLine = row.from === null ? line(to, from, 'span') : line(from, to, 'span');
    if (row.from === null || row.to === null) {
      drawnLine.attr('marker-end', arrow);
    }
    if (row.from !== null) {
      dot(row.from, row.fromOpen);
    }
    if (row.to !== null && row.to !== row.from) {
      dot(row.to, row.toOpen);
    }
  }

  /** The same over time: wide as the period that a figure is of, or on the day on which it was said. */
  function course(svg, table, width) {
    const dated = figures(table).filter(row => row.day && !row.vague && (row.from !== null || row.to !== null));
    if (dated.length === 0) {
      return 0;
    }
    const rows = [...d3.group(dated, row => row.unit).values()].sort((one, other) => other.length - one.length)[0];
    const draw = patterns(svg);
    const height = 300;
    const [first, last] = [d3.min(rows, row => row.day), d3.max(rows, row => row.until)];
    const around = Math.max((last - first) * 0.05, 864e5 * 3);
    const x = d3.scaleUtc([new Date(+first - around), new Date(+last + around)], [56, width - 12]);
    const y = quantities(rows, [height - 26, 24]);
    text(svg, 0, 12, rows[0].unit, 'strong');
    for (const tick of few(y, 5)) {
      svg.append('line').attr('class', 'grid').attr('x1', 56).attr('x2', width - 12).attr('y1', y(tick)).attr('y2', y(tick));
      text(svg, 50, y(tick) + 4, told(tick), 'tick end');
    }
    axisBelow(svg, x, height - 22, Math.max(2, Math.floor(width / 110)));
    const labels = [];
    rows.sort((one, other) => (other.to ?? other.from) - (one.to ?? one.from));
    rows.forEach(row => {
      const place = linked(svg, row.href);
      const [left, right] = [x(row.day), x(row.until)];
      const middle = (left + right) / 2;
      const [low, high] = [y(row.from ?? y.domain()[0]), y(row.to ?? y.domain()[1])];
      const wide = Math.max(right - left, 7);
      place.append('rect').attr('class', row.ofPeriod ? 'during' : 'during said').attr('x', middle - wide / 2).attr('width', wide)
        .attr('y', Math.min(low, high) - 1.5).attr('height', Math.abs(low - high) + 3);
      if (row.from === null || row.to === null) {
        const [from, to] = row.to === null ? [low, high] : [high, low];
        place.append('line').attr('class', 'span').attr('x1', middle).attr('x2', middle).attr('y1', from).attr('y2', to).attr('marker-end', draw.arrow);
      }
      let at = Math.max(22, Math.min(low, high) - 6);
      while (labels.some(label => Math.abs(label.x - middle) < 46 && Math.abs(label.y - at) < 13)) {
        at += 13;
      }
      labels.push({ x: middle, y: at });
      text(place, middle, at, row.code, 'label middle strong');
      titled(place, `${row.code}, ${row.by}: ${row.reads}`);
    });
    return height;
  }

  /** A column for each row, its series on top of each other; as parts of a hundred where only these are of interest. */
  function columns(svg, table, width, shares = false) {
    const { columns: all, rows } = series(table);
    if (!rows.some(row => row.values.some(value => value))) {
      return 0;
    }
    const draw = patterns(svg);
    const used = all.map((column, i) => ({ ...column, i })).filter(column => rows.some(row => row.values[column.i]));
    const top = legend(svg, all, width, (into, i, key, x, y) => draw.block(into, i, key, x, y, 13, 13));
    const bottom = top + 230;
    const left = 48;
    const total = row => d3.sum(row.values);
    const x = d3.scaleBand(rows.map((row, i) => i), [left, width]).paddingInner(0.15).paddingOuter(0.05);
    const y = d3.scaleLinear([0, shares ? 1 : d3.max(rows, total) || 1], [bottom, top]).nice();
    y.percent = shares;
    linesAcross(svg, y, left, width, shares || y.domain()[1] >= 5 ? 5 : y.domain()[1]);
    rows.forEach((row, i) => {
      let below = 0;
      const whole = shares ? total(row) || 1 : 1;
      for (const column of used) {
        const value = (row.values[column.i] ?? 0) / whole;
        if (value > 0) {
          titled(draw.block(svg, column.i, column.key, x(i), y(below + value), x.bandwidth(), y(below) - y(below + value)),
            `${row.name}, ${column.name}: ${number.format(row.values[column.i])}`);
          below += value;
        }
      }
    });
    below(svg, rows, x, bottom, width);
    return bottom + 26;
  }

  /** Names of rows under an axis, as many as there is room for. */
  function below(svg, rows, x, bottom, width) {
    const isMonths = rows.every(row => row.day?.getUTCDate() === 1);
    const named = row => row.day ? (isMonths ? month : day)(row.day) : truncated(row.name, 16);
    const room = rows[0]?.day ? 84 : 110;
    const every = Math.max(1, Math.ceil(room / x.step()));
    rows.forEach((row, i) => {
      const middle = x(i) + x.bandwidth() / 2;
      if (i % every === 0 && middle < width - 20) {
        text(svg, Math.max(middle, 40), bottom + 16, named(row), 'tick middle');
      }
    });
  }

  /** A bar for each row under its name, its series one after the other. */
  function bars(svg, table, width) {
    const { columns: all, rows } = series(table);
    if (!rows.some(row => row.values.some(value => value))) {
      return 0;
    }
    const draw = patterns(svg);
    const top = legend(svg, all, width, (into, i, key, x, y) => draw.block(into, i, key, x, y, 13, 13));
    const x = d3.scaleLinear([0, d3.max(rows, row => d3.sum(row.values)) || 1], [0, width - 60]);
    rows.forEach((row, at) => {
      const y = top + at * 38;
      nameOf(svg, row, y, width);
      let from = 0;
      row.values.forEach((value, i) => {
        if (value > 0) {
          titled(draw.block(svg, i, all[i].key, x(from), y + 17, x(value), 14), `${row.name}, ${all[i].name}: ${number.format(value)}`);
          from += value;
        }
      });
      text(svg, x(from) + 6, y + 28, number.format(from), 'tick');
    });
    return top + rows.length * 38 + 4;
  }

  /** A bar for each row and series, under the row's name. */
  function pairs(svg, table, width) {
    const { columns: all, rows } = series(table);
    const draw = patterns(svg);
    const top = legend(svg, all, width, (into, i, key, x, y) => draw.block(into, i, key, x, y, 13, 13));
    const x = d3.scaleLinear([0, d3.max(rows, row => d3.max(row.values)) || 1], [0, width - 60]);
    const high = 26 + all.length * 14;
    rows.forEach((row, at) => {
      const y = top + at * high;
      nameOf(svg, row, y, width);
      row.values.forEach((value, i) => {
        titled(draw.block(svg, i, all[i].key, 0, y + 17 + i * 14, x(value ?? 0), 12), `${row.name}, ${all[i].name}: ${number.format(value ?? 0)}`);
        text(svg, x(value ?? 0) + 6, y + 27 + i * 14, value === null ? 'none' : number.format(value), 'tick');
      });
    });
    return top + rows.length * high + 4;
  }

  function nameOf(svg, row, y, width) {
    const place = linked(svg, row.href);
    text(place, 0, y + 11, truncated(row.name, Math.max(20, width / 8)), 'label');
    titled(place, row.name);
  }

  /** A line for each series, with marks of a shape of its own. */
  function lines(svg, table, width) {
    const { columns: all, rows } = series(table);
    if (!rows.some(row => row.values.some(value => value !== null))) {
      return 0;
    }
    const shape = i => d3.symbol(d3.symbolsFill[i % d3.symbolsFill.length], 52)();
    const top = legend(svg, all, width, (into, i, key, x, y) => into.append('path').attr('d', shape(i))
      .attr('transform', `translate(${x + 7},${y + 7})`).attr('class', `s${i % 8} is-${key}`));
    const bottom = top + 230;
    const x = d3.scaleBand(rows.map((row, i) => i), [48, width]);
    const y = d3.scaleLinear([0, d3.max(rows, row => d3.max(row.values)) || 1], [bottom, top]).nice();
    linesAcross(svg, y, 48, width, 5);
    all.forEach((column, i) => {
      const middle = at => x(at) + x.bandwidth() / 2;
      const path = d3.line().defined(row => row.values[i] !== null).x((row, at) => middle(at)).y(row => y(row.values[i]));
      svg.append('path').attr('d', path(rows)).attr('class', `line l${i % 8}`);
      rows.forEach((row, at) => {
        if (row.values[i] !== null) {
          titled(svg.append('path').attr('d', shape(i)).attr('transform', `translate(${middle(at)},${y(row.values[i])})`)
            .attr('class', `s${i % 8} is-${column.key}`), `${row.name}, ${column.name}: ${number.format(row.values[i])}`);
        }
      });
    });
    below(svg, rows, x, bottom, width);
    return bottom + 26;
  }

  /** Who, and towards whom: rows and columns by the first two cells, the number in the last. */
  function matrix(svg, table, width) {
    const cells = bodyRows(table).map(row => {
      const [from, to] = row.cells;
      return { from: words(from), fromLink: link(from), to: words(to), toLink: link(to), value: end(row.querySelector('[data-value]').dataset.value) };
    });
    const named = (name, href) => [...d3.rollup(cells, some => ({ name: some[0][name], href: some[0][href], sum: d3.sum(some, c => c.value) }),
      cell => cell[href] ?? cell[name]).values()].sort((one, other) => other.sum - one.sum);
    const from = named('from', 'fromLink');
    const to = named('to', 'toLink');
    const left = Math.min(220, width * 0.4);
    const size = Math.max(20, Math.min(44, (width - left - 60) / Math.max(1, to.length)));
    const top = 130;
    const most = d3.max(cells, cell => cell.value);
    to.forEach((one, i) => {
      const place = linked(svg, one.href);
      text(place, 0, 0, truncated(one.name, 20), 'label').attr('transform', `translate(${left + i * size + size / 2 + 4},${top - 8}) rotate(-55)`);
      titled(place, one.name);
    });
    from.forEach((one, i) => {
      const place = linked(svg, one.href);
      text(place, left - 8, top + i * size + size / 2 + 4, truncated(one.name, Math.floor(left / 7)), 'label end');
      titled(place, one.name);
    });
    from.forEach((row, i) => to.forEach((column, j) => {
      svg.append('rect').attr('class', 'cell').attr('x', left + j * size).attr('y', top + i * size).attr('width', size).attr('height', size);
      const cell = cells.find(one => one.from === row.name && one.fromLink === row.href && one.to === column.name && one.toLink === column.href);
      if (cell) {
        const side = Math.max(6, (size - 4) * Math.sqrt(cell.value / most));
        const mark = svg.append('g');
        mark.append('rect').attr('class', 'heat').attr('x', left + j * size + (size - side) / 2).attr('y', top + i * size + (size - side) / 2)
          .attr('width', side).attr('height', side);
        text(mark, left + j * size + size / 2, top + i * size + size / 2 + 4, number.format(cell.value), 'value middle');
        titled(mark, `${cell.from}, ${cell.to}: ${number.format(cell.value)}`);
      }
    }));
    return top + from.length * size + 8;
  }

  const SHAPES = { claim: d3.symbolCircle, article: d3.symbolSquare, source: d3.symbolDiamond };

  /** What stands around a thing: on each ring, what is as many steps away. */
  function rings(svg, table, width, figure) {
    const nodes = new Map();
    const node = cell => {
      const id = cell.dataset.node;
      if (!nodes.has(id)) {
        nodes.set(id, { id, kind: cell.dataset.kind, name: cell.dataset.name, told: words(cell), href: link(cell), near: new Set() });
      }
      return nodes.get(id);
    };
    const edges = bodyRows(table).map(row => {
      const [from, how, to] = [node(row.cells[0]), words(row.cells[1]), node(row.cells[2])];
      from.near.add(to);
      to.near.add(from);
      return { from, to, how, kind: row.dataset.how };
    });
    const first = nodes.get(figure.dataset.around);
    if (!first) {
      return 0;
    }
    const draw = patterns(svg);
    const levels = [[first]];
    first.level = 0;
    for (let ring = levels[0]; ring.length > 0; ring = levels[levels.length - 1]) {
      const next = [];
      for (const one of ring) {
        for (const other of one.near) {
          if (other.level === undefined) {
            other.level = levels.length;
            next.push(other);
          }
        }
      }
      levels.push(next);
    }
    levels.pop();
    const names = [{ key: 'claim', name: said('Claim') }, { key: 'article', name: said('Article') }, { key: 'source', name: said('Source') }];
    const top = legend(svg, names, width, (into, i, key, x, y) => into.append('path').attr('d', d3.symbol(SHAPES[key], 90)())
      .attr('transform', `translate(${x + 7},${y + 7})`).attr('class', `node ${key}`));
    const around = Math.min(width > 560 ? 130 : 62, width / 5);
    const radius = Math.max(90, Math.min(width / 2 - around, 130 * (levels.length - 1), 300));
    const [cx, cy] = [width / 2, top + radius + 26];
    levels.forEach((level, ring) => {
      // Further rings are nearer to each other: the first one has the lines of all.
      const r = levels.length > 1 ? radius * (ring / (levels.length - 1)) ** 0.7 : 0;
      if (ring > 0) {
        svg.append('circle').attr('class', 'ring').attr('cx', cx).attr('cy', cy).attr('r', r);
      }
      level.forEach((one, i) => {
        one.angle = -Math.PI / 2 + 2 * Math.PI * (i + (ring % 2) * 0.5) / level.length;
        one.x = cx + r * Math.cos(one.angle);
        one.y = cy + r * Math.sin(one.angle);
        one.lower = i % 2 * 12;
      });
    });
    for (const edge of edges) {
      const line = svg.append('g');
      const long = Math.hypot(edge.to.x - edge.from.x, edge.to.y - edge.from.y) || 1;
      const short = (one, other) => [one.x + (other.x - one.x) * 9 / long, one.y + (other.y - one.y) * 9 / long];
      const [[x1, y1], [x2, y2]] = [short(edge.from, edge.to), short(edge.to, edge.from)];
      line.append('line').attr('class', `edge ${edge.kind}`).attr('x1', x1).attr('y1', y1).attr('x2', x2).attr('y2', y2).attr('marker-end', draw.arrow);
      titled(line, `${edge.from.name} ${edge.how} ${edge.to.name}`);
      edge.mark = line;
    }
    const crowded = d3.max(levels, level => level.length) > 28;
    for (const one of nodes.values()) {
      const place = linked(svg, one.href).attr('class', `at ${one === first ? 'first' : ''} ${crowded && one.kind !== 'claim' ? 'quiet' : ''}`);
      place.append('path').attr('d', d3.symbol(SHAPES[one.kind], one === first ? 260 : 110)()).attr('transform', `translate(${one.x},${one.y})`)
        .attr('class', `node ${one.kind}`);
      const side = Math.cos(one.angle);
      const atSide = one.level === 0 || Math.abs(side) < 0.25;
      const name = truncated(one.name, width > 560 ? 22 : 12);
      text(place, one.x + (atSide ? 0 : Math.sign(side) * 11), one.y + (atSide ? (Math.sin(one.angle) > 0 && one.level > 0 ? 20 + one.lower : -11 - one.lower) : 4), name,
        `label ${atSide ? 'middle' : side > 0 ? '' : 'end'}`);
      titled(place, one.told);
      const light = lit => () => edges.filter(edge => edge.from === one || edge.to === one)
        .forEach(edge => edge.mark.classed('lit', lit));
      place.on('mouseenter focus', light(true)).on('mouseleave blur', light(false));
    }
    return cy + radius + 30;
  }

  const shares = (svg, table, width) => columns(svg, table, width, true);
  const plain = (svg, table, width) => columns(svg, table, width);
  const KINDS = { intervals, course, columns: plain, shares, bars, pairs, lines, matrix, rings };

  // ---- As a file, which has its colours in itself.

  const KEPT = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'fill-opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'visibility'];

  function standalone(svg) {
    const copy = svg.cloneNode(true);
    const copies = [copy, ...copy.querySelectorAll('*')];
    [svg, ...svg.querySelectorAll('*')].forEach((own, i) => {
      const style = getComputedStyle(own);
      KEPT.forEach(name => copies[i].setAttribute(name, style.getPropertyValue(name)));
      copies[i].removeAttribute('class');
      if (own.href?.baseVal) {
        copies[i].setAttribute('href', new URL(own.href.baseVal, location.href).href);
      }
    });
    const paper = document.createElementNS(copy.namespaceURI, 'rect');
    Object.entries({ width: '100%', height: '100%', fill: getComputedStyle(document.body).backgroundColor })
      .forEach(([name, value]) => paper.setAttribute(name, value));
    copy.prepend(paper);
    return new XMLSerializer().serializeToString(copy);
  }

  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    Object.assign(document.createElement('a'), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  async function asPng(svg, name) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: svg.clientWidth * 2, height: svg.clientHeight * 2 });
    const context = canvas.getContext('2d');
    context.scale(2, 2);
    context.drawImage(image, 0, 0, svg.clientWidth, svg.clientHeight);
    canvas.toBlob(blob => save(blob, `${name}.png`), 'image/png');
  }

  function downloads(figure, plot) {
    const name = figure.dataset.name || figure.dataset.picture;
    const acts = Object.assign(document.createElement('p'), { className: 'acts' });
    const add = (label, press) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'plain', textContent: label });
      button.addEventListener('click', () => press(plot.querySelector('svg')));
      acts.append(button);
    };
    add(said('Download as SVG'), svg => save(new Blob([standalone(svg)], { type: 'image/svg+xml' }), `${name}.svg`));
    add(said('Download as PNG'), svg => asPng(svg, name));
    figure.append(acts);
  }

  for (const place of navigator.clipboard ? document.querySelectorAll('[data-copy]') : []) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'quiet', textContent: said('Copy') });
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(place.textContent);
      button.textContent = said('Copied');
    });
    place.before(button);
  }

  for (const figure of document.querySelectorAll('figure[data-picture]')) {
    const table = document.getElementById(figure.dataset.of);
    if (!table || table.tBodies[0].rows.length === 0) {
      continue;
    }
    const plot = Object.assign(document.createElement('div'), { className: 'plot' });
    figure.hidden = false;
    figure.querySelector('figcaption').after(plot);
    let width = 0;
    const draw = () => {
      if (plot.clientWidth === 0 || plot.clientWidth === width) {
        return;
      }
      width = plot.clientWidth;
      const svg = d3.create('svg');
      plot.replaceChildren(svg.node());
      const height = KINDS[figure.dataset.picture](svg, table, width, figure);
      // With links in it, it is no single image.
      svg.attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`)
        .attr('role', svg.select('a').empty() ? 'img' : 'group').attr('aria-label', words(figure.querySelector('figcaption')));
      figure.hidden = height === 0;
    };
    draw();
    if (!figure.hidden) {
      new ResizeObserver(draw).observe(plot);
      downloads(figure, plot);
    }
  }
})();
