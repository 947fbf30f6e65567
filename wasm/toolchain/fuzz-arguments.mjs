// Command-line options of npm run fuzz, and libFuzzer's words for them. Pure.
import { join } from 'node:path';
import { PlainError } from './progress.mjs';

export const fuzzUsage =
  'Options: --minutes N (default 5), --jobs N (default 1), --seed N (default: another each time), ' +
  '--only engine or --only weights (default: a fifth of the time is for weights), ' +
  '--replay FILE (runs that file once).';

const defaults = { minutes: 5, jobs: 1, seed: 0, replay: '', only: '', help: false };

function parseNumber(name, text, most) {
  const number = /^\d+(\.\d+)?$/.test(text ?? '') ? Number(text) : NaN;
  if (number > 0 && number <= most) return number;
  throw new PlainError(`"${text ?? ''}" is no value for --${name}.`, fuzzUsage);
}

function parseTarget(text) {
  if (text === 'engine' || text === 'weights') return text;
  throw new PlainError(`"${text ?? ''}" is no value for --only.`, fuzzUsage);
}

/**
 * Minutes for each of the two: the reader of weights is small, and says its known bad files within the first. What is
 * replayed is for the one that found it: names of findings begin with weights- where that was the reader.
 */
export function minutesFor({ minutes, only, replay }) {
  const isFor = (target) =>
    replay === ''
      ? only === '' || only === target
      : target === (isOfWeights(replay) ? 'weights' : 'engine');
  const share = only === '' && replay === '' ? 0.2 : 1;
  return {
    weights: isFor('weights') ? minutes * share : 0,
    engine: isFor('engine') ? minutes * (share === 1 ? 1 : 1 - share) : 0,
  };
}

const isOfWeights = (path) => /^weights-[^/\\]*$/.test(path.split(/[/\\]/).at(-1));

/** ['--minutes', '2'] to { minutes: 2, jobs: 1, seed: 0, replay: '', only: '', help: false }; seed 0: any. */
export function parseFuzzArguments(words) {
  const options = { ...defaults };
  const rest = words.flatMap((word) => {
    const parts = /^(--\w+)=(.*)$/.exec(word);
    return parts ? parts.slice(1) : [word];
  });
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === '--help') options.help = true;
    else if (word === '--minutes') options.minutes = parseNumber('minutes', rest.shift(), 60 * 24);
    else if (word === '--jobs') options.jobs = Math.ceil(parseNumber('jobs', rest.shift(), 64));
    else if (word === '--seed') options.seed = Math.ceil(parseNumber('seed', rest.shift(), 2e9));
    else if (word === '--only') options.only = parseTarget(rest.shift());
    else if (word === '--replay') options.replay = rest.shift() ?? '';
    else throw new PlainError(`"${word}" is no option of npm run fuzz.`, fuzzUsage);
  }
  return options;
}

/** folders: { findings, grown, seeds, regressions }. */
export function fuzzerArguments(options, folders) {
  const limits = [
    '-timeout=25', // seconds for one file, on a busy machine
    '-rss_limit_mb=2048', // what the process holds; the target counts each file's own use
    '-malloc_limit_mb=256',
    '-max_len=65536',
    '-use_value_profile=0',
    '-print_final_stats=1',
  ];
  const findings = `-artifact_prefix=${join(folders.findings, '/')}`;
  if (options.replay) return [...limits, findings, options.replay];
  const words = [...limits, findings, `-max_total_time=${Math.ceil(options.minutes * 60)}`];
  if (options.seed) words.push(`-seed=${options.seed}`);
  if (options.jobs > 1) words.push(`-fork=${options.jobs}`);
  return [...words, folders.grown, folders.seeds, folders.regressions];
}
