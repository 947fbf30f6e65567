// Blocks of networks written down from their papers' tables.

import { describe, expect, test } from 'vitest';
import { findLayers } from '../../../../web/src/playground/features/map/find-layers.js';
import {
  itemsBetween,
  lanesOf,
  mapLayout,
  pathTo,
} from '../../../../web/src/playground/features/map/map-layout.js';
import { columnsOf } from '../../../../web/src/playground/network/columns.js';
import { isChain } from '../../../../web/src/playground/network/sources.js';
import {
  type Block,
  type Structure,
  structureOf,
} from '../../../../web/src/playground/network/structure.js';
import type { GraphDescription } from '../../../../web/src/protocol/index.js';
import { tinyVgg } from '../../support/graphs.js';
import { type Drawing, draw, graphOf } from '../../support/networks.js';

function structure(graph: GraphDescription): Structure {
  return structureOf(graph, columnsOf(graph));
}

const blocks = (of: Structure): Block[] =>
  of.stages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'block' ? [part.block] : [])),
  );

const kinds = (of: Structure): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const { kind } of blocks(of)) found[kind] = (found[kind] ?? 0) + 1;
  return found;
};

/** He et al. 2016, table 1: bottlenecks a stage of ResNet-50. */
function resnet50(): GraphDescription {
  const net = draw(3, 224);
  let x = net.conv(net.input, 64, 7, { stride: 2 });
  x = net.pool(net.relu(x), 2);
  [3, 4, 6, 3].forEach((count, stage) => {
    const width = 64 * 2 ** stage;
    for (let i = 0; i < count; i++) {
      const stride = i === 0 && stage > 0 ? 2 : 1;
      let y = net.relu(net.norm(net.conv(x, width, 1)));
      y = net.relu(net.norm(net.conv(y, width, 3, { stride })));
      y = net.norm(net.conv(y, 4 * width, 1));
      const shortcut = i === 0 ? net.norm(net.conv(x, 4 * width, 1, { stride })) : x;
      x = net.relu(net.add(y, shortcut));
    }
  });
  return graphOf(net, net.dense(net.mean(x), 1000));
}

/** Sandler et al. 2018, table 2: expansion, channels, repeats, stride. */
function mobileNetV2(): GraphDescription {
  const net = draw(3, 224);
  let x = net.relu(net.conv(net.input, 32, 3, { stride: 2 }));
  let channels = 32;
  const table = [
    [1, 16, 1, 1],
    [6, 24, 2, 2],
    [6, 32, 3, 2],
    [6, 64, 4, 2],
    [6, 96, 3, 1],
    [6, 160, 3, 2],
    [6, 320, 1, 1],
  ] as const;
  for (const [factor, to, repeats, first] of table) {
    for (let i = 0; i < repeats; i++) {
      const stride = i === 0 ? first : 1;
      const wide = factor * channels;
      let y = factor === 1 ? x : net.relu(net.conv(x, wide, 1));
      y = net.relu(net.conv(y, wide, 3, { stride, groups: wide }));
      y = net.conv(y, to, 1);
      x = stride === 1 && channels === to ? net.add(x, y) : y;
      channels = to;
    }
  }
  x = net.relu(net.conv(x, 1280, 1));
  return graphOf(net, net.dense(net.mean(x), 1000));
}

/** Huang et al. 2017, table 1: DenseNet-121. Every layer reads all before it. */
function densenet121(): GraphDescription {
  const net = draw(3, 224);
  let x = net.pool(net.relu(net.conv(net.input, 64, 7, { stride: 2 })), 2);
  let channels = 64;
  [6, 12, 24, 16].forEach((layers, block) => {
    const features = [x];
    for (let i = 0; i < layers; i++) {
      const joined = i === 0 ? x : net.concat(...features);
      const narrow = net.conv(net.relu(net.norm(joined)), 128, 1);
      features.push(net.conv(net.relu(net.norm(narrow)), 32, 3));
    }
    channels += 32 * layers;
    x = net.norm(net.concat(...features));
    if (block < 3) {
      channels /= 2;
      x = net.pool(net.conv(net.relu(x), channels, 1), 2);
    }
  });
  return graphOf(net, net.dense(net.mean(net.relu(x)), 1000));
}

function inception(net: Drawing, x: string): string {
  const one = net.relu(net.conv(x, 64, 1));
  const three = net.relu(net.conv(net.relu(net.conv(x, 96, 1)), 128, 3));
  const five = net.relu(net.conv(net.relu(net.conv(x, 16, 1)), 32, 5));
  const pooled = net.relu(net.conv(net.pool(x, 1), 32, 1));
  return net.concat(one, three, five, pooled);
}

