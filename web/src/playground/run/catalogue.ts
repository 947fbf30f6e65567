// The lists of bundled networks and pictures.

import type { ClassGroup } from '../../client/index.js';
import { refuse } from './refusal.js';
import type { CatalogEntry, Sample } from './state.js';
import { words } from './words-en.js';

async function json(url: URL): Promise<unknown> {
  const hint = words.reloadOrBuild;
  let response: Response;
  try {
    response = await fetch(url);
  } catch (thrown) {
    throw refuse('network', words.notFetched(url.href, String(thrown)), hint);
  }
  if (!response.ok) {
    throw refuse('http-error', words.serverAnswered(response.status, url.href), hint);
  }
  try {
    return await response.json();
  } catch {
    throw refuse('http-error', words.notJson(url.href), hint);
  }
}

/** models: the address of models/, here and below. */
export async function fetchModels(models: URL): Promise<readonly CatalogEntry[]> {
  const list = (await json(new URL('catalog.json', models))) as { models: readonly CatalogEntry[] };
  return list.models;
}

/** Names and groups of ImageNet's 1,000 classes, in models/. */
export const IMAGENET = { labels: 'imagenet-1k.json', groups: 'imagenet-groups.json' };

/** file: in models/, as a catalogue entry names it. */
export async function fetchLabels(file: string, models: URL): Promise<readonly string[]> {
  return (await json(new URL(file, models))) as readonly string[];
}

/** file: in models/, as a catalogue entry names it. */
export async function fetchGroups(file: string, models: URL): Promise<readonly ClassGroup[]> {
  return (await json(new URL(file, models))) as readonly ClassGroup[];
}

/** Of a sample's file: as an element, which may leave the ending out, is told of it. */
export const sampleName = (file: string): string => file.replace(/\.webp$/, '');

/**
 * Their thumbnails with whole addresses. No samples is no failure: the page takes pictures of the user.
 */
export async function fetchSamples(models: URL): Promise<readonly Sample[]> {
  const list = new URL('samples/samples.json', models);
  try {
    const samples = (await json(list)) as readonly Sample[];
    return samples.map((sample) => ({
      ...sample,
      thumbnail: new URL(sample.thumbnail, list).href,
    }));
  } catch {
    return [];
  }
}
