// A picture of the user's own is answered by a network that knows a thousand things, too, while the
// network on screen shows its maps.

import { nothing } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import { focusNext } from '../../kit/focus.js';
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
}

declare module '../../kit/playground.js' {
  interface AppState {
    /** undefined where nobody asks a second network. */
    opinion?: Opinion;
    /** True where the network is not to be loaded before the user asks for it. */
    refusesOpinion: boolean;
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

const gestures = {
  askOpinion(playground: Playground): void {
    const { state, set } = playground;
    set({ refusesOpinion: false, opinion: state.opinion && { picture: state.opinion.picture } });
    void secondFor(playground).ask();
  },
  refuseOpinion(playground: Playground): void {
    const { state, set } = playground;
    secondFor(playground).cancel();
    set({ refusesOpinion: true, opinion: state.opinion && { picture: state.opinion.picture } });
    focusNext(playground, '[data-test="opinion-ask"]');
  },
};

export const opinion: Feature = {
  name: 'opinion',
  state: { refusesOpinion: false },
  gestures,
  on: {
    modelReady: () => ({ opinion: undefined }),
    cleared: () => ({ opinion: undefined }),
    runFinished(state, { picture: { id } }) {
      if (!isAsked(state)) return { opinion: undefined };
      return state.opinion?.picture === id ? {} : { opinion: { picture: id } };
    },
  },
  after: {
    runFinished(playground) {
      const { opinion, refusesOpinion } = playground.state;
      if (opinion && !refusesOpinion) void secondFor(playground).ask();
    },
  },
  views: {
    front(state, actions) {
      const entry = secondAmong(state.models);
      return entry ? opinionCard(state, entry, actions) : nothing;
    },
  },
  start(playground) {
    playground.set({ refusesOpinion: savesData() });
    return () => {
      seconds.get(playground)?.release();
      seconds.delete(playground);
    };
  },
};
