// Where a page demands Trusted Types (require-trusted-types-for 'script'), an address is no script until a policy
// says so. The page of its own has a default policy; an element in somebody else's page has one of this name, which
// that page's policy has to allow: trusted-types lit-html cnn-playground.

export const POLICY = 'cnn-playground';

interface Policy {
  createScriptURL(url: string): unknown;
}

let policy: Policy | undefined;

/** Call once, before the first worker. Without Trusted Types it does nothing. */
export function trustOwnScripts(): void {
  const { trustedTypes } = globalThis as {
    trustedTypes?: {
      createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
    };
  };
  try {
    policy ??= trustedTypes?.createPolicy(POLICY, { createScriptURL: (url) => url });
  } catch {
    // The page allows no policy of this name: starting the worker says what that means.
  }
}

/** The address of a script of the engine, as `new Worker` takes it. */
export function trusted(url: URL | string): string {
  const { href } = new URL(url);
  return (policy?.createScriptURL(href) ?? href) as string;
}
