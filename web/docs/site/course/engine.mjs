// The engine in Node, for formulas of the course: dist/index.js, after a build.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../../../../models/evaluate/decode.mjs';
import { root } from '../sources.mjs';
import { factsOf } from '../static/course/facts.js';

/**
 * { factsFor(model, picture), release() }: picture: name of a sample.
 * @throws Error where the package is not built.
 */
export async function openEngine() {
  const path = join(root, 'dist/index.js');
  if (!existsSync(path)) throw new Error('dist/index.js is missing: run "npm run build" first.');
  const { InferenceSession, scoresOf, Tensor } = await import(path);
  const sessions = new Map();
  const tensor = (data, dims) => new Tensor('float32', Float32Array.from(data), dims);

  function open(model) {
    if (!sessions.has(model)) {
      const file = join(root, 'models', model, `${model}.onnx`);
      sessions.set(model, InferenceSession.create(file, { threads: 1, warmup: false }));
    }
    return sessions.get(model);
  }

  async function runBytes(bytes, { dims, data }) {
    const session = await InferenceSession.create(bytes, { threads: 1, warmup: false });
    try {
      return (await session.run({ x: tensor(data, dims) })).y;
    } finally {
      await session.release();
    }
  }

  const known = new Map();
  return {
    factsFor(model, picture) {
      const key = `${model} ${picture}`;
      const file = join(root, 'models/samples', `${picture}.webp`);
      const engine = {
        open,
        runBytes,
        tensor,
        scores: (session, output) =>
          scoresOf(session.graph(), session.outputNames[0], output, session.temperature),
        picture: () => decode(readFileSync(file), picture),
      };
      if (!known.has(key)) known.set(key, factsOf(engine, model));
      return known.get(key);
    },
    release: async () => {
      for (const session of sessions.values()) await (await session).release();
    },
  };
}
