// Opens pictures: files, samples, drawings, frames of a camera. The newest wish wins.

import type { NetworkInfo } from '../../network/network.js';
import { EXAMPLE_DIGITS, isDrawable, type Strokes } from '../drawing.js';
import type { Failure } from '../failures.js';
import type { PictureSource, Pixels } from '../ports.js';
import type { PictureInfo } from '../state.js';
import { words } from '../words-en.js';
import { type Desk, failureFrom, named, showBeside, showInstead } from './desk.js';

export interface Pictures<Blob> {
  /**
   * The picture before stays where this one cannot be used. said: a failure that came with it, of another
   * file, which stays on screen.
   */
  openPicture(source: PictureSource<Blob>, said?: Failure): Promise<void>;
  /** Draws on the pad: what is drawn becomes the picture. */
  draw(strokes: Strokes): Promise<void>;
  /** The picture that another network is shown with, where it is not the one in hand. */
  fitting(info: NetworkInfo): PictureSource<Blob> | undefined;
  /** What was opened is no picture: the one before stays. */
  fail(failure: Failure): void;
}

function drawingOf<Blob>(info: NetworkInfo, strokes: Strokes): PictureSource<Blob> {
  return { kind: 'drawing', strokes, side: Math.max(...info.preprocess.crop) };
}

function infoOf<Blob>(source: PictureSource<Blob>, pixels: Pixels, id: number): PictureInfo {
  const { width, height, preview, notes } = pixels;
  const info = { id, width, height, preview };
  switch (source.kind) {
    case 'sample':
      return { ...info, name: source.sample.title, sample: source.sample.file };
    case 'drawing':
      return { ...info, name: words.drawing, drawn: true };
    case 'camera':
      return { ...info, name: words.camera, live: true };
    case 'file':
      return { ...info, name: source.name, ...(notes ? { notes } : {}) };
  }
}

/**
 * ready: runs on the picture that has just come. isNews: the network was refused while the picture was on its
 * way, so that nobody has asked for it again.
 */
export function pictureTasks<Blob, Picture extends Pixels>(
  desk: Desk<Blob, Picture>,
  ready: (isNews: boolean) => Promise<void>,
): Pictures<Blob> {
  const { playground, ports } = desk;

  async function openPicture(wish: PictureSource<Blob>, said?: Failure): Promise<void> {
    desk.source = wish;
    if (wish.kind === 'drawing') playground.set({ strokes: wish.strokes });
    else if (wish.kind !== 'camera') desk.photo = wish;
    if (wish.kind !== 'camera') playground.emit('pictureWished', []);
    desk.decoding?.cancel();
    const isCutShort = desk.running !== undefined;
    desk.running?.cancel();
    const sample = wish.kind === 'sample' ? wish.sample.file : undefined;
    if (!desk.network || !ports.isAtHand(wish))
      playground.set({ failure: said, wantedSample: sample });
    const { failed } = desk;
    const isNews = () => desk.failed !== undefined && desk.failed !== failed;
    const task = ports.decode(wish);
    desk.decoding = task;
    try {
      const pixels = await task.result;
      if (desk.decoding !== task) return;
      desk.decoding = undefined;
      desk.picture = { pixels, info: infoOf(wish, pixels, desk.nextId()), source: wish };
      if (!isNews() && playground.state.failure !== said) playground.set({ failure: said });
      // What is on the pad is not what the network gets any more.
      if (wish.kind === 'file') playground.set({ strokes: [] });
      if (wish.kind !== 'camera') playground.emit('pictureOpened', [pixels]);
      await ready(isNews());
    } catch (thrown) {
      if (desk.decoding !== task) return;
      desk.decoding = undefined;
      refused(wish, thrown, said);
      if (isCutShort && desk.picture) await ready(isNews());
    }
  }

  function refused(wish: PictureSource<Blob>, thrown: unknown, said: Failure | undefined): void {
    const found = failureFrom(desk, 'picture', thrown);
    if (!found) return;
    const failure = wish.kind === 'file' ? named(found, wish.name) : found;
    fail(said ? { ...said, message: `${said.message} ${failure.message}` } : failure);
  }

  function fail(failure: Failure): void {
    const { source } = desk.picture ?? {};
    desk.source = source;
    if (source?.kind === 'sample' || source?.kind === 'file') desk.photo = source;
    playground.set({ wantedSample: undefined });
    (source ? showBeside : showInstead)(desk, failure);
  }

  /** Nothing is left to run on. */
  function putAway(): void {
    desk.decoding?.cancel();
    desk.running?.cancel();
    desk.running = undefined;
    desk.picture = undefined;
  }

  return {
    openPicture,
    async draw(strokes) {
      const info = playground.state.model?.info;
      if (!info) return;
      if (strokes.length > 0) return openPicture(drawingOf(info, strokes));
      putAway();
      playground.emit('pictureWished', []);
      playground.emit('cleared', [], {
        strokes,
        snapshot: undefined,
        failure: undefined,
        wantedSample: undefined,
      });
    },
    // A network for digits gets a digit, any other the last picture that was none.
    fitting(info) {
      const { source, photo } = desk;
      // Without a picture it runs all the same: an empty one stands in.
      if (info.hasNoPicture) return source ? undefined : drawingOf(info, []);
      const drawn = source?.kind === 'drawing';
      if (!isDrawable(info.preprocess)) return drawn ? photo : undefined;
      const { strokes } = playground.state;
      if (source?.kind === 'file' || (drawn && strokes.length > 0)) return undefined;
      return drawingOf(info, strokes.length > 0 ? strokes : (EXAMPLE_DIGITS[3] ?? []));
    },
    fail,
  };
}
