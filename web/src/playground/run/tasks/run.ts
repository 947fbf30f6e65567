// Runs of the network on the picture in hand: the newest one counts.

import { isEdited } from '../edits/edits.js';
import type { Network, Pixels } from '../ports.js';
import { loadedModel } from '../state.js';
import { type Desk, report, reportRun } from './desk.js';

export interface Runs<Picture> {
  run(): Promise<void>;
  /** Runs on the picture as it is edited now; of edits that come while a run is under way, the last. */
  edit(): Promise<void>;
  /**
   * Lends the network to work that leaves other values in it. It takes the place of a run: a new picture
   * ends it, and so does another loan; nothing is read meanwhile. Then the run on screen is made again, unless the
   * work returns true: the network has its values.
   */
  lend(work: (network: Network<Picture>, isOver: () => boolean) => Promise<unknown>): Promise<void>;
  endLoan(): void;
  isLent(): boolean;
}

export function runTasks<Blob, Picture extends Pixels>(
  desk: Desk<Blob, Picture>,
  wanted: () => readonly string[],
): Runs<Picture> {
  const { playground } = desk;

  function start(names: readonly string[]) {
    const { info } = playground.state.model ?? {};
    const { network, picture } = desk;
    if (!network || !picture || !info) return undefined;
    const edits = desk.editsOf();
    const { preprocess, fills = [] } = info;
    const task = network.run(picture.pixels, { preprocess, fills, edits, wanted: names });
    desk.running = task;
    return { task, info: picture.info, edited: isEdited(edits) };
  }

  async function run(): Promise<void> {
    desk.running?.cancel();
    const started = start(wanted());
    if (!started) return;
    const { task, info, edited } = started;
    playground.set({ heldPicture: undefined });
    try {
      const { graph, ...result } = await task.result;
      if (desk.running !== task) return;
      desk.running = undefined;
      const { model, failure } = playground.state;
      const changed =
        graph && model ? { model: loadedModel({ ...model.info, graph }, model.id) } : {};
      // Files that could not be opened have nothing to do with this run: what was said of them stays.
      const over = failure?.scope === 'run' ? { failure: undefined } : {};
      const snapshot = { id: desk.nextId(), picture: info, edited, ...result };
      const shown = { snapshot, wantedSample: undefined, ...changed, ...over };
      playground.emit('runFinished', [snapshot], shown);
    } catch (thrown) {
      if (desk.running !== task) return;
      desk.running = undefined;
      reportRun(desk, thrown, info);
    }
  }

  /** Edits that came while the one before them was run. */
  let isBehind = false;
  let isEditing = false;

  async function edit(): Promise<void> {
    isBehind = true;
    // To give up the run for every move of the hand would be never to finish one.
    if (isEditing) return;
    isEditing = true;
    while (isBehind) {
      isBehind = false;
      await run();
    }
    isEditing = false;
  }

  /** The engine's values are those of the snapshot again. */
  async function restore(): Promise<void> {
    const started = start([]);
    if (!started) return;
    try {
      await started.task.result;
    } finally {
      if (desk.running === started.task) desk.running = undefined;
    }
  }

  let loan: { cancel(): void; ended: Promise<void> } | undefined;

  return {
    run,
    edit,
    async lend(work) {
      while (loan) {
        loan.cancel();
        await loan.ended;
      }
      const { network } = desk;
      if (!network || desk.running) return;
      let isGivenUp = false;
      let end: () => void = () => {};
      const ended = new Promise<void>((then) => {
        end = then;
      });
      const task = {
        result: Promise.resolve(),
        cancel: () => {
          isGivenUp = true;
        },
      };
      desk.running = task;
      const own = { cancel: task.cancel, ended };
      loan = own;
      try {
        const hasValues = await work(network, () => isGivenUp || desk.running !== task);
        if (desk.running !== task) return;
        if (hasValues === true) desk.running = undefined;
        else await restore();
      } catch (thrown) {
        if (desk.running === task) desk.running = undefined;
        if (desk.network === network) report(desk, 'run', thrown);
      } finally {
        if (loan === own) loan = undefined;
        end();
      }
    },
    endLoan: () => loan?.cancel(),
    isLent: () => loan !== undefined,
  };
}
