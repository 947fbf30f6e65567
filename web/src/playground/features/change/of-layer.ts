// What can be changed of the layer that is open.

import {
  type Activation,
  isActivation,
  otherPool,
  type SizeName,
} from '../../../onnx-edit/index.js';
import type { AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { type Kernels, kernelsOf, numberPlaces } from '../../network/kernels.js';
import type { NodeDescription } from '../../network/network.js';
import { slides } from '../../network/roles.js';
import { factorOf } from './made.js';
import type { Made } from './state.js';

export interface Layer {
  column: Column;
  node: NodeDescription;
  /** Name of its value in the file. */
  value: string;
  /** The channel, or of a vector the number, that is looked at; undefined where none is chosen. */
  unit: number | undefined;
  /** Of the value, with its batch. */
  shape: readonly number[];
}

/** A layer that another one now stands behind, to multiply its channels, gives its value under another name. */
function nameInFile(
  value: string,
  changes: readonly Made[],
  nodes: readonly NodeDescription[],
): string {
  const [, before] = /^(.*)_before_*$/.exec(value) ?? [];
  const isScaled = changes.some(({ change }) => change.kind === 'scale' && change.value === before);
  if (before === undefined || !isScaled) return value;
  // The file may have a value of such a name itself.
  const behind = nodes.find(({ outputs }) => outputs.includes(before));
  return behind?.op === 'Mul' && behind.inputs[0] === value ? before : value;
}

/** undefined for the input. */
export function openLayer({ open, model, cell, changes }: AppState): Layer | undefined {
  const column = open && model?.columns[open.column];
  const node = column?.node === undefined ? undefined : model?.info.graph.nodes[column.node];
  if (!open || !column || !node) return undefined;
  const { flat, width } = column.layout;
  const unit = flat ? cell && cell.y * width + cell.x : open.channel;
  const value = nameInFile(column.value, changes, model?.info.graph.nodes ?? []);
  return { column, node, value, unit, shape: node.outputShapes[0] ?? [] };
}

/** Whether axis 1 of the value is what the page shows as channels, or as the numbers of a vector. */
export function isScalable({ column, shape }: Layer): boolean {
  const channels = shape[1] ?? 0;
  const { layout } = column;
  return layout.flat ? shape.length === 2 && channels > 1 : channels === layout.channels;
}

export function scaleOf({ column, value, shape }: Layer, channel: number, factor: number): Made {
  const { name } = column;
  return {
    key: `scale ${value} ${channel}`,
    layer: name,
    unit: channel,
    change: { kind: 'scale', value, channel, factor, shape },
  };
}

export interface Numbers {
  kernels: Kernels;
  places: NonNullable<ReturnType<typeof numberPlaces>>;
  /** That the numbers have been multiplied by. */
  factor: number;
}

/** The weights of the unit, where they have been read. */
export function numbersOf(
  { column, node, value, unit }: Layer,
  { weights, changes }: AppState,
): Numbers | undefined {
  if (unit === undefined) return undefined;
  const kernels = kernelsOf(node, weights, unit);
  const places = numberPlaces(node, unit);
  if (!kernels || !places) return undefined;
  // Where a layer behind it multiplies, these numbers are as they were.
  const isOwn = column.value === value;
  return { kernels, places, factor: isOwn ? factorOf(changes, value, unit) : 1 };
}

/** place: of the number; value: as the network is to have it, with the factor of its channel. */
export function numberOf(
  { column, unit = 0 }: Layer,
  { weight, index }: { weight: string; index: number },
  value: number,
): Made {
  return {
    key: `numbers ${weight} ${unit}`,
    layer: column.name,
    unit,
    change: { kind: 'numbers', weight, numbers: [[index, value]] },
  };
}

export const hasActivation = ({ node }: Layer): boolean => isActivation(node.op);

export function activationOf(layer: Layer, to: Activation): Made {
  const { column, node } = layer;
  return {
    key: `operator ${layer.value}`,
    layer: column.name,
    was: node.op,
    change: { kind: 'activation', node: layer.value, to },
  };
}

export function poolOf(layer: Layer): Made | undefined {
  const { column, node } = layer;
  const to = otherPool(node.op);
  if (to === undefined) return undefined;
  return {
    key: `operator ${layer.value}`,
    layer: column.name,
    was: node.op,
    change: { kind: 'pool', node: layer.value, to },
  };
}

function integers(value: unknown): readonly number[] | undefined {
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'number');
  return isList ? (value as number[]) : undefined;
}

/** The one size for rows and columns, both ends; undefined where they differ, or a rule of the file says them. */
export function sizesOf({ node }: Layer): { strides?: number; pads?: number } {
  if (!slides(node) || node.outputShapes[0]?.length !== 4 || node.op.startsWith('Global'))
    return {};
  const { auto_pad: auto, strides, pads } = node.attributes;
  const hasRule = typeof auto === 'string' && auto !== 'NOTSET' && auto !== 'VALID';
  const one = (values: readonly number[]) =>
    values.every((value) => value === values[0]) ? values[0] : undefined;
  const stride = one(integers(strides) ?? [1]);
  const pad = hasRule ? undefined : one(integers(pads) ?? [0]);
  return {
    ...(stride === undefined ? {} : { strides: stride }),
    ...(pad === undefined ? {} : { pads: pad }),
  };
}

export function sizeOf(layer: Layer, name: SizeName, value: number, before: number): Made {
  const count = name === 'pads' ? 4 : 2;
  const all = (one: number) => Array<number>(count).fill(one);
  return {
    key: `${name} ${layer.value}`,
    layer: layer.column.name,
    was: String(all(before)),
    change: { kind: 'attribute', node: layer.value, name, values: all(value) },
  };
}
