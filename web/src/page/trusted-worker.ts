// The page's content security policy demands Trusted Types. Scripts by address are allowed for two
// things only: the engine's worker and the service worker, from the page's own folder.

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

export function allowEngineWorker(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const workers = ['engine/worker.js', 'service-worker.js'].map(
    (script) => new URL(script, document.baseURI).href,
  );
  trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      if (workers.includes(url)) return url;
      throw new TypeError(`This page does not start scripts from ${url}.`);
    },
  });
}
