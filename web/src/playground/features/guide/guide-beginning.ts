// The first steps of the guided path: from the picture to one number of the first convolution.

import { shapeText } from '../../kit/format.js';
import { isConvolution } from '../../network/roles.js';
import { preprocessSentence } from '../input-form/index.js';
import { is, type Network, nodeOf, settingsOf } from './guide-network.js';
import { mapsQuestion } from './guide-questions.js';
import type { GuideStep } from './step.js';
import { words } from './words-en.js';

function ofPicture({ state, columns }: Network): GuideStep[] {
  const { model, snapshot } = state;
  const [input] = columns;
  // A network may have no picture, and runs on numbers alone.
  if (!input || !model || model.info.hasNoPicture) return [];
  const how = preprocessSentence(model.info.preprocess);
  const { channels } = input.layout;
  return [
    { ...words.picture(snapshot?.picture.name ?? ''), target: { kind: 'picture' } },
    { ...words.input(shapeText(input.shape), how, channels), target: { kind: 'input' } },
  ];
}

function firstConvolution(network: Network): GuideStep[] {
  const first = network.columns.find(is(network, isConvolution));
  const node = first && nodeOf(network, first);
  if (!first || !node) return [];
  const { name, shape, index, layout } = first;
  const { group = 1 } = node.attributes;
  // In groups a kernel reads some of the channels only.
  const channels = group === 1 ? node.inputShapes[0]?.[1] : undefined;
  const settings = settingsOf(network, first);
  const layer = { name, settings, shape: shapeText(shape), maps: layout.channels, channels };
  const question =
    channels === undefined ? undefined : mapsQuestion(name, layout.channels, channels);
  const hasBias = node.inputs.length > 2;
  return [
    { ...words.convolution(layer), question, target: { kind: 'layer', column: index } },
    { ...words.sum(name, hasBias), target: { kind: 'sum', column: index } },
  ];
}

export function beginning(network: Network): GuideStep[] {
  const { model } = network.state;
  const layers = model?.info.graph.nodes.length ?? 0;
  return [
    ...ofPicture(network),
    ...(model ? [{ ...words.network(layers), target: { kind: 'network' } } as const] : []),
    ...firstConvolution(network),
  ];
}
