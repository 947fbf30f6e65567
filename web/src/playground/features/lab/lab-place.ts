// What an address says of the lab.

import type { AppState } from '../../kit/playground.js';
import { formatLab } from './lab.js';
import { formatChannels, sourceLayer } from './lab-source.js';

/** lab: its settings, and the channels of a layer. from: name of that layer. Nothing for what is no number. */
export function labPlace(state: AppState): { lab?: string; from?: string } {
  const { settings, source } = state.lab;
  const lab = formatLab(settings);
  const layer = sourceLayer(state);
  if (lab === undefined) return {};
  return source && layer ? { lab: lab + formatChannels(source), from: layer.column.name } : { lab };
}
