// The tables that are printed.

/**
 * columns: [{ title, of(row) → string, left }]. Columns are as wide as their widest cell; `groups`
 * names the property whose change is marked by an empty line.
 */
export function table(columns, rows, group) {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ of }) => of(row))),
  ];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  const pad = (text, column) =>
    columns[column].left ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  const lines = cells.map((line) => line.map(pad).join('  ').trimEnd());
  return lines
    .flatMap((line, index) => {
      const [before, now] = [rows[index - 2]?.[group], rows[index - 1]?.[group]];
      return index > 1 && before !== now ? ['', line] : [line];
    })
    .join('\n');
}

/** Three digits that mean something, or a dash for what cannot be had. */
export function digits(value) {
  if (value === null || value === undefined) return '–';
  const decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toFixed(decimals);
}

const text = (title, key) => ({ title, of: (row) => String(row[key]), left: true });
const number = (title, of) => ({ title, of: (row) => digits(of(row)) });

/** Median against that of cnn-playground at as many threads; above 1 is slower. */
export function ratio(row, rows) {
  const ours = rows.find(
    ({ model, engine, threads }) =>
      model === row.model && threads === row.threads && engine === 'cnn-playground',
  );
  return ours ? row.median / ours.median : null;
}

/** rows: those of --json. */
export function speedTable(rows) {
  const columns = [
    text('model', 'model'),
    text('engine', 'engine'),
    { title: 'threads', of: (row) => String(row.threads) },
    number('median ms', (row) => row.median),
    number('min ms', (row) => row.min),
    number('ratio', (row) => ratio(row, rows)),
    number('load ms', (row) => row.load),
    number('gzip kB', (row) => row.bytes / 1000),
    number('memory MB', (row) => (row.memory === null ? null : row.memory / 1e6)),
  ];
  return table(columns, rows, 'model');
}

/** rows: [{ model, op, nodes, ms, macs, gflops, share }]. */
export function operatorTable(rows) {
  const columns = [
    text('model', 'model'),
    text('operator', 'op'),
    { title: 'nodes', of: (row) => String(row.nodes) },
    number('ms', (row) => row.ms),
    number('million MACs', (row) => (row.macs > 0 ? row.macs / 1e6 : null)),
    number('GFLOP/s', (row) => row.gflops),
    {
      title: 'of peak',
      of: ({ share }) => (share === null ? '–' : `${Math.round(share * 100)} %`),
    },
  ];
  return table(columns, rows, 'model');
}

/** What the numbers were measured with, a line each. */
export function environmentLines({ cpu, cores, chromium, versions, modules, peak, runs }) {
  const engines = Object.entries(versions).map(([engine, version]) => `${engine} ${version}`);
  const relaxed = peak.relaxed === null ? '' : `, ${digits(peak.relaxed)} with relaxed SIMD`;
  return [
    `${cpu}, ${cores} cores; Chromium ${chromium}, headless`,
    engines.join(', ') + (modules.length > 0 ? ` (${modules.join(', ')})` : ''),
    `f32x4 peak of one thread: ${digits(peak.simd)} GFLOP/s${relaxed}`,
    `${runs} timed runs a row, from the call on the page to its answer there, interleaved`,
  ];
}
