import type { Feed } from './api.js';

/** Shape of what is fed, as the network's input gets it. */
export function dimsOf(feed: Feed): number[] {
  if ('data' in feed) return feed.dims;
  const { crop, channels, layout } = feed.preprocess;
  const batch = feed.batch ?? 1;
  return layout === 'NCHW' ? [batch, channels, ...crop] : [batch, ...crop, channels];
}
