// The worker's entry, for web Workers (module type) and Node worker threads alike.

import { EngineHost } from './engine-host.js';
import type { Environment } from './environment.js';
import { nodeEnvironment, nodeProcess } from './environment-node.js';
import { webEnvironment } from './environment-web.js';
import { RequestQueue } from './request-queue.js';

/** Serves requests from `environment` until the worker is terminated. */
function serve(environment: Environment): void {
  const host = new EngineHost(environment);
  const queue = new RequestQueue(host, environment, () => host.idle());
  environment.listen((message) => queue.receive(message));
  environment.post({ kind: 'hello' }, []);
}

const node = nodeProcess();
serve(node === undefined ? webEnvironment() : nodeEnvironment(node));
