// GoogLeNet: Szegedy et al. 2014, with batch norm, as torchvision has it: 3 x 3 where the paper has 5 x 5.

import { head } from './head.js';
import { basicConv, transformedPicture } from './inception-layers.js';
import { concat, flatten, globalPool, maxPool } from './layers.js';
import type { Net, Value } from './net.js';
import { classNames } from './picture.js';
import type { Family } from './types.js';

/** Blocks of each stage. */
const STAGES = ['3a 3b', '4a 4b 4c 4d 4e', '5a 5b'];

function inceptionBlock(net: Net, x: Value, path: string): Value {
  const one = (value: Value, name: string) => basicConv(net, value, `${path}.${name}`, 1);
  const three = (value: Value, name: string) =>
    basicConv(net, value, `${path}.${name}`, 3, { padding: 1 });
  const pool = { kernel: 3, stride: 1, padding: 1, ceil: true };
  const branches = [
    one(x, 'branch1'),
    three(one(x, 'branch2.0'), 'branch2.1'),
    three(one(x, 'branch3.0'), 'branch3.1'),
    one(maxPool(net, x, `${path}.branch4.0`, pool), 'branch4.1'),
  ];
  return concat(net, branches, `${path}.concat`);
}

export const googlenet: Family = {
  id: 'googlenet',
  title: 'GoogLeNet',
  mark: /^inception3a\.branch1\.conv\.weight$/m,
  build(net) {
    // Heads that only training has.
    net.ignore(/^aux[12]\./);
    const pool = { kernel: 3, stride: 2, ceil: true };
    let x = transformedPicture(net, 'conv1', { size: 224, resize: 256 });
    x = basicConv(net, x, 'conv1', 7, { stride: 2, padding: 3 });
    x = basicConv(net, maxPool(net, x, 'maxpool1', pool), 'conv2', 1);
    x = basicConv(net, x, 'conv3', 3, { padding: 1 });
    STAGES.forEach((stage, index) => {
      const kernel = index === 2 ? 2 : 3;
      x = maxPool(net, x, `maxpool${index + 2}`, { ...pool, kernel });
      for (const name of stage.split(' ')) x = inceptionBlock(net, x, `inception${name}`);
    });
    x = flatten(net, globalPool(net, x, 'avgpool'), 'flatten');
    classNames(net, head(net, x, 'fc'));
    return 'GoogLeNet';
  },
};
