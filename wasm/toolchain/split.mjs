// Splits a linked module in two: what every network may need, and what few classifiers do. CMake runs this after
// each link:
//
//   node split.mjs <folder>/cnn-<variant>.mjs <Emscripten's folder>
//
// cnn-<variant>.wasm becomes the first module, and cnn-<variant>-second.wasm is written beside it. Functions whose
// names begin with cnn::second:: are the ways into the second module. What the first one's exports reach without
// them stays in it, functions and constants alike, and all the rest goes (references.mjs says what refers to what).
// The first module has a placeholder, which it imports, for each function of the second that is called or pointed
// to. The second one is instantiated over the first one's memory and table, and puts its functions and constants
// there. secondModule below, which goes into the module's script, does that when a placeholder is first called.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { replaceOnce } from './module-script.mjs';
import { readReferences } from './references.mjs';
import { capture } from './shell.mjs';
import { dataSegments, functionNames, leb, SECTION, signedLeb } from './wasm-reader.mjs';

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

/** How the linker writes the names of functions in cnn::second. */
const ENTRY = '_ZN3cnn6second';
const CONSTANTS = '.rodata'; // what is never written to

/** Throws where one of the ways into the second module is no function any more. */
export function checkEntries({ functions }, left) {
  for (const { name } of functions)
    if (isEntry({ name }) && !left.has(name))
      throw new Error(`${name} was inlined, and so is in the first module: call it by a pointer.`);
}

const isEntry = ({ name }) => name?.startsWith(ENTRY);

/**
 * { functions, constants }: what to move. functions: by name; two that share a name stay. constants: those of
 * references.mjs that are never written to.
 */
export function whatToMove({ functions, data, roots }) {
  const times = new Map();
  for (const { name } of functions) times.set(name, (times.get(name) ?? 0) + 1);
  const shared = functions.filter(({ name }) => times.get(name) > 1);
  const staying = new Set([...roots, ...shared].filter((one) => !isEntry(one)));
  for (const one of staying)
    for (const next of one.references) if (!isEntry(next)) staying.add(next);
  return {
    functions: functions.filter((one) => !staying.has(one)).map(({ name }) => name),
    constants: data.filter((one) => one.section === CONSTANTS && !staying.has(one)),
  };
}

/** binaryen escapes what has a meaning in its text format. */
const escaped = (name) =>
  name.replace(
    /[^\w!#$%&'*+\-./:<=>?@\\^`|~]/g,
    (sign) => `\\${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );

const [I32_CONST, END] = [0x41, 0x0b];
const byAddress = (a, b) => a.address - b.address;

/**
 * Takes constants out of the first module's bytes (zeros take no room once compressed), and gives the second one's bytes
 * with them: a segment each, neighbours as one.
 */
export function moveConstants(first, second, constants) {
  const places = dataSegments(first);
  const segments = [];
  for (const { segment, start, address, bytes: expected } of constants.toSorted(byAddress)) {
    const from = places[segment].start + start;
    const bytes = first.subarray(from, from + expected.length);
    if (!expected.equals(bytes)) throw new Error(`What the linker put at ${address} is not there.`);
    const last = segments.at(-1);
    if (last?.end === address) last.parts.push(Buffer.from(bytes));
    else segments.push({ address, parts: [Buffer.from(bytes)] });
    segments.at(-1).end = address + bytes.length;
    bytes.fill(0);
  }
  const contents = segments.flatMap(({ address, parts }) => {
    const bytes = Buffer.concat(parts);
    const place = [0, I32_CONST, ...signedLeb(address), END];
    return [Buffer.from([...place, ...leb(bytes.length)]), bytes];
  });
  const section = Buffer.concat([Buffer.from(leb(segments.length)), ...contents]);
  return Buffer.concat([second, Buffer.from([SECTION.data, ...leb(section.length)]), section]);
}

function splitModule(binary, emscripten) {
  const root = capture(join(emscripten, 'em-config'), ['BINARYEN_ROOT'])?.trim();
  const binaryen = (program, words) => {
    const features = ['--mvp-features', ...FEATURES.map((name) => `--enable-${name}`)];
    if (capture(join(root, 'bin', program), [...features, ...words]) === null)
      throw new Error(`${program} cannot split ${binary}.`);
  };
  const references = binary.replace(/\.wasm$/, '.references.wasm');
  const linked = readReferences(readFileSync(references));
  const { functions, constants } = whatToMove(linked);
  const left = new Set(functionNames(readFileSync(binary)).values());
  checkEntries(linked, left);
  const list = `${binary}.moved`;
  writeFileSync(
    list,
    functions
      .filter((name) => left.has(name))
      .map(escaped)
      .join('\n'),
  );
  const parts = { first: `${binary}.first`, second: binary.replace(/\.wasm$/, '-second.wasm') };
  const words = ['--export-prefix=%', `--split-funcs=@${list}`];
  binaryen('wasm-split', [...words, '-o1', parts.first, '-o2', parts.second, binary]);
  const first = readFileSync(parts.first);
  writeFileSync(parts.second, moveConstants(first, readFileSync(parts.second), constants));
  writeFileSync(parts.first, first);
  for (const part of Object.values(parts))
    binaryen('wasm-opt', ['-Oz', '--skip-pass=memory-packing', part, '-o', part]);
  renameSync(parts.first, binary);
  for (const file of [list, references]) rmSync(file);
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
  const [script, emscripten] = process.argv.slice(2);
  splitModule(script.replace(/\.mjs$/, '.wasm'), emscripten);
  writeFileSync(script, withSecondModule(readFileSync(script, 'utf8'), script));
}
