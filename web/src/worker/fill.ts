// Fills one input of the network. The engine resizes, crops and normalises by itself; what it has no word
// for is made as large as the input here first.

import type { EngineSession } from '../../../wasm/engine.js';
import { fittedPicture, tensorValues } from '../pixels/fitted.js';
import { dimsOf, type Feed, type Picture, type Preprocess } from '../protocol/index.js';
import { unwrap } from './fault.js';

type PictureFeed = Extract<Feed, { picture: Picture }>;

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer, byteOffset, byteLength);

export function fill(session: EngineSession, feed: Feed): void {
  if ('data' in feed) unwrap(session.input(feed.name, feed.dims)).set(bytesOf(feed.data));
  else if ((feed.batch ?? 1) > 1) fillBatch(session, feed);
  else fillOne(session, feed);
}

function fillOne(session: EngineSession, { name, picture, preprocess }: PictureFeed): void {
  const { fit = 'crop', bars: _, multiple: __, crop, ...rest } = preprocess;
  const isCropped = fit === 'crop';
  const { data, width, height } = isCropped ? picture : fittedPicture(picture, preprocess);
  unwrap(session.picture(width, height)).set(data);
  const size = { cropHeight: crop[0], cropWidth: crop[1] };
  unwrap(session.preprocess(name, { ...rest, ...size, resize: isCropped ? rest.resize : 0 }));
}

/** As the engine rounds: a half goes up. */
const wholeNumber = (value: number) => Math.fround(Math.min(255, Math.max(0, value)) + 0.5);

/** The input as often as the file wants it. An input of bytes gets whole numbers, as from the engine. */
function fillBatch(session: EngineSession, feed: PictureFeed): void {
  const dims = dimsOf(feed);
  const one = valuesOf(feed.picture, feed.preprocess);
  const view = unwrap(session.input(feed.name, dims));
  const isBytes = view.length === one.length * (feed.batch ?? 1);
  const bytes = isBytes ? Uint8Array.from(one, wholeNumber) : bytesOf(one);
  for (let at = 0; at < view.length; at += bytes.length) view.set(bytes, at);
}

function valuesOf(picture: Picture, preprocess: Preprocess): Float32Array {
  return tensorValues(fittedPicture(picture, preprocess), preprocess);
}
