// What an address says of the lab.

import type { AppState } from '../../kit/playground.js';
import { formatChannels, formatLab } from './settings.js';

/** lab: its settings, and the channels of a layer. from: name of that layer. Nothing for what is no number. */
export function labPlace(state: AppState): { lab?: string; from?: string } {
  const { settings, source, linked } = state.lab;
  if (linked)
    return { lab: linked.code, ...(linked.layer === undefined ? {} : { from: linked.layer }) };
  const lab = formatLab(settings);
  const layer = source && state.model?.columns[source.column];
  if (lab === undefined) return {};
  return layer ? { lab: lab + formatChannels(source), from: layer.name } : { lab };
}
