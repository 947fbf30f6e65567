// The first two networks of learnpytorch.io's lesson 03: FashionMNISTModelV0 and V1, two Linears over the
// pixels, which only the positions of the layers tell apart. V2 is a TinyVGG.

import { act } from './activations.js';
import { asInCourse, FASHION_MNIST } from './course.js';
import { flatten, linear } from './layers.js';
import { classNames, picture } from './picture.js';
import { Departure, type Family } from './types.js';

const SIDE = 28;
const STACK = 'layer_stack';

export const fashionMnist: Family = {
  id: 'fashion-mnist',
  title: 'FashionMNISTModelV0 or V1',
  mark: /^layer_stack\.1\.weight$/m,
  build(net) {
    const bends = net.has(`${STACK}.3.weight`);
    if (net.size(`${STACK}.1.weight`, 1) !== SIDE * SIDE) {
      throw new Departure(`"${STACK}.1.weight" does not have ${SIDE * SIDE} inputs`);
    }
    let x = picture(net, 1, asInCourse(SIDE));
    x = linear(net, flatten(net, x, `${STACK}.0`), `${STACK}.1`);
    if (bends) x = act(net, x, 'relu', `${STACK}.2`);
    x = linear(net, x, `${STACK}.${bends ? 3 : 2}`);
    // The course has a ReLU even behind the last layer.
    if (bends) x = act(net, x, 'relu', `${STACK}.4`);
    classNames(net, x, FASHION_MNIST);
    return `FashionMNISTModel${bends ? 'V1' : 'V0'}`;
  },
};
