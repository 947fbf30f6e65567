// The page's content security policy demands Trusted Types. Scripts by address are allowed for one
// thing only: the engine's worker, from the page's own folder.

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

export function allowEngineWorker(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const worker = new URL('engine/worker.js', document.baseURI).href;
  trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      if (url === worker) return url;
      throw new TypeError(`This page does not start scripts from ${url}.`);
    },
  });
}
