// Child processes: quiet, with their output in a log file, and a readable failure.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { logs, root } from './paths.mjs';
import { PlainError } from './progress.mjs';

function tail(file, lines = 30) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

function finished(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? `signal ${signal}`));
  });
}

/**
 * Runs a command with its output in .cache/logs/<log>.log.
 * Rejects with the last lines of that log when the command fails.
 */
export async function run(command, args, { log, cwd = root, env = {}, hint = '' }) {
  mkdirSync(logs, { recursive: true });
  const file = join(logs, `${log}.log`);
  const output = openSync(file, 'w');
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
  });
  const status = await finished(child).finally(() => closeSync(output));
  if (status !== 0) {
    throw new PlainError(
      `${tail(file)}\n\n"${command} ${args.slice(0, 3).join(' ')} ..." failed (${status}); ` +
        `all of its output is in ${relative(root, file)}.`,
      hint,
    );
  }
}

/** Runs a command with the terminal as its own, and returns its exit status. */
export function runVisibly(command, args, { cwd = root, env = {} } = {}) {
  return finished(spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' }));
}

/** Standard output of a command, or null when it cannot be run or fails. */
export function capture(command, args, { cwd = root, env = {} } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return result.status === 0 ? result.stdout.trim() : null;
}

/** Full path of the first of `names` found on PATH, or null. */
export function which(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (folder && existsSync(join(folder, name))) return join(folder, name);
    }
  }
  return null;
}
