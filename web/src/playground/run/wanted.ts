// Which values the page needs now. The engine keeps all of a run; only these are copied out of it.

import type { AppState } from '../kit/playground.js';
import { graphIndex } from '../network/graph-index.js';
import type { LoadedModel } from './state.js';

/** Elements of all layers up to which a network is read whole, with every run: 8 MB. */
const READ_WHOLE = 2 ** 21;

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * Math.max(size, 0), 1);
}

/** True where every layer of the network is read with every run. */
export function isReadWhole({ columns }: LoadedModel): boolean {
  let sum = 0;
  for (const { shape } of columns) sum += elements(shape);
  return sum <= READ_WHOLE;
}

/**
 * Names of activations and weights that what is on screen is made of; each once. shown: those that the
 * features name.
 */
export function wantedNames({ model }: AppState, shown: Iterable<string>): Set<string> {
  const names = new Set<string>();
  if (!model) return names;
  const { graph } = model.info;
  for (const { name } of [...graph.inputs, ...graph.outputs]) names.add(name);
  if (isReadWhole(model)) for (const { value } of model.columns) names.add(value);
  for (const name of shown) names.add(name);
  names.delete('');
  return names;
}

/** The activations among them. */
export function valuesAmong({ model }: AppState, names: Iterable<string>): string[] {
  if (!model) return [];
  const { weights } = graphIndex(model.info.graph);
  return [...names].filter((name) => !weights.has(name));
}

/** Those among them that have not been read yet. */
export function missingNames(state: AppState, names: Iterable<string>): string[] {
  const { model, snapshot } = state;
  if (!model) return [];
  const { weights } = graphIndex(model.info.graph);
  return [...names].filter((name) =>
    weights.has(name) ? !state.weights.has(name) : snapshot && !snapshot.values.has(name),
  );
}
