// The layer that is open, as it is computed: the window on its input, the products, the sum, the output as it fills.

import type { Feature } from '../../kit/feature.js';
import { isStill } from '../../kit/motion.js';
import type { AppState, Playground } from '../../kit/playground.js';
import { startTicker } from '../../kit/ticker.js';
import { activeMap } from '../selection/index.js';
import { originOf } from './origin.js';
import { gestures, halted, isSliding, SPEEDS, shut, UNITS, USUAL_SLIDE } from './state.js';

import './slide.css';

export { isSliding, SPEEDS, UNITS } from './state.js';

/** What an address says of it. */
export function slidePlace({ slide, open }: AppState): { steps?: string; play?: number } {
  if (!open || !slide.isOn) return {};
  return { steps: slide.unit, ...(slide.playing ? { play: slide.speed } : {}) };
}

/** Shows the open layer as an address says; steps: undefined where it does not speak of it. */
export function followSlide(
  { state, actions }: Playground,
  { steps, play }: { steps?: string; play?: number },
): void {
  const unit = UNITS.find((known) => known === steps);
  const speed = SPEEDS.find((known) => known === play);
  const isOn = unit !== undefined;
  if (isOn || state.slide.isOn) actions.changeSlide({ isOn, unit: unit ?? state.slide.unit });
  if (!isOn && state.shown.view !== 'slide') return;
  if (speed !== undefined) actions.changeSlide({ speed });
  // It plays when it is asked to, and not by itself.
  if (play !== undefined && !isStill()) actions.playSlide(true);
}

/** The maps that a layer behind a Flatten reads. */
function wanted({ slide, shown, model, open }: AppState): string[] {
  const column = open && model?.columns[open.column];
  const node = column?.node === undefined ? undefined : model?.info.graph.nodes[column.node];
  if (!model || !node || !isSliding({ slide, shown })) return [];
  return [originOf(model, node.inputs[0] ?? '')?.value ?? ''];
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, select, textarea, dialog') !== null;

/** S over a map, or with the focus in the network, opens that map in this form. */
function startKey(playground: Playground): () => void {
  const { root, wide, actions } = playground;
  // On a page of its own the pointer is enough; among others the focus has to be in it.
  const where: Document | HTMLElement = wide ? document : root;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 's' || event.ctrlKey || event.metaKey || event.altKey) return;
    const { state } = playground;
    const [target] = event.composedPath();
    if (state.open || state.view !== 'network' || isTyping(target ?? null)) return;
    const isInNetwork = target instanceof Element && target.closest('.network-card') !== null;
    if (!state.hover && !isInNetwork) return;
    event.preventDefault();
    actions.openSlide(activeMap(state), state.hover && state.hoverCell);
  };
  where.addEventListener('keydown', onKey as EventListener);
  return () => where.removeEventListener('keydown', onKey as EventListener);
}

export const slide: Feature = {
  name: 'slide',
  state: { slide: USUAL_SLIDE },
  gestures,
  on: { modelReady: halted, cleared: shut, closed: shut, opened: halted },
  rest: {
    isWanted: isSliding,
    load: () => import('./rest.js'),
    giveUp: ({ actions }) => actions.close(),
  },
  wanted,
  start(playground) {
    const ends = [
      startKey(playground),
      startTicker(playground, ({ open, slide: { playing, speed } }) =>
        open && playing ? { speed, step: () => playground.actions.stepSlide(1) } : undefined,
      ),
    ];
    return () => {
      for (const end of ends) end();
    };
  },
};
