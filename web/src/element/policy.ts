// What the content security policy of the page around forbids, as a sentence: the browser's own words stand in its
// console, where no reader looks.

import type { Site } from '../playground/run/site.js';

/** What each directive has to allow. */
const NEEDS: Record<string, string> = {
  'connect-src': 'the folder of element.js, and where models and pictures are fetched from',
  'worker-src': "'self', or blob: and the origin of element.js where that is another one",
  'script-src': "the folder of element.js, and 'wasm-unsafe-eval'",
  'script-src-elem': "the folder of element.js, and 'wasm-unsafe-eval'",
  'img-src': "'self' and blob:",
};

/** Calls with a sentence when the page forbids something that lies where the site does. Returns what ends that. */
export function heedPolicy({ engine, models }: Site, tell: (sentence: string) => void): () => void {
  const own = [engine?.href, models.href].filter((folder) => folder !== undefined);
  const heard = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent): void => {
    const isOwn = own.some((folder) => blockedURI.startsWith(folder));
    const needs = NEEDS[effectiveDirective];
    if (!needs || !(isOwn || /^(blob|wasm-eval)/.test(blockedURI))) return;
    tell(
      `The content security policy of this page forbids ${blockedURI}: its ${effectiveDirective} has to allow ${needs}.`,
    );
  };
  document.addEventListener('securitypolicyviolation', heard);
  return () => document.removeEventListener('securitypolicyviolation', heard);
}

/** Why a worker did not start that comes from another origin: the page is not told what the policy forbids it. */
export function whyNoWorker({ engine }: Site): string | undefined {
  if (!engine || engine.origin === location.origin) return undefined;
  return `The engine comes from ${engine.origin}. If this page has a content security policy, its worker-src has to allow blob: and ${engine.origin}.`;
}
