// One network for all playgrounds that show the same one: one worker, one copy of its weights.

import { isFatal } from './failures.js';
import { KeptOnce } from './kept-once.js';
import type { ModelSource, Network, Pixels, Ports, RunResult, RunWish, Task } from './ports.js';
import { errorData, refuse } from './refusal.js';
import type { Progress } from './state.js';

type Load<Blob, Picture extends Pixels> = Ports<Blob, Picture>['load'];

/** Who comes back within this time, as pages do that swap their content, finds it still there. Milliseconds. */
const LINGER = 3000;

/** One network, and who has it. */
class Shared<Picture extends Pixels> {
  users = 0;
  /** Told how far loading is. */
  readonly watchers = new Set<(progress: Progress) => void>();
  progress: Progress | undefined;
  readonly kept = new KeptOnce();
  /** At the shapes of the last run, which told one of its users alone; undefined where none changed it. */
  graph: RunResult['graph'];
  /** Whose run the values in the engine are of. */
  private owner: object | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly task: Task<Network<Picture>>,
    private readonly lost: () => void,
  ) {}

  tell(progress: Progress): void {
    this.progress = progress;
    for (const watcher of this.watchers) watcher(progress);
  }

  /** One piece of work after the other: the network has the values of one run. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(work).catch((thrown: unknown) => {
      if (isFatal(errorData(thrown)?.code ?? '')) this.lost();
      throw thrown;
    });
    this.turn = result.catch(() => {});
    return result;
  }

  /** Work that leaves other values, or those of `whose`. */
  leaving<Result>(whose: object | undefined, work: () => Promise<Result>): Promise<Result> {
    return this.inTurn(async () => {
      this.owner = undefined;
      const result = await work();
      this.owner = whose;
      return result;
    });
  }

  isOf(whose: object): boolean {
    return this.owner === whose;
  }

  own(whose: object | undefined): void {
    this.owner = whose;
  }
}

/** A task that begins when it is its turn. */
function later<Result>(
  inTurn: (work: () => Promise<Result>) => Promise<Result>,
  begin: () => Task<Result>,
): Task<Result> {
  let running: Task<Result> | undefined;
  let isGivenUp = false;
  const result = inTurn(() => {
    if (isGivenUp) throw refuse('aborted', 'The run was given up.', '');
    running = begin();
    return running.result;
  });
  return {
    result,
    cancel() {
      isGivenUp = true;
      running?.cancel();
    },
  };
}

/** The network as one of its users has it. */
function handle<Picture extends Pixels>(
  shared: Shared<Picture>,
  network: Network<Picture>,
  release: () => void,
): Network<Picture> {
  const me = {};
  let last: { picture: Picture; wish: RunWish } | undefined;
  let told: RunResult['graph'];

  /** The result of a run as it is for this user. */
  function own({ graph = shared.graph, ...result }: RunResult): RunResult {
    shared.graph = graph;
    const isNews = graph !== told;
    told = graph;
    const values = shared.kept.of(result.values);
    return { ...result, values, ...(graph && isNews ? { graph } : {}) };
  }

  return {
    info: network.info,
    run: (picture, wish) =>
      later<RunResult>(
        (work) =>
          shared.leaving(me, async () => {
            const result = await work();
            last = { picture, wish };
            return own(result);
          }),
        () => network.run(picture, wish),
      ),
    answer: (picture, wish) =>
      later(
        (work) => shared.leaving(undefined, work),
        () => network.answer(picture, wish),
      ),
    score: (input) => shared.leaving(undefined, () => network.score(input)),
    read: (names) =>
      shared.inTurn(async () => {
        // Somebody else has run it since: the values are made again first.
        if (last && !shared.isOf(me)) {
          const { picture, wish } = last;
          shared.own(undefined);
          own(await network.run(picture, wish).result);
          shared.own(me);
        }
        return shared.kept.of(await network.read(names));
      }),
    toOnnx: () => network.toOnnx(),
    release,
  };
}

/** keyOf: the same for two sources of one network; undefined for one that is nobody else's. */
export function sharedNetworks<Blob, Picture extends Pixels>(
  load: Load<Blob, Picture>,
  keyOf: (source: ModelSource<Blob>) => string | undefined,
): Load<Blob, Picture> {
  const known = new Map<string, Shared<Picture>>();

  function sharedOf(source: ModelSource<Blob>, key: string): Shared<Picture> {
    const there = known.get(key);
    if (there) return there;
    const forget = (): void => {
      if (known.get(key) === made) known.delete(key);
    };
    const made: Shared<Picture> = new Shared(
      load(source, (progress) => made.tell(progress)),
      forget,
    );
    known.set(key, made);
    made.task.result.catch(forget);
    return made;
  }

  function leave(shared: Shared<Picture>, key: string): void {
    shared.users -= 1;
    if (shared.users > 0) return;
    setTimeout(() => {
      if (shared.users > 0) return;
      if (known.get(key) === shared) known.delete(key);
      shared.task.cancel();
      shared.task.result.then((network) => network.release()).catch(() => {});
    }, LINGER);
  }

  return (source, progress) => {
    const key = keyOf(source);
    if (key === undefined) return load(source, progress);
    const shared = sharedOf(source, key);
    shared.users += 1;
    shared.watchers.add(progress);
    // Who asks has no answer yet that it could compare with.
    queueMicrotask(() => {
      if (shared.progress && shared.watchers.has(progress)) progress(shared.progress);
    });
    let isLeft = false;
    const left = (): void => {
      shared.watchers.delete(progress);
      if (!isLeft) leave(shared, key);
      isLeft = true;
    };
    let refuseNow: (thrown: unknown) => void = () => {};
    const givenUp = new Promise<never>((_, reject) => {
      refuseNow = reject;
    });
    const mine = shared.task.result.then(
      (network) => {
        shared.watchers.delete(progress);
        return handle(shared, network, left);
      },
      (thrown: unknown) => {
        left();
        throw thrown;
      },
    );
    return {
      result: Promise.race([mine, givenUp]),
      cancel() {
        left();
        refuseNow(refuse('aborted', 'The network was given up.', ''));
      },
    };
  };
}
