// ImageNet's classes in groups: every class in exactly one, and the same in the model that has them.

import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { matchClasses } from '../../models/evaluate/measure.mjs';

const models = new URL('../../models/', import.meta.url);
const read = (name) => readFileSync(new URL(name, models));
const readJson = (name) => JSON.parse(read(name).toString());

const groups = readJson('imagenet-groups.json');
const names = readJson('imagenet-1k.json');
const labels = read('efficientnet-lite0/labels.txt').toString().trimEnd().split('\n');
const schema = readJson('catalog.schema.json');
const specific = groups.filter(({ classes }) => classes !== undefined);
const broad = groups.filter(({ classes }) => classes === undefined);

const indices = ({ classes }) =>
  classes.flatMap((range) => {
    const [first, last] = Array.isArray(range) ? range : [range, range];
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  });
const groupOf = (index) => specific.find((group) => indices(group).includes(index))?.name;

describe('models/imagenet-groups.json', () => {
  it('keeps to its schema', () => {
    const ajv = new Ajv({ allErrors: true });
    const validate = ajv.compile({ ...schema.$defs.groups });
    expect(validate(groups) ? '' : ajv.errorsText(validate.errors)).toBe('');
  });

  it('has every class in exactly one group', () => {
    const all = specific.flatMap(indices).sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  });

  it('has two levels, each name once, no broad group empty', () => {
    expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
    expect(new Set(specific.map(({ within }) => within))).toEqual(
      new Set(broad.map(({ name }) => name)),
    );
  });

  it.each([
    ['Egyptian cat', 'cat'],
    ['lion', 'wild cat'],
    ['English springer', 'dog'],
    ['sea snake', 'snake'],
    ['killer whale', 'sea mammal'],
    ['sports car', 'car'],
    ['gondola', 'ship or boat'],
    ['Granny Smith', 'fruit'],
    ['French horn', 'musical instrument'],
    ['rocking chair', 'chair or sofa'],
    ['volcano', 'mountain or valley'],
  ])('%s: %s', (label, group) => {
    expect(groupOf(names.indexOf(label))).toBe(group);
  });

  it('belongs to every entry of the catalog with these classes, and to no other', () => {
    for (const entry of readJson('catalog.json').models) {
      const expected = entry.labels === 'imagenet-1k.json' ? 'imagenet-groups.json' : undefined;
      expect(entry.groups, entry.id).toBe(expected);
    }
  });
});

describe('models/efficientnet-lite0', () => {
  const file = read('efficientnet-lite0/efficientnet-lite0.onnx');

  it('has 1,000 plain names, each once, whatever the case', () => {
    expect(labels).toHaveLength(1000);
    expect(new Set(labels.map((label) => label.toLowerCase())).size).toBe(1000);
    expect([134, 281, 517].map((index) => labels[index])).toEqual([
      'crane (bird)',
      'tabby cat',
      'crane (machine)',
    ]);
  });

  it('carries them and the groups in its file', () => {
    expect(file.includes(`[${labels.map((label) => JSON.stringify(label)).join(', ')}]`)).toBe(
      true,
    );
    expect(file.includes(JSON.stringify(groups))).toBe(true);
  });

  it('is measured on classes by their usual names too', () => {
    const usual = ['tench', 'English springer', 'chain saw', 'dodo'];
    expect(matchClasses(usual, labels)).toEqual([0, 217, 491, -1]);
    expect(matchClasses(['chainsaw'], labels)).toEqual([491]);
    // Not where 1,000 classes are in another order.
    expect(matchClasses(['tench (fish)', 'chain saw'], labels.toReversed())).toEqual([999, -1]);
  });
});
