import { beforeEach, describe, expect, test } from 'vitest';
import type { Playground } from '../../../../web/src/playground/kit/playground.js';
import type {
  KeptValue,
  NetworkInfo,
  Preprocess,
} from '../../../../web/src/playground/network/network.js';
import type { Controller } from '../../../../web/src/playground/run/controller.js';
import type {
  ModelSource,
  Network,
  PictureSource,
  Pixels,
  RunResult,
  Task,
} from '../../../../web/src/playground/run/ports.js';
import type { Scores } from '../../../../web/src/playground/run/predictions.js';
import type { ErrorData } from '../../../../web/src/protocol/index.js';
import { tinyInfo, value } from '../../support/app.js';
import { playgroundWith } from '../../support/playground.js';
import { settle } from '../../support/settle.js';

class Refused extends Error {
  readonly data: ErrorData;
  constructor(code: ErrorData['code']) {
    super(code);
    this.data = { code, message: `message of ${code}`, hint: 'hint' };
  }
}

/** A task that the test ends. */
class Manual<T> implements Task<T> {
  readonly result: Promise<T>;
  cancelled = false;
  resolve!: (value: T) => void;
  reject!: (error: unknown) => void;

  constructor() {
    this.result = new Promise<T>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  cancel(): void {
    this.cancelled = true;
    this.reject(new Refused('aborted'));
  }
}

let playground: Playground;
let controller: Controller<string>;
let loads: Manual<Network<Pixels>>[];
let decodes: Manual<Pixels>[];
let runs: Manual<RunResult>[];
let ran: Preprocess[];
/** Names that came with each run, and with each reading. */
let wanted: (readonly string[])[];
let reads: Manual<ReadonlyMap<string, KeptValue>>[];
let asked: (readonly string[])[];
let released: number;

const file = (name: string): PictureSource<string> & ModelSource<string> => ({
  kind: 'file',
  name,
  file: name,
});
const pixels: Pixels = { width: 10, height: 10, preview: null };
const outcome = (first: number): RunResult => ({
  values: new Map([['input', value([1, 1], () => first)]]),
  statistics: new Map(),
  timings: [],
  threads: 1,
  warm: true,
  scores: undefined,
});
function network(info: Partial<NetworkInfo> = {}): Network<Pixels> {
  return {
    info: { ...tinyInfo(), ...info },
    run: (_, wish) => {
      ran.push(wish.preprocess);
      wanted.push(wish.wanted);
      return push(runs, new Manual<RunResult>());
    },
    answer: () => new Manual<Scores | undefined>(),
    score: async () => undefined,
    read(names) {
      asked.push(names);
      return push(reads, new Manual<ReadonlyMap<string, KeptValue>>()).result;
    },
    toOnnx: async () => new Uint8Array(),
    release: () => {
      released += 1;
    },
  };
}

function push<T>(list: T[], item: T): T {
  list.push(item);
  return item;
}

beforeEach(() => {
  [loads, decodes, runs, ran, released] = [[], [], [], [], 0];
  [wanted, reads, asked] = [[], [], []];
  ({ playground, controller } = playgroundWith<string, Pixels>({
    load: () => push(loads, new Manual<Network<Pixels>>()),
    isAtHand: () => false,
    decode: () => push(decodes, new Manual<Pixels>()),
    errorData: (thrown) => (thrown instanceof Refused ? thrown.data : undefined),
  }));
});

async function ready(): Promise<void> {
  void controller.openModel(file('net.onnx'));
  void controller.openPicture(file('first.png'));
  loads[0]?.resolve(network());
  decodes[0]?.resolve(pixels);
  await settle();
  runs.at(-1)?.resolve(outcome(1));
  await settle();
}

describe('the first picture', () => {
  test('runs once network and picture are there', async () => {
    await ready();
    expect(playground.state.snapshot?.picture.name).toBe('first.png');
    expect(playground.state.model?.info.title).toBe('TinyVGG');
    expect(playground.state.progress).toBeUndefined();
  });

  test('waits for a slow network', async () => {
    void controller.openModel(file('net.onnx'));
    void controller.openPicture(file('first.png'));
    decodes[0]?.resolve(pixels);
    await settle();
    expect(runs).toHaveLength(0);
    loads[0]?.resolve(network());
    await settle();
    expect(runs).toHaveLength(1);
  });
});

describe('the newest wish wins', () => {
  test('a picture that is decoded late is dropped', async () => {
    await ready();
    void controller.openPicture(file('slow.png'));
    void controller.openPicture(file('quick.png'));
    decodes[2]?.resolve(pixels);
    decodes[1]?.resolve(pixels);
    await settle();
    runs.at(-1)?.resolve(outcome(3));
    await settle();
    expect(decodes[1]?.cancelled).toBe(true);
    expect(playground.state.snapshot?.picture.name).toBe('quick.png');
    expect(runs).toHaveLength(2);
  });

  test('a run that is overtaken does not show up', async () => {
    await ready();
    void controller.openPicture(file('a.png'));
    decodes[1]?.resolve(pixels);
    await settle();
    const slow = runs[1];
    void controller.openPicture(file('b.png'));
    decodes[2]?.resolve(pixels);
    await settle();
    runs[2]?.resolve(outcome(2));
    slow?.resolve(outcome(9));
    await settle();
    expect(slow?.cancelled).toBe(true);
    expect(playground.state.snapshot?.picture.name).toBe('b.png');
    expect(playground.state.failure).toBeUndefined();
  });

  test('a network that arrives after another was chosen is released', async () => {
    void controller.openModel(file('old.onnx'));
    const old = loads[0];
    void controller.openModel(file('new.onnx'));
    old?.resolve(network());
    loads[1]?.resolve(network());
    await settle();
    expect(playground.state.failure).toBeUndefined();
    expect(playground.state.model).toBeDefined();
  });
});

describe('another network', () => {
  test('the old one runs on until the new one is there, and is released then', async () => {
    await ready();
    void controller.openModel(file('big.onnx'));
    void controller.openPicture(file('second.png'));
    decodes[1]?.resolve(pixels);
    await settle();
    runs.at(-1)?.resolve(outcome(2));
    await settle();
    expect(playground.state.snapshot?.picture.name).toBe('second.png');
    expect(playground.state.progress).toBeDefined();
    expect(released).toBe(0);
    loads[1]?.resolve(network({ title: 'Big' }));
    await settle();
    expect(released).toBe(1);
    expect(playground.state.model?.info.title).toBe('Big');
    runs.at(-1)?.resolve(outcome(3));
    await settle();
    expect(playground.state.snapshot?.picture.name).toBe('second.png');
  });

  test('given up: the page is where it was', async () => {
    await ready();
    const before = playground.state;
    void controller.openModel(file('big.onnx'));
    controller.cancelLoading();
    await settle();
    expect(loads[1]?.cancelled).toBe(true);
    expect(playground.state).toEqual(before);
    expect(released).toBe(0);
  });

  test('not loadable: a failure beside the old one, and trying again loads it', async () => {
    await ready();
    const { snapshot } = playground.state;
    void controller.openModel(file('bad.onnx'));
    loads[1]?.reject(new Refused('http-error'));
    await settle();
    expect(playground.state.failure?.scope).toBe('model');
    expect(playground.state.snapshot).toBe(snapshot);
    void controller.retry();
    loads[2]?.resolve(network({ title: 'Good now' }));
    await settle();
    expect(playground.state.model?.info.title).toBe('Good now');
  });
});

describe('what the user says about a network of their own', () => {
  test('another preparation of pictures runs at once', async () => {
    await ready();
    const preprocess = { ...tinyInfo().preprocess, resize: 80 };
    void controller.prepare(preprocess);
    expect(ran.at(-1)).toEqual(preprocess);
    expect(playground.state.model?.info.preprocess).toEqual(preprocess);
    expect(playground.state.model?.info.givenPreprocess.resize).toBe(64);
  });

  test('names of classes are used without a run', async () => {
    await ready();
    const count = runs.length;
    controller.label(['a', 'b'], 'names.txt');
    expect(playground.state.model?.info).toMatchObject({
      labels: ['a', 'b'],
      labelsFrom: 'names.txt',
    });
    expect(runs).toHaveLength(count);
  });
});

describe('a network for digits', () => {
  const digits = { preprocess: { ...tinyInfo().preprocess, channels: 1 as const, crop: [28, 28] } };
  async function openDigits(): Promise<void> {
    void controller.openModel(file('digits.onnx'));
    loads.at(-1)?.resolve(network(digits as Partial<NetworkInfo>));
    await settle();
  }

  test('brings a drawing in place of the sample, and the sample comes back', async () => {
    void controller.openModel(file('net.onnx'));
    const sample = {
      kind: 'sample',
      sample: { file: 'church.webp', thumbnail: '', title: 'Church' },
    } as const;
    void controller.openPicture(sample);
    loads[0]?.resolve(network());
    decodes[0]?.resolve(pixels);
    await settle();
    await openDigits();
    decodes.at(-1)?.resolve(pixels);
    await settle();
    runs.at(-1)?.resolve(outcome(1));
    await settle();
    expect(playground.state.snapshot?.picture.drawn).toBe(true);
    expect(playground.state.strokes.length).toBeGreaterThan(0);
    void controller.openModel(file('net.onnx'));
    loads.at(-1)?.resolve(network());
    await settle();
    decodes.at(-1)?.resolve(pixels);
    await settle();
    runs.at(-1)?.resolve(outcome(1));
    await settle();
    expect(playground.state.snapshot?.picture.name).toBe('Church');
  });

  test('keeps a picture of the user', async () => {
    await ready();
    await openDigits();
    runs.at(-1)?.resolve(outcome(1));
    await settle();
    expect(playground.state.snapshot?.picture.name).toBe('first.png');
  });

  test('a picture of the user leaves an empty pad; one that cannot be used does not', async () => {
    await openDigits();
    decodes.at(-1)?.resolve(pixels);
    await settle();
    expect(playground.state.strokes).not.toEqual([]);
    void controller.openPicture(file('bad.png'));
    decodes.at(-1)?.reject(new Refused('not-a-picture'));
    await settle();
    expect(playground.state.strokes).not.toEqual([]);
    void controller.openPicture(file('good.png'));
    decodes.at(-1)?.resolve(pixels);
    await settle();
    expect(playground.state.strokes).toEqual([]);
  });

  test('a wiped pad leaves no answer', async () => {
    await openDigits();
    decodes.at(-1)?.resolve(pixels);
    await settle();
    runs.at(-1)?.resolve(outcome(1));
    await settle();
    expect(playground.state.snapshot).toBeDefined();
    await controller.draw([]);
    expect(playground.state.snapshot).toBeUndefined();
    expect(playground.state.strokes).toEqual([]);
  });
});

describe('after a failure', () => {
  test('a bad picture leaves the one before; the next one runs on the same network', async () => {
    await ready();
    const { snapshot } = playground.state;
    void controller.openPicture(file('bad.png'));
    decodes[1]?.reject(new Refused('not-a-picture'));
    await settle();
    expect(playground.state.failure).toMatchObject({ code: 'not-a-picture', scope: 'picture' });
    expect(playground.state.snapshot).toBe(snapshot);
    void controller.edit();
    runs.at(-1)?.resolve(outcome(1));
    await settle();
    expect(playground.state.snapshot?.picture.name).toBe('first.png');
    expect(playground.state.failure?.code).toBe('not-a-picture');
    void controller.openPicture(file('good.png'));
    decodes[2]?.resolve(pixels);
    await settle();
    runs.at(-1)?.resolve(outcome(2));
    await settle();
    expect(playground.state.failure).toBeUndefined();
    expect(playground.state.snapshot?.picture.name).toBe('good.png');
    expect(loads).toHaveLength(1);
  });

  test('a bad picture that cuts a run short: the run is made again', async () => {
    await ready();
    void controller.openPicture(file('good.png'));
    decodes[1]?.resolve(pixels);
    await settle();
    void controller.openPicture(file('bad.png'));
    decodes[2]?.reject(new Refused('not-a-picture'));
    await settle();
    expect(runs).toHaveLength(3);
    runs[2]?.resolve(outcome(2));
    await settle();
    expect(playground.state.snapshot?.picture.name).toBe('good.png');
    expect(playground.state.failure?.code).toBe('not-a-picture');
  });

  test('the first picture is bad: nothing is shown', async () => {
    void controller.openModel(file('net.onnx'));
    void controller.openPicture(file('bad.png'));
    loads[0]?.resolve(network());
    decodes[0]?.reject(new Refused('not-a-picture'));
    await settle();
    expect(playground.state.failure?.scope).toBe('picture');
    expect(playground.state.snapshot).toBeUndefined();
    expect(runs).toHaveLength(0);
  });

  test('the first picture is bad, and known to be before the network is there', async () => {
    void controller.openModel(file('net.onnx'));
    void controller.openPicture(file('bad.png'));
    decodes[0]?.reject(new Refused('not-a-picture'));
    await settle();
    loads[0]?.resolve(network());
    await settle();
    expect(playground.state.failure?.scope).toBe('picture');
  });

  test('what was said of another file stays when a run ends, and when its picture comes', async () => {
    await ready();
    void controller.prepare(tinyInfo().preprocess);
    void controller.openWeights([{ path: 'net.data', file: 'net.data' }]);
    await settle();
    runs.at(-1)?.resolve(outcome(2));
    await settle();
    expect(playground.state.failure?.scope).toBe('weights');
    const said = playground.state.failure;
    void controller.openPicture(file('second.png'), said);
    decodes[1]?.resolve(pixels);
    await settle();
    runs.at(-1)?.resolve(outcome(3));
    await settle();
    expect(playground.state.snapshot?.picture.name).toBe('second.png');
    expect(playground.state.failure).toBe(said);
    void controller.openPicture(file('third.png'));
    expect(playground.state.failure).toBeUndefined();
  });

  test('a crash releases the session, and the next picture starts a new one', async () => {
    await ready();
    void controller.openPicture(file('heavy.png'));
    decodes[1]?.resolve(pixels);
    await settle();
    runs[1]?.reject(new Refused('engine-crash'));
    await settle();
    expect(playground.state.failure?.title).toBe('The engine stopped unexpectedly');
    expect(released).toBe(1);
    void controller.openPicture(file('light.png'));
    decodes[2]?.resolve(pixels);
    await settle();
    loads[1]?.resolve(network());
    await settle();
    runs.at(-1)?.resolve(outcome(1));
    await settle();
    expect(playground.state.snapshot?.picture.name).toBe('light.png');
  });

  test('trying again loads the network again and runs the picture', async () => {
    void controller.openModel(file('net.onnx'));
    void controller.openPicture(file('first.png'));
    decodes[0]?.resolve(pixels);
    loads[0]?.reject(new Refused('http-error'));
    await settle();
    expect(playground.state.failure?.scope).toBe('model');
    void controller.retry();
    loads[1]?.resolve(network());
    await settle();
    runs[0]?.resolve(outcome(1));
    await settle();
    expect(playground.state.failure).toBeUndefined();
    expect(playground.state.snapshot?.picture.name).toBe('first.png');
  });

  test('a picture that was under way when the network was refused leaves that said, and asks for nothing', async () => {
    void controller.openModel(file('net.onnx'));
    void controller.openPicture(file('first.png'));
    loads[0]?.reject(new Refused('http-error'));
    await settle();
    decodes[0]?.resolve(pixels);
    await settle();
    expect(playground.state.failure?.scope).toBe('model');
    expect(loads).toHaveLength(1);
    // A picture that is chosen after it tries again.
    void controller.openPicture(file('second.png'));
    decodes[1]?.resolve(pixels);
    await settle();
    expect(loads).toHaveLength(2);
  });

  test('what is no PlaygroundError is a sentence too', async () => {
    void controller.openModel(file('net.onnx'));
    loads[0]?.reject(new TypeError('x is undefined'));
    await settle();
    expect(playground.state.failure).toMatchObject({ code: 'unexpected' });
    expect(playground.state.failure?.message).toContain('x is undefined');
  });
});

describe('values on screen', () => {
  test('of a small network all come with the run', async () => {
    await ready();
    expect(wanted[0]).toContain('conv_1_1');
    expect(wanted[0]).toContain('max_pool_2');
    expect(wanted[0]).not.toContain('conv_1_1.weight');
  });

  test('what is opened is read once, weights apart from values', async () => {
    await ready();
    playground.actions.open({ column: 1, channel: 0 });
    void controller.readWanted();
    void controller.readWanted();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toEqual(expect.arrayContaining(['conv_1_1', 'conv_1_1.weight']));
    const [kept, weight] = [value([1, 10, 62, 62], () => 1), value([10, 3, 3, 3], () => 2)];
    reads[0]?.resolve(
      new Map([
        ['conv_1_1', kept],
        ['conv_1_1.weight', weight],
      ]),
    );
    await settle();
    expect(playground.state.snapshot?.values.get('conv_1_1')).toBe(kept);
    expect(playground.state.snapshot?.values.get('input')?.data[0]).toBe(1);
    expect(playground.state.snapshot?.values.has('conv_1_1.weight')).toBe(false);
    expect(playground.state.weights.get('conv_1_1.weight')).toBe(weight);
  });

  test('nothing is read while a run is under way: the engine holds values of neither', async () => {
    await ready();
    playground.actions.open({ column: 1, channel: 0 });
    void controller.openPicture(file('second.png'));
    decodes[1]?.resolve(pixels);
    await settle();
    void controller.readWanted();
    expect(asked).toHaveLength(0);
    expect(wanted[1]).toContain('conv_1_1');
  });

  test('what was read of an older run is dropped', async () => {
    await ready();
    playground.actions.open({ column: 1, channel: 0 });
    void controller.readWanted();
    void controller.openPicture(file('second.png'));
    decodes[1]?.resolve(pixels);
    await settle();
    runs[1]?.resolve(outcome(2));
    await settle();
    reads[0]?.resolve(new Map([['conv_1_1', value([1], () => 9)]]));
    await settle();
    expect(playground.state.snapshot?.values.has('conv_1_1')).toBe(false);
    void controller.readWanted();
    expect(asked.at(-1)).toContain('conv_1_1');
  });
});

test('a second loan ends the first, waits for it, and gets the network', async () => {
  await ready();
  const events: string[] = [];
  let finish: () => void = () => {};
  const pause = new Promise<void>((then) => {
    finish = then;
  });
  const first = controller.lend(async (_, isOver) => {
    await pause;
    events.push(isOver() ? 'first is over' : 'first goes on');
  });
  const second = controller.lend(async () => void events.push('second'));
  await settle();
  expect(controller.isLent()).toBe(true);
  expect(events).toEqual([]);
  finish();
  // After each loan the run on screen is made again.
  for (let loan = 1; loan <= 2; loan++) {
    await settle();
    runs[loan]?.resolve(outcome(1));
  }
  await Promise.all([first, second]);
  expect(events).toEqual(['first is over', 'second']);
  expect(controller.isLent()).toBe(false);
});

test('a loan that leaves the values as they are needs no other run', async () => {
  await ready();
  const before = runs.length;
  await controller.lend(async () => true);
  expect(runs.length).toBe(before);
  void controller.readWanted();
  expect(controller.isLent()).toBe(false);
});
