// Finds Emscripten (emsdk's, on PATH or in $EMSDK), or unpacks Debian's into .cache/toolchain.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { toolchain } from './paths.mjs';
import { aptIsUsable, downloadPackages } from './private-apt.mjs';
import { PlainError, step } from './progress.mjs';
import { capture, run, which } from './shell.mjs';
import { atLeast, parseVersion } from './versions.mjs';

export const leastEmscripten = [3, 1, 69]; // the first with all of relaxed SIMD as XNNPACK uses it
const unpacked = join(toolchain, 'emscripten');
const stamp = join(unpacked, 'complete');
const llvm = '/usr/lib/llvm-19';
const binaryenTools = [
  'wasm-as',
  'wasm-ctor-eval',
  'wasm-dis',
  'wasm-emscripten-finalize',
  'wasm-merge',
  'wasm-metadce',
  'wasm-opt',
  'wasm-split',
  'wasm2js',
];

const installHint =
  'Install emsdk with "git clone https://github.com/emscripten-core/emsdk && emsdk/emsdk install latest",\n' +
  'activate it with "emsdk/emsdk activate latest && . emsdk/emsdk_env.sh", then run this again.';

function describe(folder) {
  const version = readFileSync(join(folder, 'emscripten-version.txt'), 'utf8')
    .replaceAll('"', '')
    .trim();
  return {
    version,
    emcc: join(folder, 'emcc'),
    cmakeToolchain: join(folder, 'cmake/Modules/Platform/Emscripten.cmake'),
  };
}

/** The user's own Emscripten when it is new enough, else null. */
function fromEnvironment() {
  const onPath = which('emcc');
  const candidates = [
    process.env.EMSDK && join(process.env.EMSDK, 'upstream/emscripten'),
    onPath && dirname(realpathSync(onPath)),
  ];
  for (const folder of candidates) {
    if (!folder || !existsSync(join(folder, 'emscripten-version.txt'))) continue;
    const found = describe(folder);
    if (atLeast(parseVersion(found.version), leastEmscripten)) return found;
  }
  return null;
}

const emscriptenFolder = join(unpacked, 'root/usr/share/emscripten');

/** The Emscripten to use, or null when one must be unpacked first. */
export function findEmscripten() {
  return fromEnvironment() ?? (existsSync(stamp) ? describe(emscriptenFolder) : null);
}

/** True when Debian's packages would be used, so that their companions from apt are needed too. */
export function usesDebianEmscripten() {
  return !fromEnvironment() && aptIsUsable();
}

// Prebuilt variants that this project never links are most of the package's 1.7 GB.
const neverLinked = [
  '*/wasm32-emscripten/lto',
  '*/wasm32-emscripten/pic',
  '*/wasm32-emscripten/lto-pic',
  '*/libGL*-emu*',
  '*/libGL*-full_es3*',
  '*/libGL*-webgl2*',
  '*/libGL*-ofb*',
  '*/lib*-ww*',
  '*/lib*-asan*',
  '*/share/doc',
  '*/emscripten/docs',
];

async function unpackPackages() {
  const downloads = join(unpacked, 'downloads');
  const target = join(unpacked, 'root');
  mkdirSync(target, { recursive: true });
  const packages = ['emscripten', 'binaryen', 'libc6', 'libstdc++6', 'libgcc-s1'];
  const files = await downloadPackages(packages, downloads);
  const exclude = neverLinked.map((pattern) => `--exclude='${pattern}'`).join(' ');
  for (const file of files) {
    await run(
      'sh',
      ['-c', `dpkg-deb --fsys-tarfile '${file}' | tar -x -C '${target}' ${exclude}`],
      {
        log: 'unpack-emscripten',
      },
    );
  }
  rmSync(downloads, { recursive: true });
}

function findLoader() {
  const library = join(unpacked, 'root/usr/lib');
  for (const triplet of readdirSync(library)) {
    if (!lstatSync(join(library, triplet)).isDirectory()) continue;
    const loader = readdirSync(join(library, triplet)).find((name) => /^ld-linux.*\.so/.test(name));
    if (loader) return { loader: join(library, triplet, loader), library: join(library, triplet) };
  }
  throw new PlainError(`Debian's libc6 package has no program loader under ${library}.`);
}

// Debian 13's binaryen needs a newer libc than Debian 12's: each tool runs through the unpacked loader.
function wrapBinaryen() {
  const { loader, library } = findLoader();
  const bin = join(unpacked, 'binaryen/bin');
  mkdirSync(bin, { recursive: true });
  for (const tool of binaryenTools) {
    const program = join(unpacked, 'root/usr/bin', tool);
    const script = `#!/bin/sh\nexec '${loader}' --library-path '${library}' '${program}' "$@"\n`;
    writeFileSync(join(bin, tool), script, { mode: 0o755 });
  }
}

function linkAcorn() {
  const acorn = ['/usr/share/nodejs/acorn', '/usr/lib/nodejs/acorn'].find((path) =>
    existsSync(path),
  );
  if (!acorn)
    throw new PlainError(
      'Emscripten needs acorn, which was not found.',
      'Run "apt-get install node-acorn" as root.',
    );
  const modules = join(emscriptenFolder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  rmSync(join(modules, 'acorn'), { force: true, recursive: true });
  symlinkSync(acorn, join(modules, 'acorn'));
}

function writeConfiguration() {
  const settings = {
    LLVM_ROOT: join(llvm, 'bin'),
    BINARYEN_ROOT: join(unpacked, 'binaryen'),
    NODE_JS: process.execPath,
    LLVM_ADD_VERSION: '',
    CLANG_ADD_VERSION: '',
  };
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = ${JSON.stringify(value)}`,
  );
  // Emscripten reads the file .emscripten beside emcc, so no environment variable is needed.
  writeFileSync(
    join(emscriptenFolder, '.emscripten'),
    `${lines.join('\n')}\nFROZEN_CACHE = True\n`,
  );
  // Its scripts are CommonJS, but our own package.json, further up, says otherwise.
  writeFileSync(join(emscriptenFolder, 'package.json'), '{ "type": "commonjs" }\n');
}

/** Unpacks Debian's Emscripten; its companions from apt must be installed already. */
export async function provideEmscripten() {
  const found = findEmscripten();
  if (found) return found;
  if (!aptIsUsable()) {
    throw new PlainError(
      `No Emscripten ${leastEmscripten.join('.')} or newer (emcc) was found.`,
      installHint,
    );
  }
  await step('Emscripten from Debian 13', async () => {
    rmSync(unpacked, { recursive: true, force: true });
    await unpackPackages();
    wrapBinaryen();
    linkAcorn();
    writeConfiguration();
    const version = capture(join(emscriptenFolder, 'emcc'), ['--version']);
    if (!version)
      throw new PlainError(
        `The unpacked Emscripten does not start: run ${join(emscriptenFolder, 'emcc')} --version to see why.`,
      );
    writeFileSync(stamp, version);
    return describe(emscriptenFolder).version;
  });
  return describe(emscriptenFolder);
}
