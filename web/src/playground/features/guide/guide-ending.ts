// The last steps of the guided path: the scores, the answer, and what the reader can do.

import { percent } from '../../kit/format.js';
import { isMean, isSameOrder } from '../../network/roles.js';
import { hasClasses, takesPicture } from '../../run/suits.js';
import { currentAnswer } from '../answer/index.js';
import { detectionHeadline } from '../detections/index.js';
import { is, isDense, type Network } from './guide-network.js';
import type { GuideStep } from './step.js';
import { words } from './words-en.js';

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
      numbers: vector.layout.channels * vector.layout.height * vector.layout.width,
    });
  const outputs = dense?.shape.at(-1) ?? 0;
  const tell = hasClasses(network.state) ? words.scores : words.outputs;
  const weighed = dense && tell({ name: dense.name, outputs });
  const title = (weighed ?? list)?.title ?? '';
  const text = [list?.text, weighed?.text].filter(Boolean).join(' ');
  // Of the scores the largest is open, with the sum behind it.
  return [{ title, text, target: { kind: dense ? 'sum' : 'layer', column: shown.index } }];
}

function answer({ state }: Network): GuideStep {
  const target = { kind: 'prediction' } as const;
  if (!hasClasses(state)) return { ...words.otherAnswer(detectionHeadline(state)), target };
  const first = currentAnswer(state)?.predictions[0];
  // The step is about the softmax itself, whose share the page may show calibrated.
  const raw = state.snapshot?.scores?.raw;
  const told = first && {
    label: first.label,
    share: percent(raw?.[first.index] ?? first.probability),
    calibrated: raw && percent(first.probability),
  };
  return { ...words.answer(told), target };
}

export function ending(network: Network): GuideStep[] {
  const { state } = network;
  return [
    ...scores(network),
    answer(network),
    ...(takesPicture(state)
      ? [{ ...words.change(hasClasses(state)), target: { kind: 'editor' } } as const]
      : []),
  ];
}
