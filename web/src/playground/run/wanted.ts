// Which values the page needs now. The engine keeps all of a run; only these are copied out of it.

import type { AppState, LoadedModel } from '../app-state.js';
import { valuesOnMap } from '../features/map/map-view.js';
import { headOf, needsOfWhy } from '../features/why/why.js';
import { graphIndex } from '../network/graph-index.js';

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

/** Inputs and outputs of the layer that is open: what its sums are made of. */
function ofOpenLayer({ model, open }: AppState): string[] {
  const column = open && model?.columns[open.column];
  if (!model || !column) return [];
  const node = column.node === undefined ? undefined : model.info.graph.nodes[column.node];
  return node ? [column.value, ...node.inputs, ...node.outputs] : [column.value];
}

/** Names of activations and weights that what is on screen is made of; each once. */
export function wantedNames(state: AppState): Set<string> {
  const { model } = state;
  const names = new Set<string>();
  if (!model) return names;
  const { graph } = model.info;
  for (const { name } of [...graph.inputs, ...graph.outputs]) names.add(name);
  if (isReadWhole(model)) for (const { value } of model.columns) names.add(value);
  for (const name of valuesOnMap(state)) names.add(name);
  for (const name of ofOpenLayer(state)) names.add(name);
  const head = headOf(graph);
  const opened = state.open && model.columns[state.open.column]?.value;
  const isAsked = head && (state.view === 'why' || opened === head.maps);
  if (isAsked) for (const name of needsOfWhy(head)) names.add(name);
  names.delete('');
  return names;
}

/** The activations among them. */
export function wantedValues(state: AppState): string[] {
  const { model } = state;
  if (!model) return [];
  const { weights } = graphIndex(model.info.graph);
  return [...wantedNames(state)].filter((name) => !weights.has(name));
}

/** Those among them that have not been read yet. */
export function missingNames(state: AppState): string[] {
  const { model, snapshot } = state;
  if (!model) return [];
  const { weights } = graphIndex(model.info.graph);
  return [...wantedNames(state)].filter((name) =>
    weights.has(name) ? !state.weights.has(name) : snapshot && !snapshot.values.has(name),
  );
}
