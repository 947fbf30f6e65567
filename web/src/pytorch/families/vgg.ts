// VGG: Simonyan and Zisserman 2014, with and without batch norm.

import { act } from './activations.js';
import { head } from './head.js';
import { adaptivePool, batchNorm, conv, flatten, maxPool } from './layers.js';
import { classNames, picture } from './picture.js';
import { Departure, type Family } from './types.js';

/** Convolutions between two pools. */
const DEPTHS: Readonly<Record<string, readonly number[]>> = {
  'VGG-11': [1, 1, 2, 2, 2],
  'VGG-13': [2, 2, 2, 2, 2],
  'VGG-16': [2, 2, 3, 3, 3],
  'VGG-19': [2, 2, 4, 4, 4],
};
const WIDTHS = [64, 128, 256, 512, 512];

export const vgg: Family = {
  id: 'vgg',
  title: 'VGG',
  mark: /^features\.[234]\.weight$/m,
  build(net) {
    const convs = net
      .children('features')
      .filter((index) => net.dims(`features.${index}.weight`)?.length === 4).length;
    const known = Object.entries(DEPTHS).find(
      ([, depths]) => depths.reduce((sum, depth) => sum + depth, 0) === convs,
    );
    if (!known)
      throw new Departure(`"features" has ${convs} convolutions; VGG has 8, 10, 13 or 16`);
    const [name, depths] = known;
    const hasNorms = net.has('features.1.running_mean');
    let x = picture(net, net.size('features.0.weight', 1), { size: 224, resize: 256 });
    let index = 0;
    const next = () => `features.${index++}`;
    depths.forEach((depth, stage) => {
      for (let i = 0; i < depth; i++) {
        const out = WIDTHS[stage] as number;
        x = conv(net, x, next(), { kernel: 3, padding: 1, out, bias: true });
        if (hasNorms) x = batchNorm(net, x, next());
        x = act(net, x, 'relu', next());
      }
      x = maxPool(net, x, next(), { kernel: 2 });
    });
    x = flatten(net, adaptivePool(net, x, 'avgpool', 7), 'flatten');
    classNames(net, head(net, x, 'classifier', { standard: ['0', '3', '6'] }));
    return hasNorms ? `${name} with batch norm` : name;
  },
};
