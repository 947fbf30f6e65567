// A layer in words: "3 × 3 kernel, stride 1, no padding".

import type { NodeDescription } from './network.js';
import { isDepthwise, slides, weightOf } from './roles.js';
import { words } from './words-en.js';

type Attribute = NodeDescription['attributes'][string] | undefined;

function numbers(value: Attribute): number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.every((item) => typeof item === 'number') ? (value as number[]) : undefined;
}

function alike(values: readonly number[]): string {
  return values.every((value) => value === values[0]) ? String(values[0]) : values.join(' × ');
}

function padding(node: NodeDescription): string {
  const auto = node.attributes.auto_pad;
  if (typeof auto === 'string' && auto !== 'NOTSET' && auto !== 'VALID') return words.padding(auto);
  const pads = numbers(node.attributes.pads);
  if (!pads || pads.every((pad) => pad === 0)) return words.noPadding;
  const [top = 0, left = 0, bottom = 0, right = 0] = pads;
  if (pads.length === 4 && !(top === bottom && left === right)) {
    return words.paddingOf({ top, left, bottom, right });
  }
  return words.padding(alike(pads.slice(0, pads.length / 2)));
}

function windowed(node: NodeDescription): string[] {
  const weights = node.inputShapes[1];
  const kernel = numbers(node.attributes.kernel_shape) ?? weights?.slice(2);
  const parts: string[] = [];
  if (kernel?.length) {
    const size = kernel.join(' × ');
    parts.push(weightOf(node) === undefined ? words.window(size) : words.kernel(size));
  }
  parts.push(words.stride(alike(numbers(node.attributes.strides) ?? [1])), padding(node));
  const dilations = numbers(node.attributes.dilations);
  if (dilations?.some((dilation) => dilation !== 1)) parts.push(words.dilation(alike(dilations)));
  const group = node.attributes.group;
  if (typeof group === 'number' && group > 1) {
    parts.push(isDepthwise(node) ? words.depthwise : words.groups(group));
  }
  return parts;
}

/** '' where the operator has no setting worth a word. */
export function describeSettings(node: NodeDescription): string {
  if (slides(node)) return windowed(node).join(', ');
  if (weightOf(node) === undefined) return '';
  const from = node.inputShapes[0]?.at(-1);
  const to = node.outputShapes[0]?.at(-1);
  return from && to ? words.dense(from, to) : '';
}
