// What happens when somebody opens a picture or a model: the tasks, put together.

import { wantedBy } from '../kit/feature.js';
import type { Playground } from '../kit/playground.js';
import type { InputFill } from '../network/input-fill.js';
import type { KeptValue, Preprocess } from '../network/network.js';
import type { Edits } from './edits/edits.js';
import type { ModelSource, PictureSource, Pixels, Ports } from './ports.js';
import type { Replacing } from './tasks/change.js';
import { changeInfo, dropNetwork, newDesk } from './tasks/desk.js';
import { type Models, modelTasks } from './tasks/model.js';
import { type Pictures, pictureTasks } from './tasks/picture.js';
import { readTask } from './tasks/read.js';
import { type Runs, runTasks } from './tasks/run.js';
import { valuesAmong, wantedNames } from './wanted.js';

export interface Controller<Blob, Picture = unknown>
  extends Models<Blob>,
    Replacing<Blob>,
    Omit<Pictures<Blob>, 'fitting'>,
    Omit<Runs<Picture>, 'run'> {
  /**
   * Where the network in hand is from, and the picture in hand or on its way; failed: what could not be opened as a
   * network last.
   */
  sources(): {
    model: ModelSource<Blob> | undefined;
    /** The file that was opened in place of its own. */
    instead: Blob | undefined;
    failed: ModelSource<Blob> | undefined;
    picture: PictureSource<Blob> | undefined;
  };
  /** The network in hand as an ONNX file, where it came as weights; undefined where there is none. */
  toOnnx(): Promise<Uint8Array<ArrayBuffer>> | undefined;
  /**
   * Values of the run on screen, and weights; undefined where there is none, or another one is under way. What cannot
   * be read is left out.
   */
  read(names: readonly string[]): Promise<ReadonlyMap<string, KeptValue> | undefined>;
  /** The picture in hand, decoded. */
  picture(): Picture | undefined;
  /** Names of the files that the model lacks which was opened last. */
  lacking(): readonly string[];
  /** Changes how pictures are prepared, and what the other inputs get if it is given, and runs again. */
  prepare(preprocess: Preprocess, fills?: readonly InputFill[]): Promise<void>;
  /** Changes what the inputs get that take no picture, and runs again. */
  fillInputs(fills: readonly InputFill[]): Promise<void>;
  /** Names the classes; from: the name of the list. */
  label(labels: readonly string[], from: string): void;
  /** Does the last wishes again, with a new engine where the old one is gone. */
  retry(): Promise<void>;
  /** Opens the network that could not run as a whole, up to these values. */
  openUntil(until: readonly string[]): Promise<void>;
  /** Reads what is on screen and not there yet. Call after every change of the state. */
  readWanted(): Promise<void>;
  /** Ends everything under way, and the engine. */
  dispose(): void;
}

export interface ControllerOptions<Blob, Picture extends Pixels> {
  ports: Ports<Blob, Picture>;
  /** What is painted over the picture now. */
  editsOf(): Edits;
}

export function createController<Blob, Picture extends Pixels>(
  playground: Playground,
  { ports, editsOf }: ControllerOptions<Blob, Picture>,
): Controller<Blob, Picture> {
  const desk = newDesk(playground, ports, editsOf);
  const names = () => wantedNames(playground.state, wantedBy(playground));
  const runs = runTasks(desk, () => valuesAmong(playground.state, names()));
  const pictures = pictureTasks<Blob, Picture>(desk, (isNews) => {
    const again = desk.model ?? desk.failed;
    const isThere = desk.network || desk.loading;
    return isThere || isNews || !again ? runs.run() : models.openModel(again);
  });
  const models: Models<Blob> = modelTasks<Blob, Picture>(desk, ({ info }) => {
    const fitting = pictures.fitting(info);
    return fitting ? pictures.openPicture(fitting) : runs.run();
  });
  const wantedIn = (state: Playground['state']) => [
    ...wantedNames(state, wantedBy({ features: playground.features, state })),
  ];
  const { openModel, openWeights, cancelLoading } = models;
  const { openPicture, draw, fail } = pictures;
  const { edit, lend, endLoan, isLent, run } = runs;
  return {
    openModel,
    openWeights,
    cancelLoading,
    openPicture,
    draw,
    fail,
    async replace(instead, besides) {
      // Whoever changes a network has seen it: this is not needed at first.
      const { replace } = await import('./tasks/change.js');
      return replace(desk, { instead, besides }, { wanted: wantedIn, run: runs.run });
    },
    edit,
    lend,
    endLoan,
    isLent,
    sources: () => ({
      model: desk.model,
      instead: desk.instead,
      failed: desk.failed,
      picture: desk.source,
    }),
    toOnnx: () => desk.network?.toOnnx(),
    async read(names) {
      const { network, running } = desk;
      return network && !running ? network.read(names) : undefined;
    },
    picture: () => desk.picture?.pixels,
    lacking: () => desk.lacking,
    async prepare(preprocess, fills) {
      changeInfo(desk, { preprocess, ...(fills ? { fills } : {}) });
      await run();
    },
    async fillInputs(fills) {
      changeInfo(desk, { fills });
      await run();
    },
    label: (labels, labelsFrom) => changeInfo(desk, { labels, labelsFrom }),
    async retry() {
      const again = desk.source;
      const wish = desk.failed ?? (desk.network ? undefined : desk.model);
      if (wish) await openModel(wish);
      if (again && !desk.picture) await openPicture(again);
      else if (desk.network && playground.state.failure) await run();
    },
    async openUntil(until) {
      if (desk.failed) await openModel({ ...desk.failed, until });
    },
    readWanted: readTask(desk, names),
    dispose() {
      desk.loading?.cancel();
      desk.loading = undefined;
      desk.decoding?.cancel();
      desk.decoding = undefined;
      dropNetwork(desk);
    },
  };
}
