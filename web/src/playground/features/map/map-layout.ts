// The map of a deep network: stages, blocks and layers from top to bottom, branches side by side. Linear
// in layers and edges; everything in CSS pixels from the top left corner.

import type { Column } from '../../network/columns.js';
import { kindOf } from '../../network/kinds.js';
import type { Block, Stage, Structure } from '../../network/structure.js';

export type ItemKind = 'stage' | 'block' | 'head' | 'layer';

/** Something that can be seen, and has the focus in turn. */
export interface MapItem {
  id: string;
  /** stage: a heading; block: a whole block in one box; head: the heading of an open block. */
  kind: ItemKind;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Of a layer; of a block the last one, whose value stands for it. */
  column?: number;
  block?: Block;
  stage?: Stage;
  /** Frame of an open block, from its heading down. */
  frame?: { y: number; height: number };
}

export interface MapEdge {
  from: { x: number; y: number };
  to: { x: number; y: number };
  /** Where the line runs down beside what it passes by; undefined for neighbours. */
  side?: number;
}

export interface MapLayout {
  items: readonly MapItem[];
  /** By their upper end. */
  edges: readonly MapEdge[];
  width: number;
  height: number;
}

export const METRICS = {
  /** Between boxes: lines are drawn there. */
  gap: 18,
  stage: 34,
  head: 28,
  box: 56,
  /** A layer beside others has its maps below its name. */
  narrow: 104,
  /** Room beside a block for the lines that pass it by. */
  side: 44,
  inset: 12,
} as const;

/** A map narrower than this has no room for maps beside the words. */
const SMALL = 520;

interface Builder {
  columns: readonly Column[];
  sources: Structure['sources'];
  width: number;
  items: MapItem[];
  edges: MapEdge[];
  y: number;
  /** Height of a box as wide as the map, and the room beside it. */
  box: number;
  side: number;
  /** Lower end of the last box. */
  last: number;
  /** Lower middle of the box that shows each column. */
  ends: Map<number, { x: number; y: number }>;
}

function top({ x, y, width }: MapItem): { x: number; y: number } {
  return { x: x + width / 2, y };
}

function bottom({ x, y, width, height }: MapItem): { x: number; y: number } {
  return { x: x + width / 2, y: y + height };
}

/** Lines from what the columns of a box read to the box; side: for those that pass others by. */
function connect(
  build: Builder,
  item: MapItem,
  readers: readonly number[],
  side: (source: number, from: { x: number; y: number }) => number | undefined,
): void {
  const inside = new Set(readers);
  const sources = new Set(readers.flatMap((column) => build.sources[column] ?? []));
  for (const source of sources) {
    const from = build.ends.get(source);
    if (!from || inside.has(source)) continue;
    const beside = side(source, from);
    build.edges.push({ from, to: top(item), ...(beside === undefined ? {} : { side: beside }) });
  }
  for (const column of readers) build.ends.set(column, bottom(item));
}

function addWide(
  build: Builder,
  item: Omit<MapItem, 'x' | 'y' | 'width'>,
  readers: number[],
): void {
  const { side } = build;
  const placed = { ...item, x: side, y: build.y, width: build.width - 2 * side };
  build.items.push(placed);
  // A line from above the box before this one runs beside it.
  const before = build.last;
  connect(build, placed, readers, (_, from) =>
    from.y < before ? build.width - side / 2 : undefined,
  );
  build.last = placed.y + placed.height;
  build.y += placed.height + METRICS.gap;
}

interface Lanes {
  rank: Map<number, number>;
  lane: Map<number, number>;
  /** By lane: the ranks that hold a box, from the first on. */
  taken: number[][];
  ranks: number;
  lanes: number;
}

