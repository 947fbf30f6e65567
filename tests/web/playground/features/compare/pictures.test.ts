import { expect, test, vi } from 'vitest';

const seen = vi.hoisted(() => ({ decoded: 0, closed: 0, fails: false }));
vi.mock('../../../../../web/src/playground/run/pictures.js', () => ({
  pictureReader: () => ({
    decode: () => ({
      result: (async () => {
        seen.decoded++;
        if (seen.fails) throw new Error('no connection');
        return { preview: { close: () => seen.closed++ } };
      })(),
    }),
  }),
}));
const { pictureOf } = await import(
  '../../../../../web/src/playground/features/compare/pictures.js'
);

const samples = new URL('https://site.example/samples/');
const sample = () => ({ kind: 'sample', sample: { title: 'Church', file: 'a.webp' } }) as never;

test('a picture is decoded once, and the small version of it is closed', async () => {
  const file = new File([], 'dog.png');
  const source = () => ({ kind: 'file' as const, name: file.name, file });
  const first = await pictureOf(samples, source());
  expect(await pictureOf(samples, source())).toBe(first);
  expect(seen).toMatchObject({ decoded: 1, closed: 1 });
});

test('one that could not be fetched is fetched again', async () => {
  const source = sample();
  const before = seen.decoded;
  seen.fails = true;
  await expect(pictureOf(samples, source)).rejects.toThrow('no connection');
  seen.fails = false;
  await pictureOf(samples, source);
  expect(seen.decoded - before).toBe(2);
});
