// The guided path from the picture to the answer, made of the network and the picture that are open.

import { percent, shapeText, shortFloat } from '../../kit/format.js';
import { lastOf } from '../../kit/last-of.js';
import type { AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { isActivation, isCut, isMean, isSameOrder, slides } from '../../network/roles.js';
import { isConvolution } from '../../network/structure.js';
import { currentAnswer } from '../answer/index.js';
import { preprocessSentence } from '../input-form/index.js';
import { mostCutChannel, numbersToChoose, speakingChannel } from './guide-choices.js';
import { area, is, isDense, type Network, nodeOf, seenBy, settingsOf } from './guide-network.js';
import { mapsQuestion, type Question, sharesQuestion } from './guide-questions.js';
import { type Words, words } from './words-en.js';

export type GuideTarget =
  | { kind: 'picture' | 'input' | 'network' | 'prediction' | 'editor' }
  /**
   * sum: with its strongest cell open, which walks on where it plays. channel: undefined for the strongest one.
   */
  | { kind: 'layer' | 'sum'; column: number; channel?: number | undefined; plays?: boolean };

export interface GuideStep extends Words {
  target: GuideTarget;
  question?: Question | undefined;
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
    steps.push({ ...words.network(info.graph.nodes.length), target: { kind: 'network' } });
  }
  const first = columns.find(is(network, isConvolution));
  if (!first) return steps;
  const { name, shape, index, layout } = first;
  const settings = settingsOf(network, first);
  const layer = { name, settings, shape: shapeText(shape), maps: layout.channels };
  const question = input && mapsQuestion(name, layout.channels, input.layout.channels);
  steps.push({ ...words.convolution(layer), question, target: { kind: 'layer', column: index } });
  steps.push({ ...words.sum(name), target: { kind: 'sum', column: index } });
  return steps;
}

/** What becomes of numbers below zero, seen in the channel that has most of them. */
function activation(network: Network): GuideStep[] {
  const { state, columns } = network;
  const active = columns.find(is(network, isActivation));
  if (!active) return [];
  const of = state.snapshot?.statistics.get(active.value);
  const zeros = of && of.zeros > 0 ? percent(of.zeros / of.elements) : undefined;
  const { name, op, index, layout } = active;
  const cuts = isCut(nodeOf(network, active));
  const before = state.snapshot?.values.get(columns[index - 1]?.value ?? '');
  const most = cuts && before && !layout.flat ? mostCutChannel(before, layout.channels) : undefined;
  const cut = most && { channel: most.channel, share: percent(most.share) };
  const question = cuts
    ? { ask: words.askBelowZero(name), options: words.belowZero, right: 0 }
    : undefined;
  return [
    {
      ...words.activation({ name, op, zeros, isCut: cuts, cut }),
      question,
      target: { kind: 'layer', column: index, channel: most?.channel },
    },
  ];
}

/** How much of the input a cell sees: its kernel's size, what it is, or all of it. */
function viewQuestion(network: Network, last: Column): Question | undefined {
  const sees = seenBy(network, last);
  const kernel = nodeOf(network, last)?.attributes.kernel_shape;
  const side = Array.isArray(kernel) ? Number(kernel[0]) : undefined;
  if (!sees || side === undefined) return undefined;
  const found = numbersToChoose(sees.cells[0], [side, sees.of[0]]);
  return (
    found && {
      ask: words.askView({ name: last.name, side }),
      options: found.numbers.map((number) => `${number} × ${number}`),
      right: found.right,
      column: last.index,
    }
  );
}

/** Deeper maps: the channel that adds most to the answer, after the convolution that made it. */
function deeper(network: Network, first: Column | undefined): GuideStep[] {
  const { state, columns } = network;
  const last = columns.filter(({ layout }) => !layout.flat).findLast(is(network, isConvolution));
  if (!last || last === first) return [];
  const { name, shape } = last;
  const speaks = speakingChannel(state);
  const maps = speaks && columns.find(({ value }) => value === speaks.value);
  const most = maps && {
    name: maps.name,
    channel: speaks.channel,
    amount: shortFloat(speaks.amount),
    label: speaks.label,
  };
  const layer = { name, shape: shapeText(shape), sees: seenBy(network, last), most };
  return [
    {
      ...words.deeper(layer),
      question: viewQuestion(network, last),
      target: { kind: 'layer', column: (maps ?? last).index, channel: most?.channel },
    },
  ];
}

function middle(network: Network): GuideStep[] {
  const { columns } = network;
  const steps = activation(network);
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
    // Where a window moves over cells, it is seen moving.
    const isSum = is(network, slides)(smaller);
    steps.push({
      ...words.smaller(layer),
      question: sharesQuestion(smaller.name, before, smaller),
      target: { kind: isSum ? 'sum' : 'layer', column: smaller.index, plays: isSum },
    });
  }
  return [...steps, ...deeper(network, first)];
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
  // Of the scores the largest is open, with the sum behind it.
  return [{ title, text, target: { kind: dense ? 'sum' : 'layer', column: shown.index } }];
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
  return lastSteps(model ?? NONE, [snapshot, state.weights], () => {
    const network = { state, columns: model?.columns ?? [] };
    return [...beginning(network), ...middle(network), ...ending(network)];
  });
}

/** Undefined while nobody is on the path. */
export function currentStep(state: AppState): GuideStep | undefined {
  const { guide } = state;
  if (guide === undefined) return undefined;
  const steps = guideSteps(state);
  return steps[Math.min(guide, steps.length - 1)];
}

/** In place of an option: the reader asked for the answer. */
export const UNANSWERED = -1;

/** Its question waits for an answer, so that nothing is shown yet. */
export function isAsking(state: AppState): boolean {
  return currentStep(state)?.question !== undefined && state.guess === undefined;
}
