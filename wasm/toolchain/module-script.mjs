// What an engine module's script needs beyond what Emscripten writes, so that it runs where bundlers and
// hosts put it. Emscripten's text decides: where one of these is not found, the build fails.

/** [what Emscripten writes, what stands there instead]. */
const everywhere = [
  // An import of a built-in module of Node, even one that never runs, ends some builds for browsers.
  ['await import("module")', 'process.getBuiltinModule("module")'],
];

const threaded = (name) => [
  // Bundlers rename files: a thread starts from the file that is running, whatever it is called now. Of
  // another origin it may not start directly; the worker gives a script that imports it then.
  [
    `new Worker(new URL("${name}",import.meta.url)`,
    'new Worker(Module["threadScript"]??new URL(import.meta.url)',
  ],
  // The same as above; and a script with `await` at its top level cannot be put into a classic one.
  ["await import('worker_threads')", 'process.getBuiltinModule("worker_threads")'],
];

/** code: the script as Emscripten wrote it. name: its file name, cnn-<variant>.mjs. */
export function portableScript(code, name) {
  const changes = name.includes('-mt.') ? [...everywhere, ...threaded(name)] : everywhere;
  return changes.reduce((text, [from, to]) => replaceOnce(text, from, to, name), code);
}

export function replaceOnce(text, from, to, name) {
  const parts = text.split(from);
  if (parts.length === 2) return parts.join(to);
  throw new Error(
    `${name} has ${parts.length - 1} times "${from}", where once is expected: ` +
      'this Emscripten writes it otherwise, see wasm/toolchain/module-script.mjs.',
  );
}
