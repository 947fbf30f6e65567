// What the page knows of a network that was just opened.

import type { Assume, ClassGroup, InferenceSession } from '../../client/index.js';
import { fillOf, type InputFill } from '../network/input-fill.js';
import {
  type GraphDescription,
  type NetworkInfo,
  NO_PICTURE,
  type Preprocess,
} from '../network/network.js';
import type { FirstOfBatch } from './first-of-batch.js';
import type { CatalogEntry } from './state.js';

/** What is known of the classes besides what the file says. */
export interface Names {
  labels: readonly string[] | undefined;
  groups: readonly ClassGroup[] | undefined;
  /** Whose they were taken to be. */
  labelsOf?: string;
}

/** The input that takes the picture first: what the page shows as the input. */
export function pictureFirst(graph: GraphDescription, input: string | undefined): GraphDescription {
  const isPicture = ({ name }: { name: string }) => Number(name === input);
  return { ...graph, inputs: [...graph.inputs].sort((a, b) => isPicture(b) - isPicture(a)) };
}

/** Shapes of everything that nodes read, as the network was laid out when it was loaded. */
function readShapes({ nodes }: GraphDescription): Map<string, readonly number[] | undefined> {
  return new Map(
    nodes.flatMap(({ inputs, inputShapes }) =>
      inputs.map((name, index) => [name, inputShapes[index]] as const),
    ),
  );
}

function fillsOf(session: InferenceSession, preprocess: Preprocess | undefined): InputFill[] {
  const others = session.inputMetadata.filter(({ name }) => name !== session.pictureInput);
  if (others.length === 0) return [];
  const shapes = readShapes(session.graph());
  return others.map((input) => fillOf(input, shapes.get(input.name), preprocess?.crop));
}

/** What the user gave in place of an assumption is known of it. */
export function withGiven(info: NetworkInfo, assume: Assume = {}): NetworkInfo {
  if (!info.weights) return info;
  const { areLabelsGuessed, ...known } = info;
  return {
    ...known,
    ...(areLabelsGuessed && !('labels' in assume) ? { areLabelsGuessed } : {}),
    weights: { ...info.weights, given: Object.keys(assume) },
  };
}

export function infoOf(
  session: InferenceSession,
  title: string,
  entry: CatalogEntry | undefined,
  { labels, groups, labelsOf }: Names,
  first: FirstOfBatch | undefined,
): NetworkInfo {
  const given = session.preprocess && (entry?.preprocess ?? session.preprocess);
  const preprocess = given ?? NO_PICTURE;
  const input = session.inputMetadata.find(({ name }) => name === session.pictureInput);
  const graph = pictureFirst(session.graph(), input?.name);
  const fills = fillsOf(session, given);
  const info: NetworkInfo = {
    title,
    graph: first?.graph(graph) ?? graph,
    inputShape: input?.shape ?? [],
    labels: labels ?? session.labels ?? [],
    preprocess,
    givenPreprocess: preprocess,
    isSizeGuessed: session.isSizeGuessed && !entry?.preprocess,
    ...(given ? {} : { hasNoPicture: true }),
    ...(fills.length > 0 ? { fills, givenFills: fills } : {}),
    notes: [...(entry?.note === undefined ? [] : [entry.note]), ...session.info.notes],
  };
  const grouped = groups ?? session.groups;
  const { source, assumptions } = session;
  return {
    ...info,
    ...(entry?.accuracy ? { accuracy: entry.accuracy } : {}),
    ...(grouped ? { groups: grouped } : {}),
    ...(labels && labelsOf ? { labelsOf } : {}),
    ...(session.file ? { file: session.file } : {}),
    ...(source ? { weights: { source, assumptions } } : {}),
    // The names stand in the file that was made of the weights, but nobody wrote them into the weights.
    ...(source && !labels && session.labels ? { areLabelsGuessed: true } : {}),
    ...(session.unfamiliar ? { unfamiliar: session.unfamiliar } : {}),
  };
}
