// One form for a web Worker and a Node worker thread.

import type { FromWorker, ToWorker } from '../protocol/index.js';
import { failure, textOf } from './error.js';
import type { Global } from './global.js';
import { type NodeProcess, type NodeWorker, nodeProcess } from './node.js';
import { trusted } from './trusted-script.js';

export interface WorkerPort {
  post(message: ToWorker, transfer: ArrayBuffer[]): void;
  /** Resolves when the worker is gone. */
  terminate(): Promise<void>;
  /** Node: whether the worker, by being there, keeps the process from ending. */
  keepAlive(on: boolean): void;
}

export interface PortListener {
  message(message: FromWorker): void;
  /** The worker is dead or was never alive. May come more than once. */
  failed(reason: string): void;
}

export interface WorkerScript {
  url: URL;
  /** Browser: starts the package's own worker in a way that bundlers recognise. */
  start?: (() => Global<'Worker'>) | undefined;
}

export type Spawn = (listener: PortListener) => WorkerPort;

export function spawner(script: WorkerScript): Spawn {
  const node = nodeProcess();
  if (node !== undefined) return (listener) => nodePort(node, script.url, listener);
  return (listener) => webPort(script, listener);
}

function nodePort(node: NodeProcess, url: URL, listener: PortListener): WorkerPort {
  const worker = startThread(node, url);
  worker.on('message', (message) => listener.message(message));
  worker.on('error', (error) => listener.failed(error.message));
  worker.on('messageerror', (error) => listener.failed(error.message));
  worker.on('exit', (code) => listener.failed(`it ended with exit code ${code}`));
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    terminate: async () => {
      await worker.terminate();
    },
    keepAlive: (on) => (on ? worker.ref() : worker.unref()),
  };
}

function startThread(node: NodeProcess, url: URL): NodeWorker {
  try {
    return new (node.getBuiltinModule('node:worker_threads').Worker)(url);
  } catch (thrown) {
    throw failure(
      'worker-failed',
      `The worker ${url.href} could not be started (${textOf(thrown)}).`,
      'In Node, workerUrl has to be a path or a file: address.',
      thrown,
    );
  }
}

function webPort(script: WorkerScript, listener: PortListener): WorkerPort {
  if (typeof Worker === 'undefined') {
    throw failure(
      'unsupported-environment',
      'There are no workers here, and the engine needs one.',
      'Use a browser, or Node 20.16 or later.',
    );
  }
  const { worker, done } = startWebWorker(script);
  worker.onmessage = (event) => {
    done();
    listener.message(event.data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    // A script that is missing or refused by a content security policy gives no message at all.
    listener.failed(event.message || `its script ${script.url.href} could not be loaded`);
  };
  worker.onmessageerror = () => listener.failed('it sent a message that could not be read');
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    terminate: async () => {
      done();
      worker.terminate();
    },
    keepAlive: () => {},
  };
}

/**
 * A worker's script has to come from the page's own origin; from elsewhere it is imported. Origins
 * are compared first: Firefox refuses a foreign script only later, by an error event.
 */
function startWebWorker(script: WorkerScript): { worker: Worker; done: () => void } {
  const { origin, protocol } = script.url;
  const isForeign = /^https?:$/.test(protocol) && origin !== globalThis.location?.origin;
  try {
    const direct = isForeign ? undefined : sameOriginWorker(script);
    return direct ?? importingWorker(script.url);
  } catch (thrown) {
    throw failure(
      'worker-failed',
      `The worker ${script.url.href} could not be started (${textOf(thrown)}).`,
      'Serve worker.js from the origin of the page and set workerUrl, and allow it in the content ' +
        'security policy (worker-src).',
      thrown,
    );
  }
}

function sameOriginWorker({ url, start }: WorkerScript) {
  try {
    return { worker: start?.() ?? new Worker(trusted(url), { type: 'module' }), done: () => {} };
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'SecurityError') return undefined;
    throw thrown;
  }
}

function importingWorker(url: URL) {
  const text = `import ${JSON.stringify(url.href)};`;
  const shim = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const done = () => URL.revokeObjectURL(shim);
  return { worker: new Worker(trusted(shim), { type: 'module' }), done };
}
