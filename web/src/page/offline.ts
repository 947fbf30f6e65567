// The page without a network: a service worker keeps the site's files (web/src/offline).

import type { ModuleName } from '../client/index.js';

/** Of this site: another one on the same host may have one that reaches this page, too. */
let registration: Promise<ServiceWorkerRegistration | undefined> | undefined;

async function register(): Promise<ServiceWorkerRegistration | undefined> {
  const isOnWeb = /^https?:$/.test(location.protocol) && globalThis.isSecureContext;
  // As a guest in another page it leaves nothing behind.
  if (!isOnWeb || parent !== window || !('serviceWorker' in navigator)) return undefined;
  // The page's own files come first.
  if (document.readyState !== 'complete')
    await new Promise((loaded) => addEventListener('load', loaded, { once: true }));
  const script = new URL('service-worker.js', document.baseURI).href;
  return navigator.serviceWorker.register(script, { updateViaCache: 'none' });
}

/** Only where it can work, and not where the page is a guest in another one. Failure is silent. */
export function startOffline(): void {
  registration ??= register().catch(() => undefined);
}

/** The newest of its workers, once it answers. */
function activated({ installing, waiting, active }: ServiceWorkerRegistration) {
  const worker = installing ?? waiting ?? active;
  return new Promise<ServiceWorker>((resolve) => {
    const look = (): void => {
      if (worker?.state === 'activating' || worker?.state === 'activated') resolve(worker);
    };
    worker?.addEventListener('statechange', look);
    look();
  });
}

/** The engine came before the worker did: so that the first visit is enough, it is told about it. */
export async function keepEngine(module: ModuleName): Promise<void> {
  const own = await registration;
  if (!own) return;
  const keep = ['.mjs', '.wasm', '-second.wasm'].map(
    (ending) => new URL(`engine/cnn-${module}${ending}`, document.baseURI).href,
  );
  (await activated(own)).postMessage({ keep });
}
