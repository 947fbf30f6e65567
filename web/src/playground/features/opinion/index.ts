// A picture of the user's own is answered by a network that knows a thousand things, too, while the
// network on screen shows its maps.

import { nothing } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import type { Playground } from '../../kit/playground.js';
import type { NetworkInfo } from '../../network/network.js';
import { networkLoader } from '../../run/engine.js';
import type { Scores } from '../../run/predictions.js';
import type { Progress } from '../../run/state.js';
import { opinionCard } from './opinion-card.js';
import { createSecond, isAsked, type Second, secondAmong } from './second.js';
import './opinion.css';

export interface Opinion {
  /** Id of the picture it is about. */
  picture: number;
  /** While the network is loaded. */
  progress?: Progress | undefined;
  /** Of the network that answered, and its answer; undefined until then. */
  info?: NetworkInfo;
  scores?: Scores | undefined;
  failure?: string | undefined;
  /** True where the user does not want it loaded. */
  refused?: boolean;
}

declare module '../../kit/playground.js' {
  interface AppState {
    /** undefined where nobody asks a second network. */
    opinion?: Opinion;
  }
  interface Actions extends Bound<typeof gestures> {}
}

const seconds = new WeakMap<Playground, Second>();

function secondFor(playground: Playground): Second {
  const known = seconds.get(playground);
  if (known) return known;
  const { site, controller } = playground;
  const load = networkLoader(site, 'answers');
  const made = createSecond(
    playground,
    (entry, progress) => load({ kind: 'catalog', entry }, progress),
    () => controller.picture(),
  );
  seconds.set(playground, made);
  return made;
}

/** Who saves data is asked first. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

/** What was refused once is not asked for again until the user does. */
const refusals = new WeakSet<Playground>();

const gestures = {
  askOpinion(playground: Playground): void {
    const { state, set } = playground;
    refusals.delete(playground);
    if (state.opinion) set({ opinion: { picture: state.opinion.picture } });
    void secondFor(playground).ask();
  },
  refuseOpinion(playground: Playground): void {
    const { state, set } = playground;
    refusals.add(playground);
    secondFor(playground).cancel();
    if (state.opinion) set({ opinion: { picture: state.opinion.picture, refused: true } });
  },
};

/** A run is on screen: its picture is shown to the second network, too. */
function consider(playground: Playground): void {
  const { state, set } = playground;
  const { snapshot, opinion } = state;
  if (!snapshot || !isAsked(playground)) {
    if (opinion) set({ opinion: undefined });
    return;
  }
  const { id } = snapshot.picture;
  const refused = refusals.has(playground) || (!seconds.has(playground) && savesData());
  if (opinion?.picture !== id) set({ opinion: { picture: id, refused } });
  if (!refused) void secondFor(playground).ask();
}

export const opinion: Feature = {
  name: 'opinion',
  gestures,
  on: {
    modelReady: () => ({ opinion: undefined }),
    cleared: () => ({ opinion: undefined }),
  },
  after: { runFinished: consider },
  views: {
    front(state, actions) {
      const entry = secondAmong(state.models);
      return entry ? opinionCard(state, entry, actions) : nothing;
    },
  },
  start: (playground) => () => seconds.get(playground)?.release(),
};
