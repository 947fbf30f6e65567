// One layer, open: all its channels, one of them enlarged, and how its numbers come about.

import type { Feature } from '../../kit/feature.js';
import type { AppState } from '../../kit/playground.js';
import { isOneLayer } from '../../kit/shown.js';
import { startTicker } from '../../kit/ticker.js';
import { gestures, USUAL_LAYER } from './state.js';
import './layer-view.css';
import './sum-panel.css';

/** Inputs and outputs of the layer that is open: what its sums are made of. */
function wanted({ model, open }: AppState): string[] {
  const column = open && model?.columns[open.column];
  if (!model || !column) return [];
  const node = column.node === undefined ? undefined : model.info.graph.nodes[column.node];
  return node ? [column.value, ...node.inputs, ...node.outputs] : [column.value];
}

const shut = ({ layer }: AppState) => ({ layer: { ...layer, playing: false }, glance: undefined });

export const layer: Feature = {
  name: 'layer',
  state: { layer: USUAL_LAYER },
  gestures,
  on: {
    modelReady: ({ layer }) => ({
      layer: { ...layer, playing: false, pinned: [] },
      glance: undefined,
    }),
    cleared: shut,
    closed: shut,
    opened: () => ({ glance: undefined }),
  },
  rest: {
    isWanted: ({ open, shown }) => open !== undefined || isOneLayer(shown),
    load: () => import('./rest.js'),
    giveUp: ({ actions }) => actions.close(),
  },
  wanted,
  start: (playground) =>
    startTicker(playground, ({ open, layer }) =>
      open && layer.playing
        ? { speed: layer.speed, step: () => playground.actions.stepCell(1) }
        : undefined,
    ),
};
