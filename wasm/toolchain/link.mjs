// Links a module as Emscripten does, and once more for split.mjs. CMake starts this in place of em++:
//
//   node link.mjs em++ ... -o <folder>/cnn-<variant>.mjs ...
//
// Beside what Emscripten writes, cnn-<variant>.references.wasm is what its linker made of the same files, with a
// list of what refers to what (--emit-relocs). No script of Emscripten takes such a module, so the linker is
// started a second time, with the words that "em++ -v" shows.
import { spawn } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { main } from './progress.mjs';
import { runVisibly } from './shell.mjs';

/** "/usr/bin/wasm-ld -o 'a b'" to ['/usr/bin/wasm-ld', '-o', 'a b']: the line is quoted as a shell has it. */
export function wordsOf(line) {
  const words = line.trim().match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));
}

/** That line's words for a module with references. stub: where the functions of JavaScript are listed meanwhile. */
export function wordsForReferences(words, output, stub) {
  const [linker, ...rest] = words;
  const changed = rest.map((word, i) =>
    rest[i - 1] === '-o' ? output : isStub(word) ? stub : word,
  );
  return [linker, ...changed, '--emit-relocs'];
}

const isStub = (word) => /libemscripten_js_symbols\.so$/.test(word);

/** Ends with Emscripten's status and the linker's words. Its list of functions is a file that it takes away. */
function link(words, stub) {
  return new Promise((resolve, reject) => {
    const child = spawn(words[0], [...words.slice(1), '-v'], {
      stdio: ['inherit', 'inherit', 'pipe'],
    });
    let linker = null;
    let text = '';
    const take = (line) => {
      const found = /^ \S*wasm-ld /.test(line) ? wordsOf(line) : null;
      if (found) copyFileSync(found.find(isStub), stub);
      linker = found ?? linker;
      if (!/^ \S*\//.test(line)) process.stderr.write(`${line}\n`);
    };
    child.stderr.setEncoding('utf8').on('data', (part) => {
      const lines = (text + part).split('\n');
      text = lines.pop();
      lines.forEach(take);
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, linker }));
  });
}

async function linkTwice(words) {
  const target = words[words.indexOf('-o') + 1];
  const stub = target.replace(/\.mjs$/, '.functions.so');
  const { status, linker } = await link(words, stub);
  if (status !== 0) return process.exit(status ?? 1);
  if (!linker) throw new Error('em++ -v does not show how it starts the linker.');
  const output = target.replace(/\.mjs$/, '.references.wasm');
  const [program, ...rest] = wordsForReferences(linker, output, stub);
  const ended = await runVisibly(program, rest, { cwd: process.cwd() });
  if (ended !== 0) throw new Error(`${program} cannot write ${output}.`);
  rmSync(stub);
}

if (process.argv[1] === new URL(import.meta.url).pathname)
  await main(() => linkTwice(process.argv.slice(2)));
