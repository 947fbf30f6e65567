import { beforeEach, describe, expect, test } from 'vitest';
import {
  createSecond,
  isAsked,
  type Second,
} from '../../../../../web/src/playground/features/opinion/second.js';
import type { Playground } from '../../../../../web/src/playground/kit/playground.js';
import type { Network, Task } from '../../../../../web/src/playground/run/ports.js';
import type { Scores } from '../../../../../web/src/playground/run/predictions.js';
import type { CatalogEntry, PictureInfo } from '../../../../../web/src/playground/run/state.js';
import { picture, snapshot, tinyInfo, tinyModel } from '../../../support/app.js';
import { playgroundWithout } from '../../../support/playground.js';

const MODELS: CatalogEntry[] = [
  { id: 'tinyvgg', title: 'TinyVGG' },
  { id: 'large', title: 'Large', answersOwnPictures: true },
];
const scores: Scores = { probabilities: Float32Array.of(0.1, 0.9), softmaxAdded: false };

/** A task that the test ends. */
function manual<T>() {
  let end: { resolve(value: T): void; reject(error: Error): void } | undefined;
  const result = new Promise<T>((resolve, reject) => {
    end = { resolve, reject };
  });
  const cancel = () => end?.reject(new Error('given up'));
  return { result, cancel, resolve: (value: T) => end?.resolve(value) };
}
const settle = () => new Promise<void>((done) => setTimeout(done));

let playground: Playground;
let second: Second;
let loads: ReturnType<typeof manual<Network<string>>>[];
let answers: ReturnType<typeof manual<Scores | undefined>>[];
let seen: string[];
let released: number;

function network(): Network<string> {
  const never = {} as Network<string>;
  return {
    ...never,
    info: { ...tinyInfo(), title: 'Large' },
    answer(pixels): Task<Scores | undefined> {
      seen.push(pixels);
      const task = manual<Scores | undefined>();
      answers.push(task);
      return task;
    },
    release: () => {
      released += 1;
    },
  };
}

function show(change: Partial<PictureInfo> = {}): void {
  const shown = { ...snapshot(), picture: { ...picture(), ...change } };
  playground.set({ snapshot: shown, opinion: { picture: shown.picture.id } });
}

beforeEach(() => {
  [loads, answers, seen, released] = [[], [], [], 0];
  playground = playgroundWithout();
  playground.set({
    models: MODELS,
    model: tinyModel(),
    samples: [
      { file: 'ball.webp', thumbnail: 'ball.webp', title: 'Ball', label: 'golf ball' },
      { file: 'cat.webp', thumbnail: 'cat.webp', title: 'Cat' },
    ],
  });
  second = createSecond<string>(
    playground,
    () => {
      const task = manual<Network<string>>();
      loads.push(task);
      return task;
    },
    () => `pixels of ${playground.state.snapshot?.picture.name}`,
  );
});

describe('who asks a second network', () => {
  test('a picture of the user, and a sample that shows none of its classes', () => {
    show();
    expect(isAsked(playground.state)).toBe(true);
    show({ sample: 'cat.webp' });
    expect(isAsked(playground.state)).toBe(true);
  });

  test('no sample of its classes, no frame of a camera', () => {
    show({ sample: 'ball.webp' });
    expect(isAsked(playground.state)).toBe(false);
    show({ live: true });
    expect(isAsked(playground.state)).toBe(false);
  });

  test('no model of the user, no network for drawings, and not the second itself', () => {
    show();
    playground.set({ model: { ...tinyModel(), id: 'large' } });
    expect(isAsked(playground.state)).toBe(false);
    const { id: _, ...own } = tinyModel();
    playground.set({ model: own });
    expect(isAsked(playground.state)).toBe(false);
    const { info, ...rest } = tinyModel();
    const preprocess = {
      ...info.preprocess,
      channels: 1 as const,
      crop: [28, 28] as [number, number],
    };
    playground.set({ model: { ...rest, info: { ...info, preprocess } } });
    expect(isAsked(playground.state)).toBe(false);
  });

  test('nobody where the page has no such network', () => {
    show();
    playground.set({ models: MODELS.slice(0, 1) });
    expect(isAsked(playground.state)).toBe(false);
  });
});

test('it is loaded once, and answers every picture', async () => {
  show();
  void second.ask();
  await settle();
  expect(playground.state.opinion?.progress).toBeDefined();
  loads[0]?.resolve(network());
  await settle();
  expect(playground.state.opinion?.progress).toBeUndefined();
  answers[0]?.resolve(scores);
  await settle();
  expect(playground.state.opinion).toMatchObject({ picture: 1, scores, info: { title: 'Large' } });
  show({ id: 2, name: 'two.jpg' });
  void second.ask();
  await settle();
  answers[1]?.resolve(scores);
  await settle();
  expect(playground.state.opinion).toMatchObject({ picture: 2, scores });
  expect(loads).toHaveLength(1);
  expect(seen).toEqual(['pixels of dog.jpg', 'pixels of two.jpg']);
});

test('of pictures that come while it is busy the last is answered', async () => {
  show();
  void second.ask();
  await settle();
  loads[0]?.resolve(network());
  await settle();
  for (const id of [2, 3, 4]) {
    show({ id, name: `${id}.jpg` });
    void second.ask();
  }
  answers[0]?.resolve(scores);
  await settle();
  // The answer is not that of the picture on screen.
  expect(playground.state.opinion).toEqual({ picture: 4 });
  answers[1]?.resolve(scores);
  await settle();
  expect(seen).toEqual(['pixels of dog.jpg', 'pixels of 4.jpg']);
  expect(playground.state.opinion).toMatchObject({ picture: 4, scores });
});

test('a failure is said, and asking again loads again', async () => {
  show();
  void second.ask();
  await settle();
  second.cancel();
  await settle();
  expect(playground.state.opinion).toMatchObject({ failure: 'given up' });
  expect(playground.state.opinion?.progress).toBeUndefined();
  void second.ask();
  await settle();
  expect(loads).toHaveLength(2);
});

test('release gives the network back', async () => {
  show();
  void second.ask();
  await settle();
  loads[0]?.resolve(network());
  await settle();
  second.release();
  expect(released).toBe(1);
});
