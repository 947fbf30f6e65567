// Splits a linked module in two: what every network may need, and what few classifiers do (CNN_SECOND in
// engine/CMakeLists.txt). CMake runs this after each link:
//
//   node split.mjs <folder>/cnn-<variant>.mjs <build tree> <Emscripten's folder>
//
// cnn-<variant>.wasm becomes the first module, and cnn-<variant>-second.wasm is written beside it. The first one
// has a placeholder, which it imports, for each function of the second that is called or pointed to. The
// second one is instantiated over the first one's memory and table, and puts its functions into that table.
// secondModule below, which goes into the module's script, does that when a placeholder is first called.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { replaceOnce } from './module-script.mjs';
import { functionNames } from './name-section.mjs';
import { capture } from './shell.mjs';

/** What the modules use; reference types would give the placeholders a table of their own. */
const FEATURES = [
  'simd',
  'relaxed-simd',
  'threads',
  'bulk-memory',
  'sign-ext',
  'mutable-globals',
  'nontrapping-float-to-int',
  'exception-handling',
  'multivalue',
];

/** Runs once a thread, in the scope of Emscripten's script. */
const secondModule = `
var firstExports, isSecondThere = false;
var secondModule = new Proxy({}, {
  get: (_, slot) => (...given) => {
    if (!isSecondThere) startSecondModule();
    return wasmTable.get(Number(slot))(...given);
  },
});
function startSecondModule() {
  var place = Module["_cnn_second_module"]();
  var [data, bytes] = new Uint32Array(wasmMemory.buffer, place, 2);
  if (bytes === 0) throw new WebAssembly.RuntimeError("the second module is not there");
  var code = new Uint8Array(wasmMemory.buffer, data, bytes).slice();
  isSecondThere = true;
  new WebAssembly.Instance(new WebAssembly.Module(code), { primary: firstExports });
}
`;

/**
 * The functions to move. defined: by object file, the names of the functions it defines, undefined ones under
 * `wanted`. A function is moved where only sources of the second module define it, and no other calls it.
 */
export function functionsToMove(names, objects) {
  const staying = new Set();
  const moving = new Set();
  for (const { isSecond, defined, wanted } of objects) {
    for (const name of defined) (isSecond ? moving : staying).add(name);
    if (!isSecond) for (const name of wanted) staying.add(name);
  }
  // The linker numbers copies.
  const plain = (name) => name.replace(/\.llvm\.\d+$/, '').replace(/(__uniq\.\d+)\.\d+$/, '$1');
  return names.filter((name) => moving.has(plain(name)) && !staying.has(plain(name)));
}

/** nm: the path of llvm-nm. Symbols of an object file, bitcode or not. */
function symbolsOf(nm, file) {
  const listed = capture(nm, ['--format=posix', '--quiet', file]);
  if (listed === null) throw new Error(`${nm} cannot read ${file}.`);
  const symbols = listed.split('\n').map((line) => line.split(' '));
  const ofKind = (kinds) =>
    symbols.filter(([, kind]) => kinds.includes(kind)).map(([name]) => name);
  return { defined: ofKind('tTwWvV'), wanted: ofKind('U') };
}

/** The project's own object files, and whether they are of a source of the second module. */
function objectsOf(tree, nm) {
  const second = readFileSync(join(tree, 'second_module.txt'), 'utf8').trim().split('\n');
  const isOurs = (path) => /[/\\]cnn_[a-z_]+\.dir[/\\](?!.*third_party).*\.cpp\.o$/.test(path);
  const files = ['engine', 'wasm']
    .map((folder) => join(tree, folder, 'CMakeFiles'))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)))
    .filter(isOurs);
  const isOf = (source, path) => path.endsWith(`/${source}.o`);
  for (const source of second)
    if (!files.some((path) => isOf(source, path)))
      throw new Error(`${source}, named in CNN_SECOND, has no object file in ${tree}.`);
  return files.map((path) => ({
    isSecond: second.some((source) => isOf(source, path)),
    ...symbolsOf(nm, path),
  }));
}

/** binaryen escapes what has a meaning in its text format. */
const escaped = (name) =>
  name.replace(
    /[^\w!#$%&'*+\-./:<=>?@\\^`|~]/g,
    (sign) => `\\${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );

function splitModule(binary, tree, emscripten) {
  const config = (name) => capture(join(emscripten, 'em-config'), [name])?.trim();
  const objects = objectsOf(tree, join(config('LLVM_ROOT'), 'llvm-nm'));
  const moved = functionsToMove(functionNames(readFileSync(binary)), objects);
  if (moved.length === 0) throw new Error(`${binary} has no function of the second module.`);
  const list = `${binary}.moved`;
  writeFileSync(list, moved.map(escaped).join('\n'));
  const first = `${binary}.first`;
  const done = capture(join(config('BINARYEN_ROOT'), 'bin/wasm-split'), [
    '--mvp-features',
    ...FEATURES.map((name) => `--enable-${name}`),
    '--export-prefix=%',
    `--split-funcs=@${list}`,
    '-o1',
    first,
    '-o2',
    binary.replace(/\.wasm$/, '-second.wasm'),
    binary,
  ]);
  if (done === null) throw new Error(`wasm-split cannot split ${binary}.`);
  renameSync(first, binary);
  rmSync(list);
}

export function withSecondModule(script, name) {
  const changes = [
    ['{a:wasmImports}', '{a:wasmImports,placeholder:secondModule}'],
    ['wasmExports=instance.exports;', 'wasmExports=firstExports=instance.exports;'],
    ['var wasmMemory;', `var wasmMemory;${secondModule}`],
  ];
  return changes.reduce((text, [from, to]) => replaceOnce(text, from, to, name), script);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [script, tree, emscripten] = process.argv.slice(2);
  splitModule(script.replace(/\.mjs$/, '.wasm'), tree, emscripten);
  writeFileSync(script, withSecondModule(readFileSync(script, 'utf8'), script));
}
