// One line a step, with its time; failures as plain sentences without a stack.

/** A failure the reader can act on: message says what and where, hint what to do about it. */
export class PlainError extends Error {
  constructor(message, hint = '') {
    super(message);
    this.hint = hint;
  }
}

export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/**
 * Runs one step and prints its line when it is done. `work` may return a string: what was found or
 * made ("up to date", "4 files"), printed after the label.
 */
export async function step(label, work) {
  const started = performance.now();
  const line = (note) =>
    `${label.padEnd(34)} ${seconds(performance.now() - started).padStart(8)}  ${note}`;
  if (process.stdout.isTTY) process.stdout.write(`${label} ...\r`);
  try {
    const note = await work();
    console.log(line(typeof note === 'string' ? note : '').trimEnd());
    return note;
  } catch (error) {
    console.log(line('failed'));
    throw error;
  }
}

/** Runs a script's main function; a failure is printed and becomes exit status 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof PlainError ? `\n${error.message}` : error);
    if (error.hint) console.error(error.hint);
    process.exitCode = 1;
  }
}
