// What a channel is called.

import type { AppState } from '../../kit/playground.js';
import type { Column } from '../../network/columns.js';
import { words } from './words-en.js';

/** Of a channel, or of a number of a vector: then with the class that it stands for. */
export function nameOf({ model }: AppState, column: Column, channel: number): string {
  if (!column.layout.flat) return words.channel(channel);
  const labels = model?.info.labels ?? [];
  const isClasses = labels.length === column.layout.width;
  return words.unit(channel, isClasses ? labels[channel] : undefined);
}
