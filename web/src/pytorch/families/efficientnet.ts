// EfficientNet B0 to B7 (Tan and Le 2019) and V2 S, M, L (2021).

import { head } from './head.js';
import { add, flatten, globalPool } from './layers.js';
import { convNorm, squeezeExcite } from './mobile.js';
import type { Net, Value } from './net.js';
import { classNames, picture, type Recipe } from './picture.js';
import { Departure, type Family } from './types.js';

interface Version {
  readonly name: string;
  /** Blocks in each stage. */
  readonly depths: readonly number[];
  /** Channels behind the last convolution. */
  readonly width: number;
  readonly eps: number;
  /** Per stage: F for fused or M, kernel, stride of the first block, times that a block widens. */
  readonly stages: string;
  readonly recipe: Recipe;
}

const B_STAGES = 'M311 M326 M526 M326 M516 M526 M316';
const [LATE, EARLY] = [1e-3, 1e-5];

const b = (
  index: number,
  depths: readonly number[],
  width: number,
  size: number,
  resize = size,
): Version => ({
  name: `EfficientNet-B${index}`,
  depths,
  width,
  eps: index < 5 ? EARLY : LATE,
  stages: B_STAGES,
  recipe: { size, resize, interpolation: 'bicubic' },
});
const v2 = (
  letter: string,
  depths: readonly number[],
  stages: string,
  recipe: Recipe,
): Version => ({
  name: `EfficientNetV2-${letter}`,
  depths,
  width: 1280,
  eps: LATE,
  stages,
  recipe,
});
const V2_STAGES = 'F311 F324 F324 M324 M316 M326';

const VERSIONS: readonly Version[] = [
  b(0, [1, 2, 2, 3, 3, 4, 1], 1280, 224, 256),
  b(1, [2, 3, 3, 4, 4, 5, 2], 1280, 240, 256),
  b(2, [2, 3, 3, 4, 4, 5, 2], 1408, 288),
  b(3, [2, 3, 3, 5, 5, 6, 2], 1536, 300, 320),
  b(4, [2, 4, 4, 6, 6, 8, 2], 1792, 380, 384),
  b(5, [3, 5, 5, 7, 7, 9, 3], 2048, 456),
  b(6, [3, 6, 6, 8, 8, 11, 3], 2304, 528),
  b(7, [4, 7, 7, 10, 10, 13, 4], 2560, 600),
  v2('S', [2, 4, 4, 6, 9, 15], V2_STAGES, { size: 384 }),
  v2('M', [3, 5, 5, 7, 14, 18, 5], `${V2_STAGES} M316`, { size: 480 }),
  v2('L', [4, 7, 7, 10, 19, 25, 7], `${V2_STAGES} M316`, {
    size: 480,
    interpolation: 'bicubic',
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
  }),
];

function versionOf(net: Net): Version {
  const stages = net.children('features').length - 2;
  const depths = Array.from({ length: stages }, (_, i) => net.children(`features.${i + 1}`).length);
  const width = net.size(`features.${stages + 1}.0.weight`, 0);
  const found = VERSIONS.find(
    (version) => String(version.depths) === String(depths) && version.width === width,
  );
  if (found) return found;
  throw new Departure(
    `its stages have ${depths.join(', ')} blocks and its last convolution ${width} channels, as no EfficientNet has`,
  );
}

function block(net: Net, x: Value, path: string, code: string, stride: number, eps: number): Value {
  const [kernel, times] = [Number(code[1]), Number(code[3])];
  const [silu, plain] = [
    { activation: 'silu', eps } as const,
    { activation: 'none', eps } as const,
  ];
  const channels = x.dims[1] as number;
  let y = x;
  let index = 0;
  const next = () => `${path}.block.${index++}`;
  if (code[0] === 'F') {
    y = convNorm(
      net,
      y,
      next(),
      { kernel, stride, ...(times > 1 && { out: channels * times }) },
      silu,
    );
    if (times > 1) y = convNorm(net, y, next(), { kernel: 1 }, plain);
  } else {
    const out = channels * times;
    if (times > 1) y = convNorm(net, y, next(), { kernel: 1, out }, silu);
    y = convNorm(net, y, next(), { kernel, stride, groups: 'depthwise', out }, silu);
    y = squeezeExcite(net, y, next(), 'silu', 'sigmoid');
    y = convNorm(net, y, next(), { kernel: 1 }, plain);
  }
  return stride === 1 && y.dims[1] === channels ? add(net, y, x, `${path}.add`) : y;
}

export const efficientnet: Family = {
  id: 'efficientnet',
  title: 'EfficientNet',
  mark: /^features\.1\.0\.block\.0\.0\.weight$/m,
  build(net) {
    const { name, depths, stages, eps, recipe } = versionOf(net);
    const silu = { activation: 'silu', eps } as const;
    let x = picture(net, net.size('features.0.0.weight', 1), recipe);
    x = convNorm(net, x, 'features.0', { kernel: 3, stride: 2 }, silu);
    stages.split(' ').forEach((code, stage) => {
      for (let i = 0; i < (depths[stage] as number); i++) {
        const stride = i === 0 ? Number(code[2]) : 1;
        x = block(net, x, `features.${stage + 1}.${i}`, code, stride, eps);
      }
    });
    x = convNorm(net, x, `features.${depths.length + 1}`, { kernel: 1 }, silu);
    x = flatten(net, globalPool(net, x, 'avgpool'), 'flatten');
    classNames(net, head(net, x, 'classifier'));
    return name;
  },
};
