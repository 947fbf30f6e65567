// The engine of the playground, for the exercises of a page. Fetched with the first answer that is to be checked.

import { factsOf } from './facts.js';
import { onPicture, pictureFile } from './picture.js';

const folder = new URL('../../engine/', import.meta.url);
const models = new URL('../../models/', import.meta.url);

let isTrusted = false;

/** The page demands Trusted Types: the engine's worker is the one script that an address may start. */
function trustWorker() {
  if (isTrusted) return;
  isTrusted = true;
  const worker = new URL('worker.js', folder).href;
  globalThis.trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      if (url === worker) return url;
      throw new TypeError(`This page starts no script from ${url}.`);
    },
  });
}

let made;
async function engineOf() {
  trustWorker();
  const { InferenceSession, decodePicture, scoresOf, Tensor } = await import('./package/index.js');
  const options = {
    threads: 1,
    warmup: false,
    workerUrl: new URL('worker.js', folder).href,
    wasmUrl: folder.href,
  };
  const sessions = new Map();
  const tensor = (data, dims) => new Tensor('float32', Float32Array.from(data), dims);
  function open(model) {
    const opened =
      sessions.get(model) ??
      InferenceSession.create(new URL(`${model}/${model}.onnx`, models), options);
    sessions.set(model, opened);
    opened.catch(() => sessions.delete(model));
    return opened;
  }
  async function runBytes(bytes, { dims, data }) {
    const session = await InferenceSession.create(bytes, options);
    try {
      return (await session.run({ x: tensor(data, dims) })).y;
    } finally {
      await session.release();
    }
  }
  const scores = (session, output) =>
    scoresOf(session.graph(), session.outputNames[0], output, session.temperature);
  const decoded = async (sample) => decodePicture(await pictureFile(sample));
  return { open, runBytes, tensor, scores, decoded };
}

const known = new Map();
onPicture(() => known.clear());

/** What formulas can call, about a network and a picture: a sample, or the one of the page. */
export function facts(model, sample) {
  const key = `${model} ${sample ?? ''}`;
  if (!known.has(key)) {
    made ??= engineOf().catch((error) => {
      // What could not be fetched is tried again with the next answer.
      made = undefined;
      throw error;
    });
    const found = made.then((engine) =>
      factsOf({ ...engine, picture: () => engine.decoded(sample) }, model),
    );
    known.set(key, found);
    found.catch(() => known.delete(key));
  }
  return known.get(key);
}
