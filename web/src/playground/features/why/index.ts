// Why this class: what each part of the picture adds to its score.

import type { Feature } from '../../kit/feature.js';
import { headOf, needsOfWhy } from '../../network/linear-head.js';
import { hasClasses } from '../../run/suits.js';
import { gestures, USUAL_WHY } from './state.js';
import { words } from './words-en.js';
import './why-panel.css';

export { chosenClasses } from './chosen.js';
export type { WhyView } from './state.js';

export const why: Feature = {
  name: 'why',
  state: { why: USUAL_WHY, occluding: false },
  gestures,
  // Its classes are others.
  on: {
    modelReady: ({ why }) => ({
      occlusion: undefined,
      whyCheck: undefined,
      why: { ...why, index: undefined, against: undefined, cell: undefined },
    }),
  },
  tab: {
    id: 'why',
    get title() {
      return words.tab;
    },
    suits: hasClasses,
  },
  rest: {
    isWanted: ({ view }) => view === 'why',
    load: () => import('./rest.js'),
    giveUp: ({ actions }) => actions.showView('network'),
  },
  wanted({ model, view, open }) {
    const head = model && headOf(model.info.graph);
    const opened = open && model?.columns[open.column]?.value;
    return head && (view === 'why' || opened === head.maps) ? needsOfWhy(head) : [];
  },
};
