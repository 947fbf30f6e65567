// Shows what an address asks for, and says what of it is not there.

import type { Playground } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { elementsOf, enlargedLayout } from '../../network/enlarged.js';
import type { Cell } from '../../network/places.js';
import { followSlide, SPEEDS, UNITS } from '../slide/index.js';
import type { Link } from './hash.js';
import { words } from './words-en.js';

const MOST = 24;

/** As many names as one reads. */
export function listed(names: readonly string[]): string {
  const left = names.length - MOST;
  return [...names.slice(0, MOST), ...(left > 0 ? [words.more(left)] : [])].join(', ');
}

interface Opened {
  channel: number;
  cell?: Cell | undefined;
}

/** What of the column's maps a link opens; wrong: gets a sentence about what they do not have. */
function inMaps({ name, layout }: Column, { channel = 0, cell }: Link, wrong: string[]): Opened {
  const { channels, height, width } = layout;
  const isChannel = channel < channels;
  if (!isChannel) wrong.push(words.noChannel(channel, name, channels));
  const isInside = cell && cell.y < height && cell.x < width;
  if (cell && !isInside) wrong.push(words.noCell(`${cell.y},${cell.x}`, name, height, width));
  return { channel: isChannel ? channel : 0, cell: isInside ? cell : undefined };
}

/** A vector is one map: its "channels" are cells, and those of a long one stand in several rows. */
function inVector(column: Column, { channel = 0, cell }: Link, wrong: string[]): Opened {
  const { width, height } = enlargedLayout(column);
  const size = elementsOf(column);
  const index = cell ? cell.y * width + cell.x : channel;
  if (index < size && (!cell || cell.x < width)) {
    // Without a number it is opened as a whole.
    const isNamed = cell !== undefined || channel > 0;
    const at = { y: Math.floor(index / width), x: index % width };
    return { channel: 0, cell: isNamed ? at : undefined };
  }
  wrong.push(
    cell && (height > 1 || cell.y > 0)
      ? words.noCell(`${cell.y},${cell.x}`, column.name, height, width)
      : words.noNumber(index, column.name, size),
  );
  return { channel: 0 };
}

/** Sentences about how a layer is to be watched step by step, where that is none of the ways there are. */
function noSlide({ steps, play }: Link): string[] {
  const isSteps = steps === undefined || UNITS.some((known) => known === steps);
  const isPlay = play === undefined || SPEEDS.some((known) => known === play);
  return [
    ...(isSteps ? [] : [words.noChoice('steps', steps, UNITS.join(', '))]),
    ...(isPlay ? [] : [words.noChoice('play', String(play), SPEEDS.join(', '))]),
  ];
}

/** Asks what the link does. Returns sentences about classes that the network does not have. */
function askWhy({ state, actions }: Playground, link: Link): string[] {
  const { length = 0 } = state.snapshot?.scores?.probabilities ?? {};
  const asked = [link.class, link.against].filter((index) => index !== undefined);
  const unknown = asked.filter((index) => index >= length);
  const known = (index: number | undefined) =>
    index !== undefined && index < length ? index : undefined;
  // Where it names none, it asks of the answer, whatever was asked before.
  const against = link.against === link.class ? undefined : known(link.against);
  if (link.view === 'why' || asked.length > 0)
    actions.changeWhy({ index: known(link.class), against });
  return unknown.map((index) => words.noClass(index, length));
}

/**
 * What of a link is about the network itself; it can be shown once there is a run. Returns sentences about what
 * it names and the network does not have.
 */
export function followLink(playground: Playground, link: Link): string[] {
  const { actions, features } = playground;
  const { model, view: before, guide } = playground.state;
  const { view = 'network' } = link;
  const isView = view === 'network' || features.some(({ tab }) => tab?.id === view);
  const hasLayer = (layer: string) => model?.columns.some(({ name }) => name === layer) ?? false;
  const noLayer = (layer: string) =>
    words.noLayer(
      layer,
      model?.info.title ?? '',
      listed(model?.columns.map(({ name }) => name) ?? []),
    );
  const views = ['network', ...features.flatMap(({ tab }) => tab?.id ?? [])];
  const wrong = isView ? [] : [words.noView(view, listed(views))];
  if (link.from !== undefined && !hasLayer(link.from)) wrong.push(noLayer(link.from));
  if (isView && view !== before) actions.showView(view);
  if (link.lab) actions.followLab(link.lab, link.from);
  wrong.push(...askWhy(playground, link));
  actions.compareNamed(link.with);
  if (link.step !== undefined) {
    actions.goToStep(link.step);
    actions.checkStep(link.step);
    return wrong;
  }
  if (guide !== undefined) playground.set({ guide: undefined });
  if (link.layer === undefined) {
    actions.close();
    return wrong;
  }
  const column = model?.columns.find(({ name }) => name === link.layer);
  if (!column) return [...wrong, noLayer(link.layer)];
  const { channel, cell } = column.layout.flat
    ? inVector(column, link, wrong)
    : inMaps(column, link, wrong);
  actions.open({ column: column.index, channel }, cell);
  followSlide(playground, link);
  return [...wrong, ...noSlide(link)];
}