/** Szegedy et al. 2015: nine inception modules, pooled after the second and the seventh. */
function googlenet(): GraphDescription {
  const net = draw(3, 224);
  let x = net.pool(net.relu(net.conv(net.input, 64, 7, { stride: 2 })), 2);
  x = net.pool(net.relu(net.conv(x, 192, 3)), 2);
  for (let i = 0; i < 9; i++) {
    x = inception(net, x);
    if (i === 1 || i === 6) x = net.pool(x, 2);
  }
  return graphOf(net, net.dense(net.mean(x), 1000));
}

/** Iandola et al. 2016: eight fire modules. */
function squeezenet(): GraphDescription {
  const net = draw(3, 224);
  let x = net.pool(net.relu(net.conv(net.input, 64, 3, { stride: 2 })), 2);
  for (let i = 0; i < 8; i++) {
    const squeezed = net.relu(net.conv(x, 16, 1));
    x = net.concat(net.relu(net.conv(squeezed, 64, 1)), net.relu(net.conv(squeezed, 64, 3)));
    if (i === 1 || i === 3) x = net.pool(x, 2);
  }
  return graphOf(net, net.mean(net.relu(net.conv(x, 1000, 1))));
}

describe('blocks', () => {
  test('ResNet-50: 3 + 4 + 6 + 3 bottlenecks, each with the activation behind it', () => {
    const found = structure(resnet50());
    expect(kinds(found)).toEqual({ residual: 16 });
    const sizes = found.stages.filter(({ parts }) => parts.some(({ kind }) => kind === 'block'));
    expect(
      sizes.map(({ size, parts }) => [
        size?.[0],
        parts.filter(({ kind }) => kind === 'block').length,
      ]),
    ).toEqual([
      [56, 3],
      [28, 4],
      [14, 6],
      [7, 3],
    ]);
    const graph = resnet50();
    const columns = columnsOf(graph);
    expect(
      blocks(structure(graph)).every(
        ({ columns: members }) => columns[members.at(-1) ?? 0]?.op === 'Relu',
      ),
    ).toBe(true);
  });

  test('MobileNetV2: 17 inverted residuals, 10 of them with a shortcut', () => {
    const graph = mobileNetV2();
    const found = structure(graph);
    expect(kinds(found)).toEqual({ 'inverted residual': 17 });
    const columns = columnsOf(graph);
    const adds = blocks(found).filter(({ columns: members }) =>
      members.some((c) => columns[c]?.op === 'Add'),
    );
    expect(adds).toHaveLength(10);
  });

  test('DenseNet-121: four dense blocks, whatever runs through them', () => {
    expect(kinds(structure(densenet121()))).toEqual({ dense: 4 });
  });

  test('GoogLeNet: nine inceptions; SqueezeNet: eight fires', () => {
    expect(kinds(structure(googlenet()))).toEqual({ inception: 9 });
    expect(kinds(structure(squeezenet()))).toEqual({ fire: 8 });
  });

  test('x · sigmoid(x) is an activation; a pooled branch that scales is squeeze and excite', () => {
    const net = draw(8, 16);
    const swish = (x: string) => net.mul(x, net.sigmoid(x));
    let x = swish(net.conv(net.input, 8, 3));
    x = net.mul(x, net.sigmoid(net.conv(net.mean(x), 8, 1)));
    const found = structure(graphOf(net, net.dense(net.mean(net.conv(x, 8, 3)), 10)));
    expect(kinds(found)).toEqual({ 'squeeze and excite': 1 });
  });

  test('a chain has no blocks, and weights are not read as data', () => {
    expect(blocks(structure(tinyVgg()))).toEqual([]);
    for (const [graph, chain] of [
      [tinyVgg(), true],
      [resnet50(), false],
    ] as const)
      expect(isChain(graph, columnsOf(graph))).toBe(chain);
  });
});

const every = [resnet50(), mobileNetV2(), densenet121(), googlenet(), squeezenet()];

