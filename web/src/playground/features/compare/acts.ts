// Makes comparisons: one at a time, and again where what is on screen has become another.

import { NpzRefusal } from '../../../npz/index.js';
import { scrollBehavior } from '../../kit/motion.js';
import type { Playground } from '../../kit/playground.js';
import { layoutOf } from '../../network/network.js';
import { isTimed, resting, warmTimes } from '../../run/retime.js';
import { alike, basisOf } from './basis.js';
import { mostDifferent } from './difference.js';
import { withInputs } from './inputs.js';
import { areBuiltAlike } from './kernel-sizes.js';
import { OVER, type Sides, Slot } from './means.js';
import { measured, type Row } from './measure.js';
import { isOfTwo } from './side-view.js';
import { sidesOf } from './sides.js';
import type { Against, Compared, Comparison } from './state.js';
import { words } from './words-en.js';

interface Work {
  /** Grows with every comparison: what an older one still brings is dropped. */
  turn: number;
  slots: { own: Slot; other: Slot };
  sides?: Sides | undefined;
  /** What the comparison on screen is of. */
  of: readonly unknown[];
}

const works = new WeakMap<Playground, Work>();

function workOf(playground: Playground): Work {
  const known = works.get(playground);
  if (known) return known;
  const made: Work = { turn: 0, slots: { own: new Slot(), other: new Slot() }, of: [] };
  works.set(playground, made);
  // With the comparison its networks go.
  playground.subscribe(() => {
    if (playground.state.comparison || made.of.length === 0) return;
    made.turn++;
    made.of = [];
    made.sides = undefined;
    made.slots.own.release();
    made.slots.other.release();
  });
  return made;
}

function change({ state, set }: Playground, changes: Partial<Comparison>): void {
  if (state.comparison) set({ comparison: { ...state.comparison, ...changes } });
}

function failureOf(thrown: unknown): NonNullable<Comparison['failure']> {
  if (thrown instanceof NpzRefusal) {
    const { reason, subject, detail } = thrown;
    return { text: words.refused(reason, subject), detail };
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { text: words.notCompared, detail };
}

/** Where one network may have been made from the other, their channels may be the same. */
function channelsOf({ sides }: Sides): NonNullable<Compared['channels']> {
  const [own = [], other = []] = sides.map(({ network }) => network?.info.graph.nodes);
  return areBuiltAlike(own, other) ? 'perhaps' : 'different';
}

async function make(playground: Playground, against: Against): Promise<void> {
  const work = workOf(playground);
  const turn = ++work.turn;
  work.of = basisOf(playground, against);
  const check = (): void => {
    if (work.turn !== turn) throw OVER;
  };
  let shown = 0;
  const say = (share: number): void => {
    const progress = Math.floor(20 * share) / 20;
    if (work.turn === turn && progress !== shown) change(playground, { progress });
    shown = progress;
  };
  try {
    const sides = await sidesOf({ playground, slots: work.slots, check, say }, against);
    const { tolerance } = playground.state;
    const channels = isOfTwo(playground.state) ? channelsOf(sides) : undefined;
    const rows = await measured({
      ...sides,
      areUnlike: channels === 'different',
      isSame: against.kind === 'values',
      tolerance,
      step(share) {
        check();
        say(0.5 + share / 2);
      },
    });
    const both = await withInputs(sides);
    check();
    work.sides = sides;
    const { columns, theirs, fed, fedInputs, leftOut } = sides;
    const given = {
      ...(fed ? { fed } : {}),
      ...(fedInputs ? { fedInputs } : {}),
      ...(leftOut ? { leftOut } : {}),
      ...(channels ? { channels } : {}),
    };
    const result = { columns, theirs, rows, sides: both, ...given };
    void timeAgain(playground, sides, check);
    const { looked } = playground.state.comparison ?? {};
    change(playground, { result, progress: undefined });
    const again = looked && rows.find(({ column }) => column === looked.row.column);
    if (again) await look(again, looked.channel)(playground);
  } catch (thrown) {
    if (thrown === OVER || work.turn !== turn) return;
    change(playground, { progress: undefined, failure: failureOf(thrown) });
  }
}

/** Two networks that run at the same time slow each other down: the one on screen is timed first. */
export async function afterScreen(playground: Playground, isOver: () => boolean): Promise<void> {
  do await resting();
  while (!isOver() && !isTimed(playground));
}

/** A network that was opened for the comparison is slow at first: its time becomes the median of warm runs. */
async function timeAgain(
  playground: Playground,
  { again }: Sides,
  check: () => void,
): Promise<void> {
  if (!again) return;
  const isOver = (): boolean => {
    try {
      check();
      return false;
    } catch {
      return true;
    }
  };
  const pause = () => afterScreen(playground, isOver);
  const times = await warmTimes(isOver, again.run, pause).catch(() => undefined);
  const { result } = playground.state.comparison ?? {};
  if (!times || !result || isOver()) return;
  const sides = result.sides.map((side, at) =>
    at === again.side && side.network ? { ...side, network: { ...side.network, times } } : side,
  );
  change(playground, { result: { ...result, sides: [sides[0], sides[1]] as Compared['sides'] } });
}

/** The maps stand above the list of layers, which may be long. */
function showMaps({ root }: Playground): void {
  // Once they are drawn.
  requestAnimationFrame(() =>
    requestAnimationFrame(() =>
      root
        .querySelector('[data-test="compare-maps"]')
        ?.scrollIntoView({ block: 'nearest', behavior: scrollBehavior() }),
    ),
  );
}

/** Shows the maps of a layer on both sides; by default the channel that differs most. */
export const look =
  (row: Row, channel?: number) =>
  async (playground: Playground): Promise<void> => {
    const { sides, turn } = workOf(playground);
    const column = sides?.columns[row.column];
    const value = sides?.theirs[row.theirs];
    if (!sides || !column || !value) return;
    try {
      const [own, other] = [await sides.own(column.value), await sides.other(value.name)];
      if (!own || !other || workOf(playground).turn !== turn) return;
      const { height, width, flat } = layoutOf(own.dims);
      const isAlike = row.difference !== undefined && !flat;
      const most = isAlike ? mostDifferent(own.data, other.data, height * width) : 0;
      change(playground, { looked: { row, channel: channel ?? most, own, other } });
      if (channel === undefined) showMaps(playground);
    } catch (thrown) {
      if (thrown !== OVER) change(playground, { failure: failureOf(thrown) });
    }
  };

/** After every change of the state: makes the comparison again where it is of something else. */
export function follow(playground: Playground): void {
  const { state, set } = playground;
  const { comparison, snapshot } = state;
  if (!comparison || state.view !== 'compare' || !snapshot || snapshot.picture.live) return;
  const { against } = comparison;
  const isOver = against.kind === 'unchanged' && state.changes.length === 0;
  if (isOver || (against.kind === 'unedited' && !snapshot.edited)) {
    set({ comparison: undefined });
    return;
  }
  const work = workOf(playground);
  if (alike(basisOf(playground, against), work.of)) return;
  const { failure: _, ...kept } = comparison;
  set({ comparison: { ...kept, progress: 0 } });
  void make(playground, against);
}
