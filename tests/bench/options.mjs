// Command-line options of npm run bench.
import { parseArgs } from 'node:util';
import { PlainError } from '../../wasm/toolchain/progress.mjs';
import { models } from './models.mjs';

/** Another build of this project, of --before. */
export const before = 'before';
export const engines = ['cnn-playground', 'onnxruntime-web', 'tfjs-wasm'];
/** Words by which an engine may be named. */
const short = { cnn: engines[0], ort: engines[1], tfjs: engines[2] };

const usage =
  'Options: --only MODEL,..., --engines cnn-playground,onnxruntime-web,tfjs-wasm, --threads N, ' +
  '--rounds N, --before FOLDER, --json [FILE].';

/** --json with and without a file: parseArgs knows only one of the two. */
function takeJson(words) {
  const at = words.findIndex((word) => word === '--json' || word.startsWith('--json='));
  if (at < 0) return { json: undefined, rest: words };
  const [, given] = words[at].split(/=(.*)/s);
  const next = words[at + 1];
  const separate = given === undefined && next !== undefined && !next.startsWith('--');
  const rest = words.toSpliced(at, separate ? 2 : 1);
  return { json: given ?? (separate ? next : '-'), rest };
}

function count(name, text, least = 1) {
  if (/^\d{1,4}$/.test(text) && Number(text) >= least) return Number(text);
  throw new PlainError(`--${name} is ${text}: give a whole number from ${least}.`, usage);
}

/** The entries that `words` name, in their own order. */
function choose(what, words, entries, namesOf) {
  const wanted = words.split(',').map((word) => word.trim().toLowerCase());
  const known = (word) => entries.some((entry) => namesOf(entry).includes(word));
  const unknown = wanted.find((word) => !known(word));
  if (unknown !== undefined) {
    const all = entries.map((entry) => namesOf(entry)[0]).join(', ');
    throw new PlainError(`There is no ${what} "${unknown}".`, `There are: ${all}.`);
  }
  return entries.filter((entry) => namesOf(entry).some((name) => wanted.includes(name)));
}

function parse(words) {
  const text = { type: 'string' };
  try {
    const options = { only: text, engines: text, threads: text, rounds: text, before: text };
    return parseArgs({ args: words, options }).values;
  } catch (error) {
    throw new PlainError(error.message, usage);
  }
}

/**
 * cores: of this machine. Result: { models, engines, threads: [1] or [1, N], rounds, before, json } with json
 * undefined for text, '-' for standard output, otherwise a file; and before: the folder of that build.
 */
export function parseOptions(words, cores) {
  const { json, rest } = takeJson(words);
  const given = parse(rest);
  const threads = given.threads ? count('threads', given.threads) : Math.min(4, cores);
  if (threads > cores) {
    throw new PlainError(
      `--threads is ${threads}, and this machine has ${cores} cores.`,
      'More threads than cores would measure how they wait for each other.',
    );
  }
  const engineNames = (engine) => [
    engine,
    ...Object.keys(short).filter((word) => short[word] === engine),
  ];
  return {
    models: choose('model', given.only ?? models.map(({ id }) => id).join(), models, (model) => [
      model.id,
      model.name.toLowerCase(),
    ]),
    engines: [
      ...choose('engine', given.engines ?? engines.join(), engines, engineNames),
      ...(given.before === undefined ? [] : [before]),
    ],
    before: given.before,
    threads: threads > 1 ? [1, threads] : [1],
    rounds: given.rounds ? count('rounds', given.rounds) : 20,
    json,
  };
}