describe.each(every.map((graph) => [graph.producer, graph] as const))(
  'layout of %s',
  (_, graph) => {
    const columns = columnsOf(graph);
    const found = structureOf(graph, columns);
    const all = new Set(blocks(found).map(({ id }) => id));

    test('every layer is in the structure once, in running order', () => {
      const members = found.stages.flatMap(({ parts }) =>
        parts.flatMap((part) => (part.kind === 'layer' ? [part.column] : part.block.columns)),
      );
      expect(members).toEqual(columns.map(({ index }) => index));
    });

    test.each([340, 1200])(
      '%d px wide: open, no two boxes overlap, and all are inside',
      (width) => {
        const layout = mapLayout(found, columns, { width, toggled: all });
        const boxes = layout.items.filter(({ kind }) => kind === 'layer');
        expect(boxes).toHaveLength(columns.length);
        for (const box of boxes) {
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(width);
          expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
        }
        const sorted = [...boxes].sort((a, b) => a.y - b.y);
        sorted.forEach((box, i) => {
          for (const other of sorted.slice(i + 1)) {
            if (other.y >= box.y + box.height) break;
            expect(other.x >= box.x + box.width || box.x >= other.x + other.width).toBe(true);
          }
        });
      },
    );

    test('open, there is a line for every value that is read, and it leads down', () => {
      const layout = mapLayout(found, columns, { width: 900, toggled: all });
      const read = found.sources.reduce((sum, sources) => sum + sources.length, 0);
      expect(layout.edges).toHaveLength(read);
      expect(layout.edges.every(({ from, to }) => to.y > from.y)).toBe(true);
    });

    test('shut, a block is one box', () => {
      const layout = mapLayout(found, columns, { width: 900, toggled: new Set() });
      expect(layout.items.filter(({ kind }) => kind === 'block')).toHaveLength(all.size);
    });

    test('each layer can be reached', () => {
      for (const { index } of columns) {
        const path = new Set(pathTo(found, index, new Set()));
        const { items } = mapLayout(found, columns, { width: 900, toggled: path });
        expect(items.some(({ id }) => id === `layer-${index}`)).toBe(true);
      }
    });
  },
);

test('a shut stage is one box, and its layers are found behind it', () => {
  const graph = resnet50();
  const columns = columnsOf(graph);
  const found = structureOf(graph, columns);
  const [stage] = found.stages.filter(({ size }) => size?.[0] === 28);
  const toggled = new Set([stage?.id ?? '']);
  const { items } = mapLayout(found, columns, { width: 900, toggled });
  expect(items.filter(({ id }) => id === `whole-${stage?.id}`)).toHaveLength(1);
  const part = stage?.parts[0];
  const column = part?.kind === 'block' ? (part.block.columns[0] as number) : 0;
  expect(pathTo(found, column, toggled)).toEqual([
    stage?.id,
    part?.kind === 'block' ? part.block.id : '',
  ]);
});

test('lanes: a branch keeps its own, and the join comes after the longest', () => {
  // 0 -> 1 -> 2 -> 5, 0 -> 3 -> 5, 0 -> 5; 4 is not in the block.
  const sources = [[], [0], [1], [0], [], [2, 3, 0]];
  const { rank, lane, ranks, lanes } = lanesOf([1, 2, 3, 5], sources);
  expect([1, 2, 3, 5].map((c) => [rank.get(c), lane.get(c)])).toEqual([
    [0, 0],
    [1, 0],
    [0, 1],
    [2, 0],
  ]);
  expect([ranks, lanes]).toEqual([3, 2]);
});

test('thousands of branches stand one below the other, each with room for its name', () => {
  const net = draw(4, 8);
  const branches = Array.from({ length: 3000 }, () => net.relu(net.input));
  const graph = graphOf(net, net.mean(net.concat(...branches)));
  const columns = columnsOf(graph);
  const found = structureOf(graph, columns);
  const all = new Set(blocks(found).map(({ id }) => id));
  const { items } = mapLayout(found, columns, { width: 900, toggled: all });
  const boxes = items.filter(({ kind }) => kind === 'layer');
  expect(boxes).toHaveLength(columns.length);
  expect(boxes.every(({ width }) => width > 200)).toBe(true);
});

test('what is between two heights, open frames included', () => {
  const graph = googlenet();
  const columns = columnsOf(graph);
  const found = structureOf(graph, columns);
  const all = new Set(blocks(found).map(({ id }) => id));
  const layout = mapLayout(found, columns, { width: 900, toggled: all });
  const some = itemsBetween(layout, 1000, 1500);
  expect(some.length).toBeGreaterThan(3);
  expect(some.length).toBeLessThan(40);
  for (const item of layout.items) {
    const isIn = item.y <= 1500 && item.y + item.height >= 1000;
    if (isIn) expect(some).toContain(item);
  }
});

test('layers are found by the words of their name and operator', () => {
  const columns = columnsOf(tinyVgg());
  const named = (query: string) => findLayers(columns, query).map((index) => columns[index]?.name);
  expect(named('CONV 2')).toEqual(['conv_1_2', 'conv_2_1', 'conv_2_2']);
  expect(named('maxpool')).toEqual(['max_pool_1', 'max_pool_2']);
  expect(named('')).toEqual([]);
});