/** Ranks: the longest way from the block's start. Lanes: a branch keeps its own, a join takes the first. */
export function lanesOf(columns: readonly number[], sources: Structure['sources']): Lanes {
  const rank = new Map<number, number>();
  const lane = new Map<number, number>();
  const continued = new Set<number>();
  const taken = new Set<string>();
  // By rank: lanes below are taken.
  const freeFrom = new Map<number, number>();
  let lanes = 0;
  let ranks = 0;
  for (const column of columns) {
    const before = (sources[column] ?? []).filter((source) => rank.has(source));
    const own = before.reduce((most, source) => Math.max(most, (rank.get(source) ?? 0) + 1), 0);
    const free = before.find((source) => !continued.has(source));
    let place =
      before.length > 1
        ? Math.min(...before.map((source) => lane.get(source) ?? 0))
        : lane.get(free ?? -1);
    place ??= 0;
    if (taken.has(`${own} ${place}`)) {
      place = Math.max(place, freeFrom.get(own) ?? 0);
      while (taken.has(`${own} ${place}`)) place++;
      freeFrom.set(own, place + 1);
    }
    if (free !== undefined) continued.add(free);
    taken.add(`${own} ${place}`);
    rank.set(column, own);
    lane.set(column, place);
    lanes = Math.max(lanes, place + 1);
    ranks = Math.max(ranks, own + 1);
  }
  const held: number[][] = Array.from({ length: lanes }, () => []);
  for (const [column, row] of rank) held[lane.get(column) ?? 0]?.push(row);
  for (const rows of held) rows.sort((a, b) => a - b);
  return { rank, lane, taken: held, ranks, lanes };
}

/** More branches than that have no room side by side: they stand one below the other. */
const MOST_LANES = 16;

function oneLane(columns: readonly number[]): Lanes {
  const ranks = columns.map((_, row) => row);
  return {
    rank: new Map(columns.map((column, row) => [column, row])),
    lane: new Map(columns.map((column) => [column, 0])),
    taken: [ranks],
    ranks: columns.length,
    lanes: 1,
  };
}

/** True where a line from the source would cross a box: between the two in the source's lane, or its own. */
function passesOthers({ rank, lane, taken }: Lanes, column: number): (source: number) => boolean {
  const [to, own] = [rank.get(column) ?? 0, lane.get(column) ?? 0];
  return (source) => {
    const from = rank.get(source) ?? -1;
    const next = firstAbove(taken[lane.get(source) ?? own] ?? [], from);
    return next !== undefined && next < to;
  };
}

/** The least of sorted numbers that is above the bound, by halves: blocks may have thousands of lines. */
function firstAbove(sorted: readonly number[], bound: number): number | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) > bound) high = middle;
    else low = middle + 1;
  }
  return sorted[low];
}

/** The rank where all branches have met: from there on a box is as wide as the block. */
function joinOf(
  columns: readonly number[],
  sources: Structure['sources'],
  rank: ReadonlyMap<number, number>,
): number {
  let joined = Number.POSITIVE_INFINITY;
  for (const column of columns) {
    const isJoin = (sources[column] ?? []).length > 1;
    if (isJoin) joined = rank.get(column) ?? joined;
  }
  let ranks = 0;
  for (const row of rank.values()) ranks = Math.max(ranks, row);
  const after = columns.filter((column) => (rank.get(column) ?? 0) >= joined);
  return after.length === ranks - joined + 1 ? joined : Number.POSITIVE_INFINITY;
}

/** A branch of one lane beside a shortcut is as wide as the others; real branches share the room. */
function addOpenBlock(build: Builder, block: Block): void {
  const { inset, head, gap, narrow } = METRICS;
  const { box, side } = build;
  const start = build.y;
  const heading: MapItem = {
    id: block.id,
    kind: 'head',
    block,
    x: side / 2,
    y: start,
    width: build.width - side,
    height: head,
  };
  build.items.push(heading);
  const branched = lanesOf(block.columns, build.sources);
  const found = branched.lanes > MOST_LANES ? oneLane(block.columns) : branched;
  const { rank, lane, ranks, lanes } = found;
  const height = lanes > 1 ? narrow : box;
  const left = side + inset;
  const room = build.width - 2 * left;
  const pitch = room / lanes;
  const first = start + head + gap;
  const joined = joinOf(block.columns, build.sources, rank);
  for (const column of block.columns) {
    const [row, place] = [rank.get(column) ?? 0, lane.get(column) ?? 0];
    const isAlone = lanes > 1 && row >= joined;
    const item: MapItem = {
      id: `layer-${column}`,
      kind: 'layer',
      column,
      x: left + place * pitch + (isAlone ? 0 : 4),
      y: first + row * (height + gap),
      width: isAlone ? room : Math.max(pitch - 8, 20),
      height: isAlone ? box : height,
    };
    build.items.push(item);
    const passes = passesOthers(found, column);
    connect(build, item, [column], (source) =>
      passes(source) ? left + room + inset + 4 : undefined,
    );
  }
  const last = lanes > 1 && ranks > joined ? box : height;
  const end = first + (ranks - 1) * (height + gap) + last + inset;
  build.last = end - inset;
  heading.frame = { y: start, height: end - start };
  build.y = end + gap;
}

