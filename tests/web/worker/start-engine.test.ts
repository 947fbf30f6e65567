import { expect, test, vi } from 'vitest';
import type { CreateEngine } from '../../../web/src/worker/environment.js';
import { Fault, fault } from '../../../web/src/worker/fault.js';
import { startEngine } from '../../../web/src/worker/start-engine.js';
import { fakeEngine } from '../support/fake-engine.js';
import { fakeEnvironment, WASM_BYTES } from '../support/fake-environment.js';
import { FAKE_MODULES } from '../support/local-worker.js';

const threaded = { threads: true, cores: 8 };
const input = { modules: FAKE_MODULES, threads: 'auto' as const };

async function faultOf(promise: Promise<unknown>) {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Fault);
  return (thrown as Fault).data;
}

test('starts the module that was selected, with all its threads but the calling one ready', async () => {
  const environment = fakeEnvironment({ features: threaded });
  const { info } = await startEngine(input, environment);
  expect(info).toEqual({ module: 'simd-mt', threads: 4, notes: [] });
  expect(environment.created).toEqual([{ script: FAKE_MODULES['simd-mt'].script, threads: 3 }]);
});

test('threads start from the script that the place has for them, and one thread needs none', async () => {
  const given: (string | undefined)[] = [];
  const importEngine = async (): Promise<CreateEngine> => async (options) => {
    given.push(options?.threadScript);
    return fakeEngine();
  };
  const threadScript = (url: string) => `blob:${url}`;
  for (const threads of ['auto', 1] as const) {
    const environment = fakeEnvironment({ features: threaded, importEngine, threadScript });
    await startEngine({ ...input, threads }, environment);
  }
  expect(given).toEqual([`blob:${FAKE_MODULES['simd-mt'].script}`, undefined]);
});

test.each([
  ['application/octet-stream', 'text/javascript'],
  ['text/javascript; charset=utf-8', 'wasmUrl'],
])('a script that does not load, and that the server calls %s', async (contentType, advice) => {
  const importEngine = () => Promise.reject(new TypeError('Failed to fetch'));
  const environment = fakeEnvironment({ importEngine, contentType });
  const { message, hint } = await faultOf(startEngine(input, environment));
  expect(message.includes(contentType)).toBe(advice === 'text/javascript');
  expect(hint).toContain(advice);
});

test('a script that a bundler has robbed of its export', async () => {
  const importEngine = async () => undefined as unknown as CreateEngine;
  const { message, hint } = await faultOf(startEngine(input, fakeEnvironment({ importEngine })));
  expect(message).toContain('a bundler has rewritten it');
  expect(hint).toContain('cnn-*.mjs');
});

test('threads that never start: one thread after the limit, and a note', async () => {
  const importEngine = async (url: string): Promise<CreateEngine> =>
    url.includes('-mt') ? () => new Promise(() => {}) : async () => fakeEngine();
  const environment = fakeEnvironment({ features: threaded, importEngine });
  const { info } = await startEngine(input, environment, 20);
  expect(info.module).toBe('simd');
  expect(info.threads).toBe(1);
  expect(info.notes.join()).toContain('Threads did not start');
});

test('threads that throw where nobody catches: one thread at once, and later ones are caught', async () => {
  const importEngine = async (url: string): Promise<CreateEngine> =>
    url.includes('-mt') ? () => new Promise(() => {}) : async () => fakeEngine();
  const environment = fakeEnvironment({ features: threaded, importEngine });
  const caught = vi.fn();
  const started = startEngine(input, {
    ...environment,
    catchStray: (report) => {
      caught.mockImplementation(report);
      setTimeout(() => report('404'), 5);
      return () => caught.mockReset();
    },
  });
  expect((await started).info.notes.join()).toContain('One of them failed (404)');
  expect(caught.getMockImplementation()).toBeDefined();
});

