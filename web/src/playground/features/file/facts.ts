// What a file says of itself, and how the picture is fed to it: names and values, one below the other.

import { html, type TemplateResult } from 'lit/html.js';
import type { ElementCount, ModelFile } from '../../../client/index.js';
import { isChanged } from '../../../onnx-edit/index.js';
import { bytes, count, shapeText } from '../../kit/format.js';
import type { AppState } from '../../kit/playground.js';
import type { NetworkInfo } from '../../network/network.js';
import { words } from './facts/words-en.js';
import { unlikeFloat32, writtenBy } from './line.js';
import { words as lineWords } from './words-en.js';

type Row = readonly [name: string, value: string];

/** Names that are listed. */
const SHOWN = 8;

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  const shown = names.slice(0, SHOWN).join(', ');
  return more > 0 ? words.andMore(shown, count(more)) : shown;
}

function weightsText(weights: readonly ElementCount[]): string {
  if (weights.length === 0) return words.noWeights;
  const text = weights.map(({ type, elements }) => `${count(elements)} × ${type}`).join(', ');
  const other = unlikeFloat32(weights);
  return other === undefined ? text : words.runsInFloat32(text, other);
}

/** A changed network may come with an accuracy of before, from a catalogue. */
export function changedRow({ graph, accuracy }: NetworkInfo): Row[] {
  if (!isChanged(graph.metadata)) return [];
  const says = accuracy ? `${words.changedSays} ${words.measuredBefore}` : words.changedSays;
  return [[words.changed, says]];
}

function onnxRows(file: ModelFile, info: NetworkInfo): Row[] {
  const by = writtenBy(file);
  const opsets = file.opsets.map(({ domain, version }) => `${domain || 'ai.onnx'} ${version}`);
  const modules = [...new Set(file.modules.values())];
  return [
    [words.format, words.onnxFormat(file.irVersion, bytes(file.bytes))],
    [words.by, by === '' ? words.notSaid : by],
    ...changedRow(info),
    ...(file.domain || file.modelVersion > 0
      ? [[words.version, `${file.domain} ${file.modelVersion || ''}`.trim()] as const]
      : []),
    [words.opsets, listed(opsets)],
    [words.graph, words.nodes(file.graphName, file.nodes)],
    ...(file.functions.length > 0 ? [[words.functions, listed(file.functions)] as const] : []),
    ...(modules.length > 0 ? [[words.modules, listed(modules)] as const] : []),
    [words.weights, weightsText(file.weights)],
  ];
}

function weightsRows({ source }: NetworkInfo['weights'] & object): Row[] {
  const path = source.path.join(' / ');
  return [
    [words.format, lineWords.weightsFile(source.format, undefined)],
    [words.network, source.name],
    ...(path === '' ? [] : [[words.path, path] as const]),
    [words.weights, weightsText(source.weights)],
  ];
}

/** What the picture is fed as, what comes out, and what was assumed of either. */
function endRows({ graph, inputShape, preprocess, weights }: NetworkInfo): Row[] {
  const [input] = graph.inputs;
  const outputs = graph.outputs.map(({ name, type, shape }) =>
    words.value(name, type, shapeText(shape)),
  );
  const rows: Row[] = [];
  if (input)
    rows.push([words.fed, words.fedAs(input.type, preprocess.layout, shapeText(input.shape))]);
  rows.push([words.outputs, listed(outputs)]);
  if (weights) rows.push([words.assumed, words.assumptions(weights.assumptions.length)]);
  else if (inputShape.some((size) => size < 1))
    rows.push([words.assumed, words.openSizes(shapeText(inputShape))]);
  return rows;
}

export function facts({ model }: AppState): TemplateResult {
  const info = model?.info;
  const own = info?.weights
    ? weightsRows(info.weights)
    : info?.file
      ? onnxRows(info.file, info)
      : [];
  const rows = [...own, ...(info ? endRows(info) : [])];
  return html`<dl class="file-facts" data-test="file-facts">
    ${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
  </dl>`;
}