function addStage(build: Builder, stage: Stage, number: number): void {
  build.items.push({
    id: stage.id,
    kind: 'stage',
    stage,
    x: 0,
    y: build.y,
    width: build.width,
    height: METRICS.stage,
  });
  build.y += METRICS.stage + (number === 0 ? 4 : METRICS.gap);
}

function lastOf(stage: Stage): number {
  const part = stage.parts.at(-1);
  if (!part) return 0;
  return part.kind === 'layer' ? part.column : (part.block.columns.at(-1) ?? 0);
}

function columnsOf(stage: Stage): number[] {
  return stage.parts.flatMap((part) =>
    part.kind === 'layer' ? [part.column] : part.block.columns,
  );
}

/**
 * toggled: ids of stages that are shut and of blocks that are open: a network starts with its blocks in one box
 * each. A shut stage is one box.
 */
export function mapLayout(
  structure: Structure,
  columns: readonly Column[],
  { width, toggled }: { width: number; toggled: ReadonlySet<string> },
): MapLayout {
  const build: Builder = {
    columns,
    sources: structure.sources,
    width,
    items: [],
    edges: [],
    y: 0,
    // On a phone the maps stand below the words.
    box: width < SMALL ? METRICS.narrow : METRICS.box,
    side: width < SMALL ? METRICS.side / 2 : METRICS.side,
    last: 0,
    ends: new Map(),
  };
  structure.stages.forEach((stage, number) => {
    addStage(build, stage, number);
    if (toggled.has(stage.id)) {
      const members = columnsOf(stage);
      const box = { id: `whole-${stage.id}`, kind: 'block' as const, height: build.box };
      addWide(build, { ...box, stage, column: lastOf(stage) }, members);
      return;
    }
    for (const part of stage.parts) {
      if (part.kind === 'layer') {
        const { column } = part;
        addWide(build, { id: `layer-${column}`, kind: 'layer', column, height: build.box }, [
          column,
        ]);
      } else if (toggled.has(part.block.id)) addOpenBlock(build, part.block);
      else {
        const { block } = part;
        const column = block.columns.at(-1) ?? 0;
        const box = { id: block.id, kind: 'block' as const, block, column, height: build.box };
        addWide(build, box, [...block.columns]);
      }
    }
  });
  const edges = [...build.edges].sort((a, b) => a.from.y - b.from.y);
  return { items: build.items, edges, width, height: build.y };
}

/** Items between two heights. Frames of open blocks count: their items lie near their headings. */
export function itemsBetween({ items }: MapLayout, from: number, to: number): MapItem[] {
  return items.filter(({ y, height, frame }) => {
    const end = frame ? frame.y + frame.height : y + height;
    return end >= from && y <= to;
  });
}

/** Ids that have to be toggled so that the layer has a box of its own. */
export function pathTo(
  structure: Structure,
  column: number,
  toggled: ReadonlySet<string>,
): string[] {
  for (const stage of structure.stages) {
    for (const part of stage.parts) {
      const isHere =
        part.kind === 'layer' ? part.column === column : part.block.columns.includes(column);
      if (!isHere) continue;
      const path = toggled.has(stage.id) ? [stage.id] : [];
      if (part.kind === 'block' && !toggled.has(part.block.id)) path.push(part.block.id);
      return path;
    }
  }
  return [];
}

/** Columns whose name, operator or value's name holds every word of the query, in running order. */
export function findLayers(columns: readonly Column[], query: string): number[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return columns.flatMap(({ name, op, value, index }) => {
    const text = `${op} ${kindOf(op)} ${name} ${value}`.toLowerCase();
    return words.every((word) => text.includes(word)) ? [index] : [];
  });
}
