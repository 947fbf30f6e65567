// The kernels of the open channel as pictures, with their values.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { NodeDescription } from '../../../protocol/index.js';
import { exactFloat, shapeText } from '../../kit/format.js';
import type { AppState } from '../../kit/playground.js';
import { type Kernels, kernelsOf } from '../../network/kernels.js';
import { weightOf } from '../../network/roles.js';
import { largest, statisticsOf, valueStatistics } from '../../network/statistics.js';
import { legendView } from '../legend/index.js';
import { galleryHit, histogramOf } from './gallery.js';
import { figures, histogram } from './layer-figures.js';
import type { OpenLayer } from './layer-map.js';
import { galleryOnScreen } from './paint-gallery.js';
import { words } from './words-en.js';

export interface OpenKernels {
  kernels: Kernels;
  /** Value at the end of the colour scale: the largest weight of the layer. */
  limit: number;
}

/** Unit of a dense layer, or channel of the output, that is open. */
export function unitOf(state: AppState): number {
  const { open, cell, model } = state;
  const column = open && model?.columns[open.column];
  if (!open || !column) return 0;
  return column.layout.flat && cell ? cell.y * column.layout.width + cell.x : open.channel;
}

export function openKernels(state: AppState): OpenKernels | undefined {
  const { open, model, weights } = state;
  const column = open && model?.columns[open.column];
  const node = column?.node === undefined ? undefined : model?.info.graph.nodes[column.node];
  const kernels = node && kernelsOf(node, weights, unitOf(state));
  const weight = node && weights.get(node.inputs[weightOf(node) ?? -1] ?? '');
  if (!kernels || !weight) return undefined;
  return { kernels, limit: largest(valueStatistics(weight)) };
}

function valueUnder(kernels: Kernels, state: AppState): string {
  const { glance } = state;
  if (glance?.of !== 'kernels') return '';
  const { height, width, flat } = kernels.layout;
  const index = (glance.channel * height + glance.y) * width + glance.x;
  const weight = kernels.data[index];
  if (weight === undefined) return '';
  if (flat) return words.weightOfInput(index, exactFloat(weight));
  const input = kernels.firstInput + glance.channel;
  return words.weightAt(input, glance, exactFloat(weight));
}

function what(node: NodeDescription, { kernels }: OpenKernels, unit: number): string {
  const { layout, firstInput, data } = kernels;
  if (layout.flat) return words.denseWeights(unit, data.length);
  const { channels } = layout;
  return words.kernels({
    unit,
    kernels: channels,
    size: `${layout.height} × ${layout.width}`,
    first: firstInput,
    last: firstInput + channels - 1,
    shape: shapeText(node.inputShapes[weightOf(node) ?? -1] ?? []),
  });
}

function picture(open: OpenLayer, shown: OpenKernels): TemplateResult {
  const { state, actions } = open;
  const look = (event: PointerEvent): void => {
    const canvas = event.currentTarget as HTMLElement;
    const gallery = canvas.parentElement ? galleryOnScreen(canvas.parentElement) : undefined;
    const box = canvas.getBoundingClientRect();
    const point = { x: event.clientX - box.left, y: event.clientY - box.top };
    const hit = gallery && galleryHit(gallery, shown.kernels.layout, point);
    actions.glance(hit && { of: 'kernels', channel: hit.place, y: hit.y, x: hit.x });
  };
  return html`<div class="kernel-frame">
      <canvas
        data-paint="kernels"
        data-test="kernels"
        @pointermove=${look}
        @pointerdown=${look}
        @pointerleave=${() => actions.glance(undefined)}
      ></canvas>
    </div>
    <p class="note number glance">${valueUnder(shown.kernels, state)}</p>`;
}

function figuresOf(open: OpenLayer, { kernels }: OpenKernels, weight: string): TemplateResult {
  const all = open.state.weights.get(weight);
  const parts = [
    { name: words.theseWeights, of: statisticsOf(kernels.data) },
    { name: words.allWeights, of: all && valueStatistics(all) },
  ];
  const dims = [kernels.data.length];
  return html`${figures(parts, 'weight-statistics')}
    ${histogram(histogramOf({ dims, data: kernels.data }), words.theseWeights)}
    ${all ? histogram(histogramOf(all), words.allWeights) : nothing}`;
}

/** The other trained numbers of a layer, such as those of a BatchNormalization, for this channel. */
function others(open: OpenLayer, node: NodeDescription, unit: number): TemplateResult[] {
  const shown = weightOf(node);
  return node.inputs.slice(1).flatMap((name, index) => {
    const weight = open.state.weights.get(name);
    const isVector = weight?.dims.length === 1 && unit < weight.data.length;
    if (!weight || !isVector || index + 1 === shown) return [];
    return [
      html`<tr>
        <th scope="row">${name}</th>
        <td>${exactFloat(weight.data[unit] as number)}</td>
      </tr>`,
    ];
  });
}

export function layerWeights(open: OpenLayer): TemplateResult {
  const { state, column } = open;
  const node = column.node === undefined ? undefined : state.model?.info.graph.nodes[column.node];
  if (!node || column.params === 0) {
    return html`<p class="note">${words.noWeights}</p>`;
  }
  const unit = unitOf(state);
  const shown = openKernels(state);
  const rows = others(open, node, unit);
  return html`${
    shown
      ? html`<p class="note">${what(node, shown, unit)}</p>
          ${picture(open, shown)} ${legendView(shown.limit, words.weightsLegend, 'weight-legend')}
          ${figuresOf(open, shown, node.inputs[weightOf(node) ?? -1] ?? '')}`
      : nothing
  }
  ${
    rows.length > 0
      ? html`<table class="statistics number">
          <caption class="note">${words.parameters({ unit, isFlat: column.layout.flat, hasKernels: shown !== undefined })}</caption>
          <tbody>${rows}</tbody>
        </table>`
      : nothing
  }`;
}
