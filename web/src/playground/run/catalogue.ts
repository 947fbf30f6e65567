// The lists of bundled networks and pictures.

import type { CatalogEntry, Sample } from '../app-state.js';
import { refuse } from './refusal.js';

async function json(path: string): Promise<unknown> {
  const url = new URL(path, document.baseURI);
  const hint =
    'Check the connection and reload the page. If you serve it yourself, run the build again.';
  let response: Response;
  try {
    response = await fetch(url);
  } catch (thrown) {
    throw refuse('network', `${url.href} could not be fetched (${String(thrown)}).`, hint);
  }
  if (!response.ok) {
    throw refuse('http-error', `The server answered ${response.status} for ${url.href}.`, hint);
  }
  try {
    return await response.json();
  } catch {
    throw refuse('http-error', `${url.href} is not JSON.`, hint);
  }
}

export async function fetchModels(): Promise<readonly CatalogEntry[]> {
  const { models } = (await json('models/catalog.json')) as { models: readonly CatalogEntry[] };
  return models;
}

/** file: in models/, as a catalogue entry names it. */
export async function fetchLabels(file: string): Promise<readonly string[]> {
  return (await json(`models/${file}`)) as readonly string[];
}

/** No samples is no failure: the page takes pictures of the user. */
export async function fetchSamples(): Promise<readonly Sample[]> {
  try {
    return (await json('models/samples/samples.json')) as readonly Sample[];
  } catch {
    return [];
  }
}
