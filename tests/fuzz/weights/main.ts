// The fuzzer of the reader of weights: node weights.mjs '{"minutes": 1, "seed": 7, ...}' (wasm/toolchain/fuzz-weights.mjs
// builds and starts it). First every file that is known to be bad, then mutations until the time is over. The last line is
// what there is to say, as JSON.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { badContainers } from './bad-containers.js';
import { badPickles } from './bad-pickles.js';
import { mutated, randomFrom } from './mutate.js';
import { originalsIn } from './originals.js';
import { tryFile } from './try-file.js';

interface Options {
  /** How long mutations are tried; 0 with `files`. */
  minutes: number;
  /** How many of them; 0: as many as there is time for. */
  files: number;
  seed: number;
  /** Where originals are, and where findings are put. */
  originals: string;
  findings: string;
  /** Opens this file alone. */
  replay: string;
}

/** On an idle machine a file takes a third of a second at most. */
const SLOW_MS = 20_000;

const options: Options = JSON.parse(process.argv[2] ?? '{}');
const counts = { files: 0, read: 0, slowestMs: 0 };
const found: string[] = [];

/** What is found is kept as a file, and told. */
async function attempt(name: string, bytes: Uint8Array, says?: string | RegExp): Promise<void> {
  const begin = performance.now();
  try {
    const refusal = await tryFile(bytes);
    if (says !== undefined && !refusal?.match(says)) throw new Error(`Not refused: ${refusal}`);
    if (refusal === undefined) counts.read++;
    const ms = performance.now() - begin;
    counts.slowestMs = Math.max(counts.slowestMs, Math.round(ms));
    if (ms > SLOW_MS) throw new Error(`It took ${Math.round(ms)} ms.`);
  } catch (thrown) {
    const path = join(options.findings, `weights-${name.replace(/\W+/g, '-')}.bin`);
    writeFileSync(path, bytes);
    found.push(path);
    console.error(`${path}: ${thrown instanceof Error ? thrown.stack : thrown}`);
  }
  counts.files++;
}

async function tryAll(): Promise<void> {
  for (const make of [badPickles, badContainers])
    for (const { name, bytes, says } of make()) await attempt(name, bytes, says);
  const originals = await originalsIn(options.originals);
  const end = performance.now() + options.minutes * 60_000;
  for (
    let count = 0;
    options.files > 0 ? count < options.files : performance.now() < end;
    count++
  ) {
    const seed = options.seed + count;
    const original = originals[seed % originals.length];
    if (original) await attempt(`seed-${seed}`, mutated(original, randomFrom(seed)));
  }
}

if (options.replay)
  console.log((await tryFile(new Uint8Array(readFileSync(options.replay)))) ?? 'It is read.');
else {
  await tryAll();
  const maxRssMB = Math.round(process.resourceUsage().maxRSS / 1000);
  console.log(JSON.stringify({ ...counts, maxRssMB, found }));
}
if (found.length > 0) process.exitCode = 1;
