// Pictures as the network was fed them, for those that have a patch to show. Memory is bounded: what is dropped
// can be had again by running its picture once more.

import { type InputTensor, tensorPixels } from '../../kit/input-picture.js';
import type { GraphDescription, KeptValue, Preprocess } from '../../network/network.js';

export interface FedPicture {
  rgba: Uint8ClampedArray<ArrayBuffer>;
  height: number;
  width: number;
  /** The network at the shapes of that picture. */
  graph: GraphDescription;
}

/** Channels first. */
function planes({ dims, data }: KeptValue, layout: Preprocess['layout']): InputTensor {
  const [, first = 1, second = 1, third = 1] = dims;
  if (layout !== 'NHWC') return { data, channels: first, height: second, width: third };
  const [height, width, channels] = [first, second, third];
  const area = height * width;
  const turned = new Float32Array(data.length);
  for (let i = 0; i < area; i++) {
    for (let c = 0; c < channels; c++) turned[c * area + i] = data[i * channels + c] as number;
  }
  return { data: turned, channels, height, width };
}

export function fedPicture(
  input: KeptValue,
  preprocess: Preprocess,
  graph: GraphDescription,
): FedPicture {
  const tensor = planes(input, preprocess.layout);
  const { height, width } = tensor;
  const rgba = new Uint8ClampedArray(4 * height * width);
  tensorPixels(rgba, tensor, preprocess);
  return { rgba, height, width, graph };
}

/** Bytes of pixels that are kept: 300 inputs of 224 x 224. */
const MOST_BYTES = 64e6;

export class FedPictures {
  /** Those that could not be had again: their files are gone. */
  readonly gone = new Set<number>();
  private readonly kept = new Map<number, FedPicture>();
  private bytes = 0;

  constructor(private readonly most = MOST_BYTES) {}

  get(picture: number): FedPicture | undefined {
    return this.kept.get(picture);
  }

  /** rank: of pictures of which something may be dropped for this one, in that order: 0 first, then 1; 2 stays. */
  add(picture: number, fed: FedPicture, rank: () => (picture: number) => 0 | 1 | 2): void {
    this.drop(picture);
    this.kept.set(picture, fed);
    this.bytes += fed.rgba.length;
    if (this.bytes <= this.most) return;
    const rankOf = rank();
    const others = [...this.kept.keys()].filter((of) => of !== picture && rankOf(of) < 2);
    // Sorting keeps the older ones first. A quarter at once, so that this is not done for each picture that follows.
    for (const of of others.sort((a, b) => rankOf(a) - rankOf(b))) {
      if (this.bytes <= 0.75 * this.most) break;
      this.drop(of);
    }
  }

  private drop(picture: number): void {
    this.bytes -= this.kept.get(picture)?.rgba.length ?? 0;
    this.kept.delete(picture);
  }
}
