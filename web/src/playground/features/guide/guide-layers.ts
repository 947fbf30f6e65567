// The steps of the guided path inside the network: what is kept, what becomes smaller, and what deeper layers see.

import { percent, shapeText, shortFloat } from '../../kit/format.js';
import type { Column } from '../../network/columns.js';
import { kindOf } from '../../network/kinds.js';
import { isActivation, isConvolution, isCut, slides } from '../../network/roles.js';
import { mostCutChannel, speakingChannel } from './guide-choices.js';
import { area, is, isLimit, type Network, nodeOf, seenBy, windowOf } from './guide-network.js';
import { sharesQuestion, viewQuestion } from './guide-questions.js';
import type { GuideStep } from './step.js';
import { words } from './words-en.js';

/** What becomes of numbers below zero, seen in the channel that has most of them. */
function activation(network: Network): GuideStep[] {
  const { state, columns } = network;
  const active = columns.find(is(network, isActivation));
  if (!active) return [];
  const of = state.snapshot?.statistics.get(active.value);
  const zeros = of && of.zeros > 0 ? percent(of.zeros / of.elements) : undefined;
  const { name, index, layout } = active;
  const node = nodeOf(network, active);
  const cuts = isCut(node);
  const ends =
    of && isLimit(node) ? ([shortFloat(of.min), shortFloat(of.max)] as const) : undefined;
  const before = state.snapshot?.values.get(columns[index - 1]?.value ?? '');
  const most = cuts && before && !layout.flat ? mostCutChannel(before, layout.channels) : undefined;
  const cut = most && { channel: most.channel, share: percent(most.share) };
  const question = cuts
    ? { ask: words.askBelowZero(name), options: words.belowZero, right: 0 }
    : undefined;
  return [
    {
      ...words.activation({ name, kind: kindOf(active.op), zeros, isCut: cuts, ends, cut }),
      question,
      target: { kind: 'layer', column: index, channel: most?.channel },
    },
  ];
}

/** Deeper maps: the channel that adds most to the answer, else those of the last convolution. */
function deeper(network: Network, first: Column | undefined): GuideStep[] {
  const { state, columns } = network;
  const last = columns.filter(({ layout }) => !layout.flat).findLast(is(network, isConvolution));
  if (!last || last === first) return [];
  const speaks = speakingChannel(state);
  const maps = speaks && columns.find(({ value }) => value === speaks.value);
  const most = maps && {
    channel: speaks.channel,
    amount: shortFloat(speaks.amount),
    label: speaks.label,
  };
  // What is asked about, what is told and what is open is one and the same layer.
  const shown = maps ?? last;
  const sees = seenBy(network, shown);
  return [
    {
      ...words.deeper({ name: shown.name, shape: shapeText(shown.shape), sees, most }),
      question: sees && viewQuestion(shown.name, windowOf(network, shown), sees),
      target: { kind: 'layer', column: shown.index, channel: most?.channel },
    },
  ];
}

export function middle(network: Network): GuideStep[] {
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