test('once threads have started, errors nobody catches end the worker again', async () => {
  const stop = vi.fn();
  const environment = fakeEnvironment({ features: threaded });
  await startEngine(input, { ...environment, catchStray: () => stop });
  expect(stop).toHaveBeenCalledTimes(1);
});

test('threads that fail at once: one thread, and the reason in the note', async () => {
  const importEngine =
    async (url: string): Promise<CreateEngine> =>
    async () => {
      if (url.includes('-mt')) throw new Error('no pthreads today');
      return fakeEngine();
    };
  const environment = fakeEnvironment({
    features: { ...threaded, relaxedSimd: true },
    importEngine,
  });
  const { info } = await startEngine(input, environment);
  expect(info.module).toBe('relaxed');
  expect(info.notes.join()).toContain('no pthreads today');
});

test.each([
  ['simd', ['relaxed-mt', 'relaxed', 'simd-mt'], 1],
  ['relaxed', ['relaxed-mt', 'simd-mt'], 1],
  ['relaxed-mt', [], 4],
])('%s starts where %j are not there', async (module, missing, threads) => {
  const environment = fakeEnvironment({ features: { ...threaded, relaxedSimd: true } });
  const readModule = async (url: string) => {
    if (missing.some((name) => url.endsWith(`/cnn-${name}.wasm`)))
      throw fault('engine-not-loaded', `${url}: 503 This module is still being built`, '');
    return environment.readModule(url);
  };
  const { info } = await startEngine(input, { ...environment, readModule });
  expect(info).toMatchObject({ module, threads });
  const tried = ['relaxed-mt', 'relaxed'].filter((name) => missing.includes(name));
  expect(info.notes).toEqual(
    tried.map((name) => expect.stringContaining(`cnn-${name}.wasm: 503 This module`)),
  );
});

/** An environment that knows no relaxed instructions, whatever detection said. */
function withoutRelaxed(threads = true) {
  const environment = fakeEnvironment({ features: { ...threaded, threads, relaxedSimd: true } });
  const readModule = async (url: string) => {
    if (url.includes('relaxed')) throw new WebAssembly.CompileError('invalid SIMD opcode 0x100');
    return environment.readModule(url);
  };
  return { ...environment, readModule };
}

test.each([
  [true, 'simd-mt', 4],
  [false, 'simd', 1],
])(
  'a module that cannot be compiled gives up relaxed SIMD, and threads (%s) stay',
  async (there, module, threads) => {
    const { info } = await startEngine(input, withoutRelaxed(there));
    expect(info).toMatchObject({ module, threads });
    expect(info.notes).toEqual([expect.stringMatching(/relaxed SIMD did not start.*opcode 0x100/)]);
  },
);

test('bytes that cannot be compiled do the same as what was compiled while it came', async () => {
  const wrong = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0xff, 0xff);
  const environment = fakeEnvironment({
    features: { ...threaded, relaxedSimd: true },
    files: { [FAKE_MODULES['relaxed-mt'].wasm]: wrong },
  });
  const { info } = await startEngine(input, environment);
  expect(info).toMatchObject({ module: 'simd-mt', threads: 4 });
});

test('the module is made of what was compiled while it came', async () => {
  const module = await WebAssembly.compile(WASM_BYTES);
  const made: unknown[] = [];
  const environment = fakeEnvironment({
    importEngine: async () => async (options) => {
      await new Promise<void>((ready) => {
        options?.instantiateWasm?.({}, (_, of) => {
          made.push(of);
          ready();
        });
      });
      return fakeEngine();
    },
  });
  await startEngine(input, { ...environment, readModule: async () => module });
  expect(made).toEqual([module]);
});

