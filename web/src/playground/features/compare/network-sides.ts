// This network, or another one, on a picture: the other side of every comparison but one with values.

import type { NetworkInfo } from '../../network/network.js';
import { type Edits, NO_EDITS } from '../../run/edits/edits.js';
import type { DecodedPicture } from '../../run/pictures.js';
import { likeNow } from '../edit/index.js';
import {
  type Means,
  needed,
  networkReader,
  networkSide,
  opened,
  type Sides,
  type Source,
  screenReader,
} from './means.js';
import { pictureOf } from './pictures.js';
import type { Against } from './state.js';
import { words } from './words-en.js';

interface Other {
  source: Source;
  key: readonly unknown[];
  picture: DecodedPicture;
  edits: Edits;
  /** True where it is prepared for as the network on screen is. */
  isSameNetwork: boolean;
}

/** Which network runs on what, for every kind but values. */
async function otherOf(means: Means, against: Exclude<Against, { kind: 'values' }>) {
  const { controller, site, state } = means.playground;
  const { model, instead } = controller.sources();
  const own = needed(model);
  const picture = () => needed(controller.picture());
  const { edits } = state.editor;
  const now = instead ? { ...own, instead: instead as File } : own;
  const same = { isSameNetwork: true, source: now, key: [own, instead] };
  switch (against.kind) {
    case 'network': {
      const source: Source = { kind: 'catalog', entry: against.entry };
      const key = [against.entry];
      return { source, key, picture: picture(), edits, isSameNetwork: false };
    }
    case 'network-file': {
      const { file } = against;
      const source: Source = { kind: 'file', name: file.name, file };
      return { source, key: [file], picture: picture(), edits, isSameNetwork: false };
    }
    case 'unchanged':
      return { ...same, source: own, key: [own, undefined], picture: picture(), edits };
    case 'unedited':
      return { ...same, picture: picture(), edits: NO_EDITS };
    case 'sample':
      return {
        ...same,
        picture: await pictureOf(site.samples, { kind: 'sample', sample: against.sample }),
        edits: NO_EDITS,
      };
    case 'picture-file': {
      const { file } = against;
      const decoded = await pictureOf(site.samples, { kind: 'file', name: file.name, file });
      return { ...same, picture: decoded, edits: NO_EDITS };
    }
  }
}

function titlesOf(
  { playground }: Means,
  against: Against,
  other: NetworkInfo,
): readonly [string, string] {
  const { model, snapshot } = playground.state;
  const [title, picture] = [model?.info.title ?? '', snapshot?.picture.name ?? ''];
  switch (against.kind) {
    case 'unchanged':
      return [words.withChanges, words.withoutChanges];
    case 'unedited':
      return [words.withEdits, words.withoutEdits];
    case 'sample':
      return [picture, against.sample.title];
    case 'picture-file':
      return [picture, against.file.name];
    default:
      return [title, other.title];
  }
}

export async function networkSides(
  means: Means,
  against: Exclude<Against, { kind: 'values' }>,
): Promise<Sides> {
  const { model, snapshot } = means.playground.state;
  const [shown, shownRun] = [needed(model), needed(snapshot)];
  const wanted: Other = await otherOf(means, against);
  const network = await means.slots.other.get(wanted.key, () => opened(means, wanted.source));
  const { preprocess, fills = [] } = wanted.isSameNetwork ? shown.info : network.info;
  const wish = { preprocess, fills, edits: wanted.edits, wanted: [] };
  const run = () => network.run(wanted.picture, wish).result;
  const result = await run();
  means.check();
  const info = { ...network.info, preprocess, graph: result.graph ?? network.info.graph };
  const [mine, other] = titlesOf(means, against, info);
  const isBefore = against.kind === 'unchanged';
  const scores = isBefore ? likeNow(result.scores, shownRun.scores) : result.scores;
  const theirs = networkSide(other, info, { ...result, scores });
  return {
    columns: shown.columns,
    theirs: (theirs.network?.columns ?? [])
      .filter(({ node }) => node !== undefined)
      .map(({ value, name, op, shape }) => ({
        ...{ name: value, node: name, shape },
        op: wanted.isSameNetwork ? undefined : op,
      })),
    sides: [{ ...networkSide(mine, shown.info, shownRun), isShown: true }, theirs] as const,
    own: screenReader(means, shownRun),
    other: networkReader(network),
    again: { side: 1, run },
  };
}
