// What the tasks of one playground have in hand.

import type { Playground } from '../../kit/playground.js';
import type { NetworkInfo } from '../../network/network.js';
import type { Edits } from '../edits/edits.js';
import {
  type Failure,
  failureOf,
  isFatal,
  isQuiet,
  pointedToInput,
  type Scope,
  unexpected,
} from '../failures.js';
import type { ModelSource, Network, PictureSource, Pixels, Ports, Task } from '../ports.js';
import { loadedModel, type PictureInfo } from '../state.js';
import type { WeightFile } from '../weight-files.js';

export interface Desk<Blob, Picture extends Pixels> {
  readonly playground: Playground;
  readonly ports: Ports<Blob, Picture>;
  /** What is painted over the picture now. */
  readonly editsOf: () => Edits;
  /** Ids of pictures and runs: they grow with time. */
  nextId(): number;

  /** What the network on screen is from; its network is gone after a crash. */
  model: ModelSource<Blob> | undefined;
  /** The file that was opened in place of its own. */
  instead: Blob | undefined;
  network: Network<Picture> | undefined;
  loading: Task<unknown> | undefined;
  /** What could not be loaded last. */
  failed: ModelSource<Blob> | undefined;
  /** Names of the files of weights that it lacked. */
  lacking: readonly string[];
  /** Files of weights that came before their model. */
  early: readonly WeightFile<Blob>[];

  source: PictureSource<Blob> | undefined;
  /** The last picture that was not drawn, for networks that are not drawn for. */
  photo: PictureSource<Blob> | undefined;
  picture: { pixels: Picture; info: PictureInfo; source: PictureSource<Blob> } | undefined;
  decoding: Task<unknown> | undefined;

  /** Set until its run is on screen: then the values in the engine are those of the snapshot. */
  running: Task<unknown> | undefined;
}

export function newDesk<Blob, Picture extends Pixels>(
  playground: Playground,
  ports: Ports<Blob, Picture>,
  editsOf: () => Edits,
): Desk<Blob, Picture> {
  let serial = 0;
  return {
    playground,
    ports,
    editsOf,
    nextId: () => ++serial,
    model: undefined,
    instead: undefined,
    network: undefined,
    loading: undefined,
    failed: undefined,
    lacking: [],
    early: [],
    source: undefined,
    photo: undefined,
    picture: undefined,
    decoding: undefined,
    running: undefined,
  };
}

type AnyDesk = Pick<
  // biome-ignore lint/suspicious/noExplicitAny: files and pictures do not matter here
  Desk<any, any>,
  'playground' | 'ports' | 'network' | 'running' | 'picture' | 'decoding'
>;

/** undefined for what nobody has to be told, such as a wish that was given up. */
export function failureFrom(
  { ports }: Pick<AnyDesk, 'ports'>,
  scope: Scope,
  thrown: unknown,
): Failure | undefined {
  const data = ports.errorData(thrown);
  if (data && isQuiet(data.code)) return undefined;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return data ? failureOf(scope, data) : unexpected(scope, text);
}

/** With the name of the file that it is about. */
export function named(failure: Failure, name: string): Failure {
  if (failure.message.includes(name)) return failure;
  return { ...failure, message: `${name}: ${failure.message}` };
}

/** Gives up the session; the next wish starts a new one. */
export function dropNetwork(desk: AnyDesk): void {
  desk.running?.cancel();
  desk.running = undefined;
  desk.network?.release();
  desk.network = undefined;
}

/** A sentence beside what is on screen, which has nothing to do with it. */
export function showBeside({ playground }: Pick<AnyDesk, 'playground'>, failure: Failure): void {
  // A network may go on loading while a picture turns out to be none.
  const isOver = failure.scope === 'model' || failure.scope === 'weights';
  playground.set({ failure, ...(isOver ? { progress: undefined } : {}) });
}

/** No map and no percentage of an earlier run survives it. */
export function showInstead({ playground }: Pick<AnyDesk, 'playground'>, failure: Failure): void {
  // A network may go on loading while a picture turns out to be none.
  const gone = failure.scope === 'model' ? { model: undefined, progress: undefined } : {};
  playground.emit('cleared', [], {
    snapshot: undefined,
    wantedSample: undefined,
    ...gone,
    failure,
  });
}

export function report(desk: AnyDesk, scope: Scope, thrown: unknown): void {
  const failure = failureFrom(desk, scope, thrown);
  if (!failure) return;
  if (isFatal(failure.code)) dropNetwork(desk);
  showInstead(desk, failure);
}

/** The picture stays, and where another size may help, the form of the input is the way on. */
export function reportRun(desk: AnyDesk, thrown: unknown, heldPicture: PictureInfo): void {
  const failure = failureFrom(desk, 'run', thrown);
  if (!failure) return;
  if (isFatal(failure.code)) dropNetwork(desk);
  const info = desk.playground.state.model?.info;
  showInstead(desk, info ? pointedToInput(failure, info) : failure);
  desk.playground.set({ heldPicture });
}

/** Other words about the network on screen. */
export function changeInfo(
  { playground }: Pick<AnyDesk, 'playground'>,
  changes: Partial<NetworkInfo>,
): void {
  const { model } = playground.state;
  if (!model) return;
  playground.set({
    failure: undefined,
    // What its columns say depends on how the picture is prepared.
    model: loadedModel({ ...model.info, ...changes }, model.id),
  });
}
