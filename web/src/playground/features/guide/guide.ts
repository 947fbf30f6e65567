// The guided path from the picture to the answer, made of the network and the picture that are open.

import { percent, shapeText } from '../../kit/format.js';
import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { describeSettings } from '../../network/describe.js';
import type { NodeDescription } from '../../network/network.js';
import { dependsOn } from '../../network/receptive-field.js';
import { boxOf, cellIndex, cellOf } from '../../network/regions.js';
import { isActivation, isCut, isMean, isSameOrder, slides, weightOf } from '../../network/roles.js';
import { currentAnswer } from '../answer/index.js';
import { preprocessSentence } from '../input-form/index.js';
import { type Words, words } from './words-en.js';

export type GuideTarget =
  | { kind: 'picture' | 'input' | 'prediction' | 'editor' }
  /** sum: with its strongest cell open. */
  | { kind: 'layer' | 'sum'; column: number };

export interface GuideStep extends Words {
  target: GuideTarget;
}

const area = ({ layout }: Column): number => layout.height * layout.width;

interface Network {
  state: AppState;
  columns: readonly Column[];
}

type Test = (node: NodeDescription) => boolean;

const isConvolution: Test = (node) => slides(node) && weightOf(node) !== undefined;
const isDense: Test = (node) => !slides(node) && weightOf(node) !== undefined;

function nodeOf({ state }: Network, { node }: Column): NodeDescription | undefined {
  return node === undefined ? undefined : state.model?.info.graph.nodes[node];
}

/** Of a column: false for the input. */
function is(network: Network, test: Test): (column: Column) => boolean {
  return (column) => {
    const node = nodeOf(network, column);
    return node !== undefined && test(node);
  };
}

function settingsOf(network: Network, column: Column): string {
  const found = nodeOf(network, column);
  return found ? describeSettings(found) : '';
}

/** The input's cells that the middle cell of the layer depends on, and all that there are. */
function seenBy({ state, columns }: Network, column: Column) {
  const graph = state.model?.info.graph;
  const input = columns[0];
  const node = column.node === undefined ? undefined : graph?.nodes[column.node];
  const shape = node?.outputShapes[0];
  if (!graph || !input || !shape || column.layout.flat) return undefined;
  const { height, width } = column.layout;
  const index = cellIndex(shape, 0, height >> 1, width >> 1);
  const box = boxOf(dependsOn(graph, column.value, cellOf(shape, index)).get(input.value));
  if (!box) return undefined;
  const { layout } = input;
  return {
    cells: [box.height, box.width] as const,
    of: [layout.height, layout.width] as const,
  };
}

function beginning(network: Network): GuideStep[] {
  const { state, columns } = network;
  const [input] = columns;
  const info = state.model?.info;
  const steps: GuideStep[] = [
    { ...words.picture(state.snapshot?.picture.name ?? ''), target: { kind: 'picture' } },
  ];
  if (input && info) {
    const how = preprocessSentence(info.preprocess);
    steps.push({ ...words.input(shapeText(input.shape), how), target: { kind: 'input' } });
  }
  const first = columns.find(is(network, isConvolution));
  if (!first) return steps;
  const { name, shape, index, layout } = first;
  const settings = settingsOf(network, first);
  const layer = { name, settings, shape: shapeText(shape), maps: layout.channels };
  steps.push({ ...words.convolution(layer), target: { kind: 'layer', column: index } });
  steps.push({ ...words.sum(name), target: { kind: 'sum', column: index } });
  return steps;
}

function middle(network: Network): GuideStep[] {
  const { state, columns } = network;
  const steps: GuideStep[] = [];
  const at = ({ index }: Column) => ({ target: { kind: 'layer' as const, column: index } });
  const active = columns.find(is(network, isActivation));
  if (active) {
    const of = state.snapshot?.statistics.get(active.value);
    const zeros = of && of.zeros > 0 ? percent(of.zeros / of.elements) : undefined;
    const { name, op } = active;
    steps.push({
      ...words.activation({ name, op, zeros, isCut: isCut(nodeOf(network, active)) }),
      ...at(active),
    });
  }
  const first = columns.find(is(network, isConvolution));
  const maps = columns.filter(({ layout }) => !layout.flat);
  const smaller = maps.find((column, place) => {
    const before = maps[place - 1];
    return before && column.index > (first?.index ?? 0) && 2 * area(column) < area(before);
  });
  const before = smaller && maps[maps.indexOf(smaller) - 1];
  if (smaller && before) {
    const layer = {
      name: smaller.name,
      from: shapeText(before.shape),
      to: shapeText(smaller.shape),
    };
    steps.push({ ...words.smaller(layer), ...at(smaller) });
  }
  const last = columns.filter(({ layout }) => !layout.flat).findLast(is(network, isConvolution));
  if (last && last !== first) {
    const { name, shape } = last;
    const layer = { name, shape: shapeText(shape), sees: seenBy(network, last) };
    steps.push({ ...words.deeper(layer), ...at(last) });
  }
  return steps;
}

/** From maps to a list, and from the list to scores: one step, shown at the layer of the scores. */
function scores(network: Network): GuideStep[] {
  const { columns } = network;
  const lastMaps = columns.findLastIndex(({ layout }) => !layout.flat);
  const after = columns.slice(lastMaps + 1);
  const isMeans = is(network, isMean);
  const vector = after.find(isMeans) ?? after.find(is(network, isSameOrder));
  const dense = after.findLast(is(network, isDense));
  const shown = dense ?? vector;
  if (!shown) return [];
  const list =
    vector &&
    words.vector({
      name: vector.name,
      isMean: isMeans(vector),
      shape: shapeText(vector.shape),
    });
  const weighed = dense && words.scores({ name: dense.name, classes: dense.shape.at(-1) ?? 0 });
  const title = (weighed ?? list)?.title ?? '';
  const text = [list?.text, weighed?.text].filter(Boolean).join(' ');
  return [{ title, text, target: { kind: 'layer', column: shown.index } }];
}

function ending(network: Network): GuideStep[] {
  const { state } = network;
  const first = currentAnswer(state)?.predictions[0];
  // The step is about the softmax itself, whose share the page may show calibrated.
  const raw = state.snapshot?.scores?.raw;
  const answer = first && {
    label: first.label,
    share: percent(raw?.[first.index] ?? first.probability),
    calibrated: raw && percent(first.probability),
  };
  return [
    ...scores(network),
    { ...words.answer(answer), target: { kind: 'prediction' } },
    { ...words.change(), target: { kind: 'editor' } },
  ];
}

/** Stands for a network that is not there. */
const NONE = {};

const lastSteps = lastOf<GuideStep[]>();

/** What a network does not have is left out. Remembers the last ones: they are asked for every frame. */
export function guideSteps(state: AppState): GuideStep[] {
  const { model, snapshot } = state;
  return lastSteps(model ?? NONE, [snapshot?.id], () => {
    const network = { state, columns: model?.columns ?? [] };
    return [...beginning(network), ...middle(network), ...ending(network)];
  });
}