test('a module that cannot be instantiated is told, although its script never answers', async () => {
  const environment = fakeEnvironment({
    // Its imports are not what it asks for: a memory is missing.
    files: {
      [FAKE_MODULES.simd.wasm]: Uint8Array.of(...WASM_BYTES, ...[2, 8, 1, 1, 97, 1, 109, 2, 0, 1]),
    },
    importEngine: async () => (options) => {
      options?.instantiateWasm?.({ a: {} }, () => {});
      return new Promise(() => {});
    },
  });
  const data = await faultOf(startEngine(input, environment));
  expect(data.code).toBe('engine-not-loaded');
  expect(data.message).toContain('memory');
});

test('where no module is there, the error names the last that was tried', async () => {
  const environment = fakeEnvironment({ features: { ...threaded, relaxedSimd: true } });
  const readModule = async (url: string) => {
    throw fault('engine-not-loaded', `${url}: 404 Not Found`, '');
  };
  const data = await faultOf(startEngine(input, { ...environment, readModule }));
  expect(data.message).toBe(`${FAKE_MODULES.simd.wasm}: 404 Not Found`);
});

test('an HTML page in place of the .wasm is named, with its address', async () => {
  const html = new TextEncoder().encode('\n<!DOCTYPE html><title>My app</title>');
  const environment = fakeEnvironment({ files: { [FAKE_MODULES.simd.wasm]: html } });
  const data = await faultOf(startEngine(input, environment));
  expect(data.code).toBe('engine-not-loaded');
  expect(data.message).toContain(`${FAKE_MODULES.simd.wasm} is not a WebAssembly module`);
  expect(data.message).toContain('HTML page');
  expect(data.hint).toContain('wasmUrl');
});

test('an HTML page in place of the script is named too', async () => {
  const html = new TextEncoder().encode('<html>');
  const environment = fakeEnvironment({
    files: { [FAKE_MODULES.simd.script]: html },
    importEngine: async () => {
      throw new TypeError('Failed to fetch dynamically imported module');
    },
  });
  const data = await faultOf(startEngine(input, environment));
  expect(data.message).toContain(FAKE_MODULES.simd.script);
  expect(data.message).toContain('HTML page');
});

test('a module that refuses to start gives its own reason and thinks of the content policy', async () => {
  const environment = fakeEnvironment({
    importEngine: async () => async () => {
      throw new WebAssembly.CompileError('Wasm code generation disallowed by embedder');
    },
  });
  const data = await faultOf(startEngine(input, environment));
  expect(data.code).toBe('engine-not-loaded');
  expect(data.message).toContain('disallowed by embedder');
  expect(data.hint).toContain('wasm-unsafe-eval');
});

test('no SIMD is a sentence that names browsers', async () => {
  const data = await faultOf(startEngine(input, fakeEnvironment({ features: { simd: false } })));
  expect(data.code).toBe('unsupported-environment');
  expect(data.hint).toContain('Firefox');
});

test('a module that is asked for is started, with threads of its own even where one is used', async () => {
  const environment = fakeEnvironment({ features: { ...threaded, relaxedSimd: true } });
  const { info } = await startEngine({ ...input, threads: 1, module: 'simd-mt' }, environment);
  expect(info).toEqual({ module: 'simd-mt', threads: 1, notes: [] });
  expect(environment.created).toEqual([{ script: FAKE_MODULES['simd-mt'].script, threads: 1 }]);
});

test('a module that is asked for and cannot run is refused, and no other is tried', async () => {
  const environment = fakeEnvironment({ features: threaded });
  const data = await faultOf(startEngine({ ...input, module: 'relaxed' }, environment));
  expect(data.code).toBe('unsupported-environment');
  expect(data.message).toContain('relaxed SIMD is missing');
  const broken = fakeEnvironment({
    features: threaded,
    importEngine: () => Promise.reject(new TypeError('Failed to fetch')),
  });
  const { message } = await faultOf(startEngine({ ...input, module: 'simd-mt' }, broken));
  expect(message).toContain(FAKE_MODULES['simd-mt'].script);
  expect(message).not.toContain(FAKE_MODULES.simd.script);
});
