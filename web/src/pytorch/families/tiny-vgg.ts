// TinyVGG as learnpytorch.io writes it: two blocks of two convolutions and a pool, one Linear. Lesson 03
// calls it FashionMNISTModelV2; lesson 04 pads its convolutions, going_modular of lesson 05 does not.

import { act } from './activations.js';
import { asInCourse, FASHION_MNIST, FOODS } from './course.js';
import { conv, flatten, linear, maxPool } from './layers.js';
import type { Net, Value } from './net.js';
import { classNames, picture } from './picture.js';
import { Departure, type Family } from './types.js';

/** Sides of pictures that people train with, the likeliest first. */
const SIDES = [64, 28, 224, 32, 128, 96, 256, 48, 112, 160, 192, 150, 180, 299];

/** The side of the maps that the Linear reads. */
const sideAfter = (size: number, padding: number) => {
  const block = (side: number) => Math.floor((side - 4 * (1 - padding)) / 2);
  return block(block(size));
};

interface Choice {
  readonly padding: number;
  readonly sizes: readonly number[];
}

/** The padding for which a usual size fits, and all sizes that do. */
function choices(side: number): Choice[] {
  const fitting = [1, 0].map((padding) => ({
    padding,
    sizes: SIDES.filter((size) => sideAfter(size, padding) === side),
  }));
  const rank = ({ sizes }: Choice) => (sizes[0] === undefined ? 99 : SIDES.indexOf(sizes[0]));
  const sorted = fitting.sort((a, b) => rank(a) - rank(b));
  // Where no usual size fits, the smallest that does.
  return sorted.map(({ padding, sizes }) => ({
    padding,
    sizes: sizes.length > 0 ? sizes : [4 * side + 12 * (1 - padding)],
  }));
}

const fits = ({ padding }: Choice, size: unknown, side: number) =>
  typeof size === 'number' && sideAfter(size, padding) === side;

function block(net: Net, x: Value, path: string, padding: number): Value {
  const layer = (value: Value, index: number) => {
    const maps = conv(net, value, `${path}.${index}`, { kernel: 3, padding, bias: true });
    return act(net, maps, 'relu', `${path}.${index + 1}`);
  };
  return maxPool(net, layer(layer(x, 0), 2), `${path}.4`, { kernel: 2 });
}

export const tinyVgg: Family = {
  id: 'tiny-vgg',
  title: 'TinyVGG',
  mark: /^(conv_)?block_1\.0\.weight$/m,
  build(net) {
    const prefix = net.has('block_1.0.weight') ? 'block' : 'conv_block';
    const [channels, hidden] = [1, 0].map((axis) => net.size(`${prefix}_1.0.weight`, axis)) as [
      number,
      number,
    ];
    const side = Math.sqrt(net.size('classifier.1.weight', 1) / hidden);
    if (!Number.isInteger(side)) {
      throw new Departure(`"classifier.1.weight" does not have inputs for ${hidden} square maps`);
    }
    const size = net.given('size');
    const fitting = choices(side).sort(
      // Whoever knows the size knows the padding.
      (a, b) => Number(fits(b, size, side)) - Number(fits(a, size, side)),
    );
    const padding = net.ask<number>({
      name: 'padding',
      value: (fitting[0] as Choice).padding,
      choices: [0, 1],
      why: 'Padding of the four convolutions: 1 in lessons 03 and 04, 0 in going_modular. It is the one with which a usual picture size gives maps of the size that the last layer reads.',
    });
    const { sizes } = fitting.find((choice) => choice.padding === padding) as Choice;
    let x = picture(net, channels, asInCourse(sizes[0] as number, sizes));
    x = block(net, block(net, x, `${prefix}_1`, padding), `${prefix}_2`, padding);
    x = linear(net, flatten(net, x, 'classifier.0'), 'classifier.1');
    classNames(net, x, channels === 1 ? FASHION_MNIST : FOODS);
    return prefix === 'block' ? 'FashionMNISTModelV2' : 'TinyVGG';
  },
};
