// npm run eval: what it reads, how it counts, and what it says where it cannot.

import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { format } from '../../models/evaluate/catalog.mjs';
import {
  confusion,
  groupCounter,
  matchClasses,
  measure,
  shuffled,
} from '../../models/evaluate/measure.mjs';
import { openPictures } from '../../models/evaluate/pictures.mjs';
import { asText, progressLine } from '../../models/evaluate/report.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const LONG = 'a'.repeat(120);
let folder;

/** A plain picture of one colour; the width tells which. */
function picture(width, type) {
  const background = { r: 200, g: 100, b: 50 };
  return sharp({ create: { width, height: 70, channels: 3, background } })
    [type]()
    .toBuffer();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evaluate-'));
  const write = (path, bytes) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  };
  write('set/val/n03888257/1.webp', await picture(72, 'webp'));
  write('set/val/n01440764/b.png', await picture(71, 'png'));
  write(`set/val/n01440764/${LONG}.jpg`, await picture(70, 'jpeg'));
  write('set/val/n01440764/notes.txt', 'no picture');
  write('set/train/n01440764/c.png', await picture(73, 'png'));
  write(
    'grey/7/1.png',
    await sharp(await picture(70, 'png'))
      .greyscale()
      .png()
      .toBuffer(),
  );
  write('broken/tench/1.png', (await picture(70, 'png')).subarray(0, 60));
  write('unknown/dodo/1.png', await picture(70, 'png'));
  for (const kind of ['gnu', 'pax']) {
    const target = join(folder, `${kind}.tar`);
    execFileSync('tar', [`--format=${kind}`, '-C', join(folder, 'set'), '-cf', target, '.']);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('openPictures', () => {
  const wide = async (data) =>
    (await Promise.all(data.pictures.map((_, i) => data.read(i)))).map(({ width }) => width);

  it.each(['set', 'gnu.tar', 'pax.tar'])('reads the asked split of %s, by class', async (name) => {
    const data = openPictures(join(folder, name), 'val');
    expect(data.classes).toEqual(['tench', 'parachute']);
    expect(data.pictures.map(({ label }) => label)).toEqual([0, 0, 1]);
    expect(data.pictures[0].name).toContain(LONG);
    expect(await wide(data)).toEqual([70, 71, 72]);
    data.close();
  });

  it('gives RGBA, of grey pictures too', async () => {
    const colour = openPictures(join(folder, 'set/val'), 'val');
    const { data, width, height } = await colour.read(1);
    expect([data.length, ...data.slice(0, 4)]).toEqual([width * height * 4, 200, 100, 50, 255]);
    const grey = openPictures(join(folder, 'grey'), 'val');
    const [r, g, b, a] = (await grey.read(0)).data;
    expect([g, b, a]).toEqual([r, r, 255]);
  });

  it('names a file that cannot be decoded', async () => {
    const data = openPictures(join(folder, 'broken'), 'val');
    await expect(data.read(0)).rejects.toThrow(/^tench\/1\.png cannot be decoded/);
  });

  it('says what a folder without pictures should be', () => {
    expect(() => openPictures(join(folder, 'set/val/n03888257'), 'val')).toThrow(
      /one folder a class/,
    );
    expect(() => openPictures(join(folder, 'nowhere'), 'val')).toThrow(/does not exist/);
  });
});

describe('counting', () => {
  const data = {
    classes: ['Golf_Ball', 'tench'],
    pictures: [0, 0, 1, 1].map((label, index) => ({ name: `${index}`, label })),
    read: async (index) => index,
    close: () => {},
  };
  const labels = ['tench', 'goldfish', 'golf ball'];

  it('matches classes by name, whatever the case', () => {
    expect(matchClasses(data.classes, labels)).toEqual([2, 0]);
    expect(matchClasses(['tench', 'dodo'], labels)).toEqual([0, -1]);
    expect(() => matchClasses(['dodo'], labels)).toThrow(/"tench".*"dodo".*share no name/);
  });

  it('counts right answers and where the wrong ones went', async () => {
    const ranked = [
      [2, 0],
      [1, 2],
      [0, 1],
      [1, 2],
    ];
    const classify = async (index) => ranked[index].map((answer) => ({ index: answer }));
    const done = [];
    const result = await measure(classify, data, [2, 0], [0, 1, 2, 3], (n) => done.push(n));
    expect(result).toMatchObject({ top1: 0.5, top5: 0.75, count: 4 });
    expect(done).toEqual([1, 2, 3, 4]);
    expect(confusion(result.answers, data, [2, 0], [0, 1], 3)).toEqual([
      [1, 0, 1],
      [0, 1, 1],
    ]);
    expect(confusion(result.answers.slice(0, 1), data, [2, 0], [0, 1], 2)).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  it('counts right groups, by all predictions', async () => {
    const groups = [
      { name: 'animal' },
      { name: 'fish', within: 'animal', classes: [[0, 1]] },
      { name: 'sport' },
      { name: 'ball', within: 'sport', classes: [2] },
    ];
    const answer = ([{ index }]) => ({
      specific: { name: index === 2 ? 'ball' : 'fish' },
      broad: { name: 'animal' },
    });
    const ranked = [2, 1, 1, 1].map((first) => [first, 3, 4, 5, 6, 0].map((index) => ({ index })));
    const asked = [];
    const classify = async (index, { top_k }) => {
      asked.push(top_k);
      return ranked[index];
    };
    const counter = groupCounter(groups, answer);
    const result = await measure(classify, data, [2, 0], [0, 1, 2, 3], () => {}, counter);
    expect(result).toMatchObject({ top1: 0.25, top5: 0.25, group: 0.75, broad: 0.5 });
    expect(Math.min(...asked)).toBeGreaterThan(1000);
  });

  it('rejects with the failure of a picture, and leaves none unobserved', async () => {
    const broken = { ...data, read: async (index) => Promise.reject(new Error(`broken ${index}`)) };
    const run = measure(
      async () => [],
      broken,
      [2, 0],
      [0, 1, 2, 3],
      () => {},
    );
    await expect(run).rejects.toThrow('broken 0');
  });

  it('shuffles the same way each time, losing nothing', () => {
    const list = Array.from({ length: 50 }, (_, index) => index);
    expect(shuffled(list)).toEqual(shuffled(list));
    expect(shuffled(list)).not.toEqual(list);
    expect(shuffled(list).sort((a, b) => a - b)).toEqual(list);
  });
});

describe('printing', () => {
  const result = { model: 'Net', classes: ['a', 'bb'], top1: 0.75, top5: 1, count: 4 };

  it('shows the figures and the matrix', () => {
    const text = asText({
      ...result,
      picturesPerSecond: 3.21,
      confusion: [
        [2, 0, 0],
        [0, 1, 1],
      ],
    });
    expect(text).toContain('Net: top-1 75.00 %, top-5 100.00 % on 4 pictures, 3.2 pictures/s');
    expect(text).not.toContain('group');
    const grouped = { ...result, picturesPerSecond: 3, confusion: [[1, 0]], classes: ['a'] };
    expect(asText({ ...grouped, group: 0.875, broad: 1 })).toContain(
      '\nThe group of classes with the largest sum is right on 87.50 %, the broad one on 100.00 %.',
    );
    expect(text).toMatch(/ 0 +1 other.*\n 0 a +2 +0 +0 +100.00 %\n 1 bb +0 +1 +1 +50.00 %$/);
  });

  it('rewrites one line on a terminal, and is silent elsewhere', () => {
    const written = [];
    const told = progressLine(2, { isTTY: true, write: (text) => written.push(text) });
    told(2);
    expect(written.join('')).toMatch(/^\r2 of 2 pictures, \d+ a second\r/);
    progressLine(2, { isTTY: false, write: () => expect.fail() })(2);
  });

  it('writes the catalog as the formatter does', () => {
    const text = readFileSync(join(root, 'models/catalog.json'), 'utf8');
    expect(format(JSON.parse(text))).toBe(text);
  });
});

describe('npm run eval', () => {
  const run = (...args) =>
    promisify(execFile)(process.execPath, [join(root, 'models/evaluate.mjs'), ...args], {
      cwd: folder,
    }).catch((failed) => failed);
  const built = existsSync(join(root, 'dist/index.js'));

  it('says that the engine has not been built', async () => {
    const { stderr, stdout } = await run('--package', join(folder, 'nowhere'));
    expect(stderr).toMatch(/the engine has not been built\. Run npm run build first\.\n$/);
    expect(stdout).toBe('');
  });

  it.skipIf(!built)('prints one JSON object and writes the answers (needs a build)', async () => {
    const { stdout } = await run('--data', 'gnu.tar', '--json', '--answers', 'answers.tsv');
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ model: 'TinyVGG', count: 3, classes: ['tench', 'parachute'] });
    expect(result.confusion.map((row) => row.length)).toEqual([3, 3]);
    const lines = readFileSync(join(folder, 'answers.tsv'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => line.split('\t').slice(1, 2))).toEqual([
      ['tench'],
      ['tench'],
      ['parachute'],
    ]);
  });

  it.skipIf(!built)('calibrates, and writes what the file is to say (needs a build)', async () => {
    const { stdout } = await run('--data', 'gnu.tar', '--calibrate', '--metadata', 'fitted.json');
    expect(stdout).toMatch(
      /^TinyVGG\nTemperature fitted on 2 pictures: \d+\.\d+\. On the 1 others:/,
    );
    expect(stdout).toMatch(/\nblack +golf ball +71\.68 % +\d+\.\d+ % +unfamiliar\n/);
    const fitted = JSON.parse(readFileSync(join(folder, 'fitted.json'), 'utf8'));
    expect(Object.keys(fitted)).toEqual(['temperature']);
    expect(Number(fitted.temperature)).toBeGreaterThan(0);
  });

  it.skipIf(!built).each([
    [['--data', 'unknown'], /share no name, so nothing can be measured\./],
    [['--data', 'set', '--record'], /--record needs pictures of all 10 classes/],
    [['--data', 'set', '--record', '--limit', '1'], /leave --limit and --split out/],
    [['--model', 'nosuch'], /nosuch is neither a file nor one of the catalog's models: tinyvgg/],
    [['--limit', 'x'], /--limit is x: give a whole number from 1\./],
    [['--others', 'set'], /--others, --maps and --metadata go with --calibrate\./],
    [['--calibrate', '--record'], /--calibrate goes without --record, --answers and --limit\./],
  ])('%j is refused with a sentence (needs a build)', async (args, sentence) => {
    const { code, stderr } = await run(...args);
    expect(stderr).toMatch(sentence);
    expect(code).toBe(1);
  });
});
