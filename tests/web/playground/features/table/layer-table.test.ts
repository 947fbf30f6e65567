import { describe, expect, test } from 'vitest';
import {
  filterRows,
  layerRows,
  sortRows,
  tableCsv,
  totalsOf,
} from '../../../../../web/src/playground/features/table/layer-table.js';
import { csvText } from '../../../../../web/src/playground/kit/csv.js';
import { measured, value } from '../../../support/app.js';
import { node, tinyVgg } from '../../../support/graphs.js';

const graph = tinyVgg();
const run = {
  timings: graph.nodes.map((_, index) => (index === 0 ? 3 : index === 2 ? 1 : 0)),
  statistics: measured({
    conv_1_1: value([1, 10, 62, 62], (i) => (i === 0 ? -2 : 0)),
    relu_1_1: value([1, 10, 62, 62], (i) => (i === 0 ? 5 : 1)),
    conv_1_2: value([1, 2], () => Number.NaN),
  }),
};
const rows = layerRows(graph, run);
const names = (list: typeof rows) => list.map(({ name }) => name);

test('a row says what the layer is, what it costs and what it gave', () => {
  expect(rows[0]).toMatchObject({
    node: 0,
    op: 'Conv',
    name: 'conv_1_1',
    settings: '3 × 3 kernel, stride 1, no padding',
    shape: [1, 10, 62, 62],
    params: 280,
    macs: 1037880,
    ms: 3,
    share: 0.75,
    bytes: 153760,
  });
  expect(rows[0]?.statistics).toMatchObject({ min: -2, max: 0, zeros: 38439 });
  // Not measured: nothing is made up.
  expect(rows.at(-1)).toMatchObject({ bytes: undefined, statistics: undefined });
  expect(layerRows(graph, { timings: [], statistics: new Map() })[0]).toMatchObject({
    ms: undefined,
    share: undefined,
  });
});

describe('sorting', () => {
  test('by a number, both ways, with the unknown last', () => {
    const by = (isDescending: boolean) => names(sortRows(rows, { key: 'max', isDescending }));
    expect(by(true).slice(0, 2)).toEqual(['relu_1_1', 'conv_1_1']);
    expect(by(false).slice(0, 2)).toEqual(['conv_1_1', 'relu_1_1']);
    // NaN alone has no maximum, and stays where it runs among the unknown.
    expect(by(true)[2]).toBe('conv_1_2');
    expect(by(false)[2]).toBe('conv_1_2');
  });

  test('equal ones stay in running order', () => {
    const byOp = sortRows(rows, { key: 'op', isDescending: false });
    const convs = byOp.filter(({ op }) => op === 'Conv');
    expect(names(convs)).toEqual(['conv_1_1', 'conv_1_2', 'conv_2_1', 'conv_2_2']);
    expect(sortRows(rows, { key: 'order', isDescending: true })[0]?.node).toBe(rows.length - 1);
  });
});

test('every word of a filter has to be there', () => {
  expect(names(filterRows(rows, 'conv 2_'))).toEqual(['conv_2_1', 'conv_2_2']);
  expect(names(filterRows(rows, 'WINDOW'))).toEqual(['max_pool_1', 'max_pool_2']);
  expect(filterRows(rows, ' ')).toHaveLength(rows.length);
  expect(filterRows(rows, 'nothing')).toEqual([]);
});

test('totals are those of the network', () => {
  expect(totalsOf(rows)).toEqual({
    params: 19920,
    macs: 5608780,
    ms: 4,
    bytes: 153760 + 153760 + 8,
  });
});

describe('CSV', () => {
  test('a line a layer, numbers in full, the unknown empty', () => {
    const lines = tableCsv(rows).split('\r\n');
    expect(lines).toHaveLength(rows.length + 2);
    expect(lines[1]).toBe(
      '0,Conv,conv_1_1,"3 × 3 kernel, stride 1, no padding",1 x 10 x 62 x 62,280,1037880,3,0.75,153760,-2,-0.0000520291363163371,0,38439,0'.replace(
        '-0.0000520291363163371',
        String(-2 / 38440),
      ),
    );
    expect(lines[3]?.endsWith(',8,,,,0,2')).toBe(true);
  });

  test('a name is neither a formula nor a second cell', () => {
    const evil = node({ name: '=HYPERLINK("http://x","y")\n', op: 'Relu' }, 'x', [[1], [1]]);
    const [row] = layerRows({ ...graph, nodes: [evil] }, { timings: [], statistics: new Map() });
    const text = tableCsv(row ? [row] : []);
    expect(text).toContain(`"'=HYPERLINK(""http://x"",""y"")\n"`);
    expect(csvText([['-1', '@x', 'a,b', -1, undefined]])).toBe(`'-1,'@x,"a,b",-1,\r\n`);
  });
});

test('a layer is found by the name that learners have for its kind', () => {
  expect(names(filterRows(rows, 'fully connected'))).toEqual(['dense']);
});
