// Whether the page's content security policy refused an address: a fetch itself does not tell.

export interface PolicyWatch {
  /** Call it after the fetch failed; the browser's report comes in a later turn. */
  refused(): Promise<boolean>;
  stop(): void;
}

export function watchPolicy(url: URL): PolicyWatch {
  let seen = false;
  const listen = (event: Event) => {
    const { effectiveDirective, blockedURI } = event as SecurityPolicyViolationEvent;
    // Of a redirect's target only the origin may be reported.
    if (effectiveDirective === 'connect-src' && url.href.startsWith(blockedURI)) seen = true;
  };
  // Node has no such event, and no such method.
  globalThis.addEventListener?.('securitypolicyviolation', listen);
  return {
    async refused() {
      await new Promise((later) => setTimeout(later, 0));
      return seen;
    },
    stop: () => globalThis.removeEventListener?.('securitypolicyviolation', listen),
  };
}
