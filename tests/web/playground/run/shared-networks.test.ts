import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ModelSource, Network, Pixels } from '../../../../web/src/playground/run/ports.js';
import { sharedNetworks } from '../../../../web/src/playground/run/shared-networks.js';
import { tinyInfo, value } from '../../support/app.js';

type Source = ModelSource<string>;
const named = (name: string): Source => ({ kind: 'file', name, file: name });
const picture = (width: number): Pixels => ({ width, height: 1, preview: null });
const wish = { preprocess: tinyInfo().preprocess, edits: { strokes: [] }, wanted: [] } as never;

/** What was asked of the engine, in order. */
let done: string[];
let released: number;
let held: (() => void)[];

/** Its values are those of the last run: the width of the picture. */
function network(): Network<Pixels> {
  let last = 0;
  let told = 0;
  return {
    info: tinyInfo(),
    run: ({ width }) => ({
      result: (async () => {
        done.push(`run ${width}`);
        if (width === 99) await new Promise<void>((go) => held.push(go));
        last = width;
        const graph = width === told ? {} : { graph: `of ${width}` };
        told = width;
        return { values: new Map(), ...graph } as never;
      })(),
      cancel: () => {},
    }),
    answer: () => ({ result: Promise.resolve(undefined), cancel: () => {} }),
    async score() {
      last = -1;
      return undefined;
    },
    async read([name = '']) {
      done.push('read');
      return new Map([[name, value([1], () => last)]]);
    },
    toOnnx: async () => new Uint8Array(),
    release: () => {
      released += 1;
    },
  };
}

let loads: number;
const loader = () =>
  sharedNetworks<string, Pixels>(
    () => {
      loads += 1;
      return { result: Promise.resolve(network()), cancel: () => {} };
    },
    (source) => (source.kind === 'file' ? source.name : undefined),
  );

beforeEach(() => {
  [done, released, held, loads] = [[], 0, [], 0];
});

const readBy = async (from: Network<Pixels>): Promise<number | undefined> =>
  (await from.read(['x'])).get('x')?.data[0];

describe('one network for several', () => {
  test('is loaded once for one key, and again for another', async () => {
    const load = loader();
    await load(named('a'), () => {}).result;
    await load(named('a'), () => {}).result;
    expect(loads).toBe(1);
    await load(named('b'), () => {}).result;
    expect(loads).toBe(2);
  });

  test('each reads its own run, which is made again after that of another', async () => {
    const load = loader();
    const one = await load(named('a'), () => {}).result;
    const two = await load(named('a'), () => {}).result;
    await one.run(picture(1), wish).result;
    await two.run(picture(2), wish).result;
    expect(await readBy(two)).toBe(2);
    expect(await readBy(one)).toBe(1);
    expect(await readBy(one)).toBe(1);
    expect(done).toEqual(['run 1', 'run 2', 'read', 'run 1', 'read', 'read']);
  });

  test('what two of them read of equal runs is one copy', async () => {
    const load = loader();
    const one = await load(named('a'), () => {}).result;
    const two = await load(named('a'), () => {}).result;
    await one.run(picture(1), wish).result;
    const mine = (await one.read(['x'])).get('x');
    await two.run(picture(1), wish).result;
    expect((await two.read(['x'])).get('x')).toBe(mine);
    await two.run(picture(2), wish).result;
    expect((await two.read(['x'])).get('x')).not.toBe(mine);
  });

  test('each is told once of the graph at the shapes of its run, whoever ran it first', async () => {
    const load = loader();
    const one = await load(named('a'), () => {}).result;
    const two = await load(named('a'), () => {}).result;
    const graphOf = async (of: Network<Pixels>, width: number) =>
      (await of.run(picture(width), wish).result).graph;
    expect(await graphOf(one, 1)).toBe('of 1');
    expect(await graphOf(two, 1)).toBe('of 1');
    expect(await graphOf(two, 1)).toBeUndefined();
    expect(await graphOf(two, 2)).toBe('of 2');
    // Reading makes the run before it again: the network tells of it to whoever runs next.
    expect(await readBy(one)).toBe(1);
    expect(await graphOf(two, 2)).toBeUndefined();
    expect(await graphOf(one, 2)).toBe('of 2');
    expect(await graphOf(two, 1)).toBe('of 1');
  });

  test('an input that is scored leaves no values of a run', async () => {
    const load = loader();
    const one = await load(named('a'), () => {}).result;
    await one.run(picture(1), wish).result;
    await one.score(value([1], () => 0));
    expect(await readBy(one)).toBe(1);
  });

  test('one after the other; who gives up before its turn does not run', async () => {
    const load = loader();
    const one = await load(named('a'), () => {}).result;
    const two = await load(named('a'), () => {}).result;
    const long = one.run(picture(99), wish);
    const short = two.run(picture(2), wish);
    short.cancel();
    await vi.waitFor(() => expect(held).toHaveLength(1));
    held[0]?.();
    await long.result;
    await expect(short.result).rejects.toMatchObject({ code: 'aborted' });
    expect(done).toEqual(['run 99']);
  });

  test('goes with the last of its users, a moment later', async () => {
    vi.useFakeTimers();
    const load = loader();
    const one = await load(named('a'), () => {}).result;
    const two = await load(named('a'), () => {}).result;
    one.release();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(released).toBe(0);
    two.release();
    await vi.advanceTimersByTimeAsync(1000);
    const back = await load(named('a'), () => {}).result;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([released, loads]).toEqual([0, 1]);
    back.release();
    back.release();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(released).toBe(1);
    await load(named('a'), () => {}).result;
    expect(loads).toBe(2);
    vi.useRealTimers();
  });
});
