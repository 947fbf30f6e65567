// States and snapshots for tests of state and views.

import type {
  KeptValue,
  NetworkInfo,
  Preprocess,
} from '../../../web/src/playground/network/network.js';
import { statisticsOf } from '../../../web/src/playground/network/statistics.js';
import type { PictureInfo, Snapshot } from '../../../web/src/playground/run/state.js';
import { loadedModel } from '../../../web/src/playground/run/state.js';
import { tinyVgg } from './graphs.js';

export const CLASSES = [
  'tench',
  'English springer',
  'cassette player',
  'chain saw',
  'church',
  'French horn',
  'garbage truck',
  'gas pump',
  'golf ball',
  'parachute',
];

const PREPROCESS: Preprocess = {
  resize: 64,
  crop: [64, 64],
  interpolation: 'bilinear',
  divisor: 255,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  order: 'RGB',
  layout: 'NCHW',
  channels: 3,
};

export function tinyInfo(): NetworkInfo {
  return {
    title: 'TinyVGG',
    graph: tinyVgg(),
    inputShape: [1, 3, 64, 64],
    labels: CLASSES,
    preprocess: PREPROCESS,
    givenPreprocess: PREPROCESS,
    notes: [],
  };
}

export const tinyModel = () => loadedModel(tinyInfo(), 'tinyvgg');

export function picture(name = 'dog.jpg'): PictureInfo {
  return { id: 1, name, width: 100, height: 80, preview: null };
}

export function value(dims: number[], fill: (index: number) => number): KeptValue {
  const size = dims.reduce((product, dim) => product * dim, 1);
  return { dims, data: Float32Array.from({ length: size }, (_, index) => fill(index)) };
}

/** Statistics of every value, as they come with a run. */
export function measured(values: Record<string, KeptValue>): Snapshot['statistics'] {
  return new Map(Object.entries(values).map(([name, { data }]) => [name, statisticsOf(data)]));
}

export function snapshot(values: Record<string, KeptValue> = {}, id = 1): Snapshot {
  const probabilities = Float32Array.from([
    0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.02, 0.9, 0.01,
  ]);
  return {
    id,
    picture: picture(),
    edited: false,
    values: new Map(Object.entries(values)),
    statistics: measured(values),
    timings: [],
    threads: 1,
    warm: true,
    scores: { probabilities, softmaxAdded: false },
  };
}
