// What tells a network of the user from others, so that Back finds it again.

import type { Assume } from '../../../protocol/index.js';
import type { Playground } from '../../kit/playground.js';
import type { OwnFile } from './own-files.js';

/** The size of all files together, the date of the first, and its name. */
const keyOf = (bytes: number, modified: number, name: string): string =>
  `${bytes} ${modified} ${name}`;

const nameIn = (key: string): string => key.replace(/^\S* \S* /, '');

/** What is known of a network besides: where it is kept, and what was assumed of its weights. */
interface Known {
  id?: string | undefined;
  assume?: Assume | undefined;
}

const known = new WeakMap<Playground, Map<string, Known>>();

/** Of the network on screen; undefined where it is none of the user's. */
export function keyOfShown({ controller }: Playground): string | undefined {
  const { model } = controller.sources();
  if (model?.kind !== 'file') return undefined;
  const weights = model.weights ?? [];
  const bytes = weights.reduce((sum, { file }) => sum + file.size, model.file.size);
  return keyOf(bytes, model.file.lastModified, model.name);
}

export function noteOwn(playground: Playground, key: string, of: Known): void {
  const all = known.get(playground) ?? new Map<string, Known>();
  known.set(playground, all.set(key, of));
}

/** The network of that key, with its id where it is kept. */
export function ownOf(playground: Playground, key: string): Known & { name: string } {
  const { own } = playground.state;
  const { id, assume } = known.get(playground)?.get(key) ?? {};
  const isIt = (file: OwnFile) =>
    file.kind === 'model' &&
    (file.id === id || keyOf(file.bytes, file.modified, file.name) === key);
  return { id: own.find(isIt)?.id, assume, name: nameIn(key) };
}
