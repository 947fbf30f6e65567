// What all sessions of a network are fed: its inputs as numbers, as the picture on screen makes them.

import type { Feeds, InferenceSession, RunOptions } from '../../../client/index.js';
import type { Playground } from '../../kit/playground.js';
import { feedsFor, openSession } from '../../run/engine.js';
import { infoOf } from '../../run/network-info.js';
import type { DecodedPicture } from '../../run/pictures.js';
import type { ModelSource } from '../../run/ports.js';
import type { Row } from './state.js';
import type { Surroundings } from './turns.js';

export interface Subject {
  title: string;
  source: ModelSource<File>;
  /** True for the network on screen: it is fed as it is there. */
  isShown: boolean;
}

export interface Means {
  playground: Playground;
  picture: DecodedPicture;
  around: Surroundings;
  signal: AbortSignal;
  rows: Row[];
  /** Says what is done, and how much of this network, 0 to 1. Throws where nobody waits any more. */
  tell(doing: string, share: number): void;
}

/** What a session is fed, and the bytes that one takes. */
export interface Fed {
  feeds: Feeds;
  run: RunOptions;
  bytes: number;
}

/** The inputs as numbers, so that no run spends time on the picture. */
async function fedTo(session: InferenceSession, subject: Subject, means: Means): Promise<Fed> {
  const { source, title, isShown } = subject;
  const { state } = means.playground;
  const entry = source.kind === 'catalog' ? source.entry : undefined;
  const unknown = { labels: undefined, groups: undefined };
  const shown = isShown ? state.model?.info : undefined;
  const { preprocess, fills = [] } = shown ?? infoOf(session, title, entry, unknown, undefined);
  const sizes = { input: preprocess.crop, picture: preprocess.crop };
  const wish = { preprocess, fills, edits: state.editor.edits, wanted: [] };
  const made = await feedsFor({ session, fills, sizes }, means.picture, wish);
  const prepared = session.preprocess ? { preprocess: made.preprocess } : {};
  const values = await session.run(made.feeds, {
    ...prepared,
    signal: means.signal,
    keep: [],
    read: [...session.inputNames],
  });
  const inputs = session.inputNames.flatMap((name) => {
    const value = values[name];
    return value ? [[name, value] as const] : [];
  });
  const { heap } = await session.memory();
  const feeds = { ...made.feeds, ...Object.fromEntries(inputs) };
  // A picture that could not be read as numbers is fed as it is.
  const run = inputs.length === session.inputNames.length ? {} : prepared;
  return { feeds, run, bytes: heap };
}

/** From a session of its own, which ends with it. */
export async function probed(subject: Subject, means: Means): Promise<Fed> {
  const { signal, playground } = means;
  const options = { warmup: false, threads: 1, signal };
  const session = await openSession(subject.source, playground.site, options);
  try {
    return await fedTo(session, subject, means);
  } finally {
    void session.release();
  }
}
