import { describe, expect, it } from 'vitest';
import {
  fuzzerArguments,
  minutesFor,
  parseFuzzArguments,
} from '../../wasm/toolchain/fuzz-arguments.mjs';

const defaults = { minutes: 5, jobs: 1, seed: 0, replay: '', only: '', help: false };

describe('parseFuzzArguments', () => {
  it.each([
    [[], {}],
    [['--minutes', '1'], { minutes: 1 }],
    [['--minutes=0.5', '--jobs=2', '--seed', '7'], { minutes: 0.5, jobs: 2, seed: 7 }],
    [['--replay', 'a=b.onnx'], { replay: 'a=b.onnx' }],
    [['--replay=a.onnx'], { replay: 'a.onnx' }],
    [['--only', 'weights'], { only: 'weights' }],
    [['--help'], { help: true }],
  ])('%j', (words, options) =>
    expect(parseFuzzArguments(words)).toEqual({ ...defaults, ...options }),
  );

  it.each([
    [['--minutes']],
    [['--minutes', '0']],
    [['--minutes', 'ten']],
    [['--jobs', '1000']],
    [['--seed', '-1']],
    [['--minute', '1']],
    [['--only', 'pictures']],
  ])('refuses %j with a sentence', (words) =>
    expect(() => parseFuzzArguments(words)).toThrow(/is no (value|option)/),
  );
});

describe('minutesFor', () => {
  const minutes = (options) => minutesFor({ ...defaults, ...options });

  it('gives a fifth to the reader of weights, or all to the one that is named', () => {
    expect(minutes({ minutes: 10 })).toEqual({ weights: 2, engine: 8 });
    expect(minutes({ minutes: 10, only: 'weights' })).toEqual({ weights: 10, engine: 0 });
    expect(minutes({ minutes: 10, only: 'engine' })).toEqual({ weights: 0, engine: 10 });
  });

  it('replays a finding where it was made', () => {
    expect(minutes({ replay: 'build/fuzz/findings/weights-seed-7.bin' }).engine).toBe(0);
    expect(minutes({ replay: 'build/fuzz/weights-x/crash-0a1b' }).weights).toBe(0);
  });
});

describe('fuzzerArguments', () => {
  const folders = { findings: '/f', grown: '/g', seeds: '/s', regressions: '/r' };
  const words = (options) => fuzzerArguments({ ...defaults, ...options }, folders);

  it('gives the time in seconds, and the folder to grow before those that are only read', () => {
    expect(words({ minutes: 0.5 })).toContain('-max_total_time=30');
    expect(words({}).slice(-3)).toEqual(['/g', '/s', '/r']);
    expect(words({})).toContain('-artifact_prefix=/f/');
  });

  it('forks for more than one job only, and names a seed only where one was given', () => {
    expect(words({}).join(' ')).not.toMatch(/-fork|-seed/);
    expect(words({ jobs: 2, seed: 7 })).toEqual(expect.arrayContaining(['-fork=2', '-seed=7']));
  });

  it('replays one file, within the same limits, and reads no folder', () => {
    const replay = words({ replay: 'x.onnx' });
    expect(replay.at(-1)).toBe('x.onnx');
    expect(replay).toContain('-timeout=25');
    expect(replay).not.toContain('/s');
  });
});
