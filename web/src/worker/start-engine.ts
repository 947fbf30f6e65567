// From detected features to a running engine module, or to a plainer one where that does not start: its
// instructions may be unknown after all, its threads may fail, and not every server has every module (npm
// start serves them as they are built).

import type { EngineModule } from '../../../wasm/engine.js';
import type { EngineInfo, ErrorData, ModuleFiles, StartInput } from '../protocol/index.js';
import type { CreateEngine, Environment } from './environment.js';
import { Fault, fault, textOf, unwrap } from './fault.js';
import { fetchScript, startsLikeHtml } from './fetch-script.js';
import { type Bundle, fallback, lackFor, selectBundle } from './select-bundle.js';

/** Some browsers hang for ever where threads look available but cannot start. */
const THREAD_START_MS = 5000;

export interface StartedEngine {
  engine: EngineModule;
  info: EngineInfo;
  /** Puts the second module into the engine's memory, if it is not there yet. */
  provideSecondModule(): Promise<void>;
}

export async function startEngine(
  input: StartInput,
  environment: Environment,
  threadStartMs = THREAD_START_MS,
): Promise<StartedEngine> {
  const features = await environment.features();
  const bundle = selectBundle(features, input.threads, input.module);
  if (bundle === undefined) {
    throw fault(
      'unsupported-environment',
      'WebAssembly SIMD is missing here, and the engine cannot run without it.',
      'Use a browser from 2023 or later (Chrome 91, Firefox 89, Safari 16.4) or Node 20.',
    );
  }
  const lack = input.module && lackFor(features, input.module);
  if (lack !== undefined) {
    throw fault(
      'unsupported-environment',
      `The module "${input.module}" cannot run, because ${lack}.`,
      'Leave out the option "module": the best one that can run is chosen then.',
    );
  }
  const guard: Guard = (engine) => guardThreads(engine, environment, threadStartMs);
  let { notes } = bundle;
  for (let next: Pick<Bundle, 'name' | 'threads'> = bundle; ; ) {
    const { name, threads } = next;
    try {
      const watch = name.endsWith('-mt') ? guard : undefined;
      const files = input.modules[name];
      const engine = await instantiate(files, threads, environment, watch);
      const provideSecondModule = once(() => fetchSecond(engine, files.second, environment));
      return { engine, info: { module: name, threads, notes }, provideSecondModule };
    } catch (thrown) {
      const plainer = fallback(next, thrown instanceof Uncompilable);
      if (plainer === undefined || input.module !== undefined) throw thrown;
      notes = [...notes, `${plainer.without} ${textOf(thrown)}`];
      next = plainer;
    }
  }
}

async function fetchSecond(
  engine: EngineModule,
  url: string,
  environment: Environment,
): Promise<void> {
  const bytes = await environment.readBytes(url);
  checkIsWasm(url, bytes);
  unwrap(engine.secondModuleBuffer(bytes.length)).set(bytes);
}

/** Tried again after a failure. */
function once(make: () => Promise<void>): () => Promise<void> {
  let made: Promise<void> | undefined;
  return () => {
    made ??= make().catch((thrown: unknown) => {
      made = undefined;
      throw thrown;
    });
    return made;
  };
}

/** The module's file is there, but cannot be compiled here. */
class Uncompilable extends Fault {}

/** Watches over the start of an engine whose files are there. */
type Guard = (engine: Promise<EngineModule>) => Promise<EngineModule>;

async function instantiate(
  files: ModuleFiles,
  threads: number,
  environment: Environment,
  guard?: Guard,
): Promise<EngineModule> {
  const [module, createEngine] = await Promise.all([
    compile(files.wasm, environment),
    importScript(files.script, environment),
  ]);
  try {
    const threadScript = guard ? environment.threadScript(files.script) : undefined;
    const engine = new Promise<EngineModule>((started, failed) => {
      createEngine({
        instantiateWasm(imports, done) {
          // A failure is not the module's to tell: it would wait for ever.
          WebAssembly.instantiate(module, imports)
            .then((instance) => done(instance, module))
            .catch(failed);
        },
        // The thread that calls the engine is one of them.
        pthreadPoolSize: Math.max(1, threads - 1),
        ...(threadScript !== undefined && { threadScript }),
      }).then(started, failed);
    });
    return await (guard ? guard(engine) : engine);
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw new Fault(notStarted(files.wasm, thrown));
  }
}

function notStarted(url: string, thrown: unknown): ErrorData {
  return {
    code: 'engine-not-loaded',
    message: `The engine module ${url} could not be started (${textOf(thrown)}).`,
    hint: "If the page sets a content security policy, it has to allow 'wasm-unsafe-eval'.",
  };
}

async function compile(url: string, environment: Environment): Promise<WebAssembly.Module> {
  try {
    const found = await environment.readModule(url);
    if (found instanceof WebAssembly.Module) return found;
    checkIsWasm(url, found);
    return await WebAssembly.compile(found);
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw new Uncompilable(notStarted(url, thrown));
  }
}

function checkIsWasm(url: string, bytes: Uint8Array): void {
  const magic = [0x00, 0x61, 0x73, 0x6d];
  if (magic.every((byte, index) => bytes[index] === byte)) return;
  throw fault(
    'engine-not-loaded',
    `${url} is not a WebAssembly module: it is ${startsLikeHtml(bytes) ? 'an HTML page' : 'something else'}.`,
    'Servers of single-page sites answer unknown addresses with their start page. Check that the ' +
      'engine files are there, or set wasmUrl to the folder that holds them.',
  );
}

async function importScript(url: string, environment: Environment): Promise<CreateEngine> {
  const createEngine = await fetchScript(url, environment, () => environment.importEngine(url));
  if (typeof createEngine === 'function') return createEngine;
  throw fault(
    'engine-not-loaded',
    `The engine script ${url} was loaded, but it exports no engine: a bundler has rewritten it.`,
    'Let the bundler copy the files cnn-*.mjs as they are. The README of the package says how.',
  );
}

/** Rejects where the threads answer neither with an engine nor with an error. */
async function guardThreads(
  engine: Promise<EngineModule>,
  environment: Environment,
  limitMs: number,
): Promise<EngineModule> {
  let giveUp: (why: string) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    giveUp = (why) => reject(fault('engine-not-loaded', why));
  });
  const timer = setTimeout(
    () => giveUp(`No answer from them within ${limitMs / 1000} s.`),
    limitMs,
  );
  const stopCatching = environment.catchStray((what) => giveUp(`One of them failed (${what}).`));
  try {
    const started = await Promise.race([engine, failed]);
    // After a failure more threads may follow the first, so errors are caught on.
    stopCatching();
    return started;
  } finally {
    clearTimeout(timer);
  }
}
