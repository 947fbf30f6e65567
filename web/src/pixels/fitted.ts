// A picture as large as the network's input, and the numbers that the input gets of it, where the engine
// does not do it by itself.

import { type FeedSpec, fedSize, placeOf } from './place.js';
import { type Rgba, resampleInto } from './resample.js';

/** Every pixel as it is where the picture does not reach: the bars, or black beside a crop. */
export function fillAround(data: Uint8ClampedArray, { fit, bars }: FeedSpec): void {
  const [red, green, blue] = (fit === 'letterbox' && bars) || [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    data[at] = red;
    data[at + 1] = green;
    data[at + 2] = blue;
    data[at + 3] = 255;
  }
}

/** The picture at the input's size, opaque, grey where the network takes grey; around it the bars. */
export function fittedPicture(picture: Rgba, spec: FeedSpec): Rgba & { data: Uint8ClampedArray } {
  const [height, width] = fedSize(spec, picture);
  const out = { data: new Uint8ClampedArray(4 * width * height), width, height };
  fillAround(out.data, spec);
  const { left, top, x, y } = placeOf(picture, spec);
  resampleInto(out, [left, top], picture, { x, y }, spec.interpolation, spec.channels === 1);
  return out;
}

export interface Values {
  divisor: number;
  mean: readonly number[];
  std: readonly number[];
  order: 'RGB' | 'BGR';
  layout: 'NCHW' | 'NHWC';
  channels: 1 | 3;
}

/** Of every possible pixel, in float32 as ToTensor and Normalize compute it. */
function tableOf({ divisor, mean, std }: Values, channel: number): Float32Array {
  const f = Math.fround;
  const [by, less, scale] = [f(divisor), f(mean[channel] ?? 0), f(std[channel] ?? 1)];
  return Float32Array.from({ length: 256 }, (_, pixel) => f(f(f(pixel / by) - less) / scale));
}

/** Integer luma of ITU-R 601, as Pillow's convert('L'). */
const luma = (data: Rgba['data'], at: number) =>
  (19595 * (data[at] as number) +
    38470 * (data[at + 1] as number) +
    7471 * (data[at + 2] as number) +
    0x8000) >>
  16;

/**
 * The numbers of one picture of opaque pixels, in the order of the input: [channels, height, width] or, with
 * the channels last, [height, width, channels].
 */
export function tensorValues({ data, width, height }: Rgba, spec: Values): Float32Array {
  const area = width * height;
  const { channels, order, layout } = spec;
  const out = new Float32Array(channels * area);
  for (let channel = 0; channel < channels; channel++) {
    const table = tableOf(spec, channel);
    const colour = order === 'BGR' ? 2 - channel : channel;
    const [begin, step] = layout === 'NHWC' ? [channel, channels] : [channel * area, 1];
    for (let i = 0; i < area; i++) {
      const pixel = channels === 1 ? luma(data, 4 * i) : (data[4 * i + colour] as number);
      out[begin + i * step] = table[pixel] as number;
    }
  }
  return out;
}
