// AlexNet as torchvision has it: Krizhevsky 2014 ("One weird trick"), on one device.

import { act } from './activations.js';
import { head } from './head.js';
import { adaptivePool, conv, flatten, maxPool } from './layers.js';
import { classNames, picture } from './picture.js';
import type { Family } from './types.js';

/** Position in `features`, kernel, stride, padding, and whether a pool follows. */
const LAYERS = [
  [0, 11, 4, 2, true],
  [3, 5, 1, 2, true],
  [6, 3, 1, 1, false],
  [8, 3, 1, 1, false],
  [10, 3, 1, 1, true],
] as const;

export const alexnet: Family = {
  id: 'alexnet',
  title: 'AlexNet',
  mark: /^features\.10\.weight$/m,
  build(net) {
    let x = picture(net, net.size('features.0.weight', 1), { size: 224, resize: 256 });
    for (const [index, kernel, stride, padding, pools] of LAYERS) {
      x = conv(net, x, `features.${index}`, { kernel, stride, padding, bias: true });
      x = act(net, x, 'relu', `features.${index + 1}`);
      if (pools) x = maxPool(net, x, `features.${index + 2}`, { kernel: 3, stride: 2 });
    }
    x = flatten(net, adaptivePool(net, x, 'avgpool', 6), 'flatten');
    classNames(net, head(net, x, 'classifier', { standard: ['1', '4', '6'] }));
    return 'AlexNet';
  },
};
