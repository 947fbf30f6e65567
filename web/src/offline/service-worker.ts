// Lets the page open without a network after its first visit, and have threads on hosts that do not send
// the headers for them. Online, the network is asked first.

import { isolated } from './isolation.js';
import { type Site, SiteCache } from './site-cache.js';

declare const self: ServiceWorkerGlobalScope;
/** Set by the build, in a line before this script (wasm/toolchain/service-worker.mjs). */
declare const SITE: Site;

const cache = new SiteCache(SITE, self.registration.scope);

self.addEventListener('install', (event) => {
  event.waitUntil(cache.install());
  // Pages of an earlier build lose nothing by the change: online, they get what the server has.
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(cache.removeOlder());
  // Not waited for: Firefox asks every worker of the page, the engine's threads wait for work and never
  // answer, and until this is active no request of the page would be answered.
  void self.clients.claim();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (!cache.concerns(request)) return;
  const answer = cache.answer(request, (work) => event.waitUntil(work));
  event.respondWith(answer.then((response) => isolated(request, response)));
});

/** The page tells which engine files it uses: they came before this worker did. */
self.addEventListener('message', (event) => {
  const { keep } = (event.data ?? {}) as { keep?: unknown };
  if (Array.isArray(keep)) event.waitUntil(cache.keep(keep.map(String)));
});
