// Messages derived from the Api map. Every request carries an id that its answers repeat.

import type { Api, EngineInfo, Method } from './api.js';
import type { ErrorData } from './error.js';

export type Request = {
  [M in Method]: { kind: 'request'; id: number; method: M; input: Api[M]['in'] };
}[Method];

/** Asks that the request with this id ends with code 'aborted'. It is answered once, as always. */
export interface Cancel {
  kind: 'cancel';
  id: number;
}

/** Sent once when the worker's script runs. */
export interface Hello {
  kind: 'hello';
}

/** Sent whenever what `start` answered has changed. */
export interface InfoEvent {
  kind: 'info';
  info: EngineInfo;
}

export interface Answer<M extends Method = Method> {
  kind: 'answer';
  id: number;
  value: Api[M]['out'];
}

export interface Failure {
  kind: 'failure';
  id: number;
  error: ErrorData;
}

export interface ProgressEvent<M extends Method = Method> {
  kind: 'progress';
  id: number;
  progress: Api[M]['progress'];
}

export type ToWorker = Request | Cancel;
export type FromWorker = Hello | InfoEvent | Answer | Failure | ProgressEvent;

type Buffers<Side extends 'in' | 'out'> = {
  [M in Method]?: (value: Api[M][Side]) => (ArrayBufferLike | undefined)[];
};

/** The buffers of a request that move to the worker instead of being copied. */
const inputBuffers: Buffers<'in'> = {
  load: ({ model, external = [] }) => [model?.buffer, ...external.map(({ bytes }) => bytes.buffer)],
  run: ({ feeds }) =>
    feeds.map((feed) => ('data' in feed ? feed.data.buffer : feed.picture.data.buffer)),
  figures: ({ file }) => [file.buffer],
};

/** The buffers of an answer that move to the client. */
const outputBuffers: Buffers<'out'> = {
  run: ({ values, spare }) => [...values.map((value) => value.data.buffer), ...spare],
  values: (values) => values.map((value) => value.data.buffer),
  onnx: ({ buffer }) => [buffer],
  figures: ({ tensors }) => tensors.map(({ kernels }) => kernels?.data.buffer),
};

/** A buffer can move once, and shared memory not at all. */
function movable(buffers: (ArrayBufferLike | undefined)[] | undefined): ArrayBuffer[] {
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}

export function inputTransfer<M extends Method>(method: M, input: Api[M]['in']): ArrayBuffer[] {
  return movable(inputBuffers[method]?.(input));
}

export function outputTransfer<M extends Method>(method: M, value: Api[M]['out']): ArrayBuffer[] {
  return movable(outputBuffers[method]?.(value));
}
