import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.mjs';

const parse = (...words) => parseOptions(words, 8);
const ids = ({ models }) => models.map(({ id }) => id);

describe('parseOptions', () => {
  it('measures everything with 1 and 4 threads by default', () => {
    const options = parse();
    expect(options).toMatchObject({
      engines: ['cnn-playground', 'onnxruntime-web', 'tfjs-wasm'],
      threads: [1, 4],
      rounds: 20,
      json: undefined,
    });
    expect(options.models.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'MobileNetV2',
        'MobileNetV3-Small',
        'SqueezeNet',
        'ResNet-18',
        'EfficientNet-B0',
        'TinyVGG',
      ]),
    );
  });

  it('uses no more threads than there are cores', () => {
    expect(parseOptions([], 2).threads).toEqual([1, 2]);
    expect(parseOptions([], 1).threads).toEqual([1]);
    expect(parse('--threads', '1').threads).toEqual([1]);
  });

  it('takes models by name or id, in the order of the table', () => {
    expect(ids(parse('--only', 'TinyVGG,resnet-18'))).toEqual(['resnet18', 'tinyvgg']);
    expect(ids(parse('--only=mobilenet_v2'))).toEqual(['mobilenet_v2']);
  });

  it('takes engines by their names or short ones', () => {
    expect(parse('--engines', 'ort,cnn').engines).toEqual(['cnn-playground', 'onnxruntime-web']);
    expect(parse('--engines', 'tfjs-wasm').engines).toEqual(['tfjs-wasm']);
  });

  it('takes another build as one more engine', () => {
    const options = parse('--engines', 'cnn', '--before', '../old/dist');
    expect(options.engines).toEqual(['cnn-playground', 'before']);
    expect(options.before).toBe('../old/dist');
    expect(parse().before).toBeUndefined();
  });

  it.each([
    [['--json'], '-'],
    [['--json', 'out.json'], 'out.json'],
    [['--json=out.json'], 'out.json'],
    [['--json', '--rounds', '3'], '-'],
    [['--rounds', '3', '--json'], '-'],
  ])('%j', (words, json) => expect(parse(...words).json).toBe(json));

  it.each([
    [['--only', 'resnet'], 'There is no model "resnet".'],
    [['--engines', 'webgl'], 'There is no engine "webgl".'],
    [['--threads', '9'], '--threads is 9, and this machine has 8 cores.'],
    [['--threads', '0'], '--threads is 0: give a whole number from 1.'],
    [['--rounds', 'many'], '--rounds is many: give a whole number from 1.'],
    [['--fast'], "Unknown option '--fast'"],
  ])('refuses %j', (words, message) => expect(() => parse(...words)).toThrow(message));
});
