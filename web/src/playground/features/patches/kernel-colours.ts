// The kernel of a channel that reads the picture itself, as one picture in colour: grey where a weight is 0,
// and brighter in red, green or blue where the weight of that colour is larger.

import type { Column } from '../../network/columns.js';
import type { Kernels } from '../../network/kernels.js';
import type { LoadedModel } from '../../run/state.js';

/** True for layers whose weights lie on red, green and blue of the network's own input. */
export function readsColours({ info }: LoadedModel, column: Column): boolean {
  const node = column.node === undefined ? undefined : info.graph.nodes[column.node];
  const isInput = node?.inputs[0] === info.graph.inputs[0]?.name;
  return isInput && info.preprocess.channels === 3 && info.hasNoPicture !== true;
}

/** RGBA, row by row; undefined where there are not three planes. The largest weight has the most colour. */
export function kernelColours(
  { layout, data }: Kernels,
  order: 'RGB' | 'BGR',
): Uint8ClampedArray<ArrayBuffer> | undefined {
  const { channels, height, width, flat } = layout;
  if (flat || channels !== 3) return undefined;
  const area = height * width;
  const largest = data.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const rgba = new Uint8ClampedArray(4 * area).fill(255);
  for (let colour = 0; colour < 3; colour++) {
    const plane = order === 'BGR' ? 2 - colour : colour;
    for (let i = 0; i < area; i++) {
      const share = largest > 0 ? (data[plane * area + i] as number) / largest : 0;
      rgba[4 * i + colour] = 127.5 * (1 + share);
    }
  }
  return rgba;
}
