// What the attributes of an element ask for. No DOM, and of the playground only the names of its views and parts:
// this is read before its code has come.

import { PARTS, type ShownPart, type ShownView, VIEWS } from '../playground/kit/shown.js';

const CHOICES = {
  theme: ['auto', 'light', 'dark'],
  loading: ['lazy', 'eager'],
  reveal: ['auto', 'manual'],
} as const;

export const ATTRIBUTES = [
  'model',
  'image',
  'labels',
  'view',
  'layer',
  'channel',
  'cell',
  'for-class',
  'controls',
  'theme',
  'lang',
  'loading',
  'reveal',
  'threads',
  'integrity',
  'base',
] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

export interface Wish {
  /** Id in the catalogue, or an address. */
  model: string;
  isAddress: boolean;
  image: string | undefined;
  labels: string | undefined;
  view: ShownView;
  layer: string | undefined;
  channel: number | undefined;
  cell: { y: number; x: number } | undefined;
  /** Name or number of the class that `why` speaks of. */
  forClass: string | undefined;
  /** undefined: those that the view usually has. */
  controls: readonly ShownPart[] | undefined;
  theme: 'auto' | 'light' | 'dark';
  loading: 'lazy' | 'eager';
  reveal: 'auto' | 'manual';
  threads: 'auto' | number;
  /** SHA-256 of the model, 64 hexadecimal digits. */
  integrity: string | undefined;
  base: string | undefined;
  /** Sentences about values that mean nothing; what they are for has its usual value. */
  wrong: readonly string[];
}

const listed = (items: readonly string[]): string => items.join(', ');

/** An id is one word; everything else is an address. */
export function isAddress(text: string): boolean {
  return /[/:]|\.(onnx|pth?|safetensors)$/.test(text);
}

/** read: the value of an attribute; null where it is not there. */
export function wishOf(read: (name: Attribute) => string | null): Wish {
  const wrong: string[] = [];
  const text = (name: Attribute): string | undefined => read(name)?.trim() || undefined;

  function choice<Value extends string>(
    name: Attribute,
    values: readonly Value[],
    usual: Value,
  ): Value {
    const given = text(name);
    const found = values.find((value) => value === given);
    if (given !== undefined && found === undefined)
      wrong.push(`There is no ${name} "${given}". It can be: ${listed(values)}.`);
    return found ?? usual;
  }

  function whole(name: Attribute): number | undefined {
    const given = text(name);
    if (given === undefined) return undefined;
    if (/^\d{1,7}$/.test(given)) return Number(given);
    wrong.push(`${name} is a whole number from 0, and not "${given}".`);
    return undefined;
  }

  function cell(): Wish['cell'] {
    const given = text('cell');
    const found = given?.match(/^(\d{1,6})\s*,\s*(\d{1,6})$/);
    if (given !== undefined && !found)
      wrong.push(`cell is a row and a column from 0, as in "12,30", and not "${given}".`);
    return found ? { y: Number(found[1]), x: Number(found[2]) } : undefined;
  }

  function controls(): Wish['controls'] {
    const given = text('controls')?.split(/[\s,]+/);
    if (!given) return undefined;
    const unknown = given.filter((name) => name !== 'none' && !PARTS.includes(name as ShownPart));
    if (unknown.length > 0)
      wrong.push(
        `There are no controls "${listed(unknown)}". They can be: none, ${listed(PARTS)}.`,
      );
    return PARTS.filter((name) => given.includes(name));
  }

  function threads(): Wish['threads'] {
    const given = text('threads');
    return given === undefined || given === 'auto' ? 'auto' : (whole('threads') ?? 'auto');
  }

  function integrity(): string | undefined {
    const given = text('integrity');
    const digits = given?.replace(/^sha256[-:]/, '').toLowerCase();
    if (digits === undefined || /^[0-9a-f]{64}$/.test(digits)) return digits;
    wrong.push('integrity is the SHA-256 of the model: 64 hexadecimal digits.');
    return undefined;
  }

  const model = text('model') ?? 'tinyvgg';
  return {
    model,
    isAddress: isAddress(model),
    image: text('image'),
    labels: text('labels'),
    view: choice('view', VIEWS, 'network'),
    layer: text('layer'),
    channel: whole('channel'),
    cell: cell(),
    forClass: text('for-class'),
    controls: controls(),
    theme: choice('theme', CHOICES.theme, 'auto'),
    loading: choice('loading', CHOICES.loading, 'lazy'),
    reveal: choice('reveal', CHOICES.reveal, 'auto'),
    threads: threads(),
    integrity: integrity(),
    base: text('base'),
    wrong,
  };
}
