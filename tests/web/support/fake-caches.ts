// Cache Storage in plain TypeScript: what the client uses of it, and the ways it fails.

import { vi } from 'vitest';

interface Stored {
  body: Uint8Array<ArrayBuffer>;
  headers: [string, string][];
}

export interface FakeCaches {
  /** Every entry of every cache, by address. */
  entries: Map<string, Stored>;
  /** Names of the caches that were opened. */
  opened: Set<string>;
  /** Called with the address before anything is stored; what it throws, put throws. */
  beforePut: (address: string) => void | Promise<void>;
  /** The same after it was stored. */
  afterPut: (address: string) => void;
  /** What reading of an entry's body throws, if anything. */
  unreadable?: Error;
}

export const ORIGIN = 'https://page.test';

/** Puts it in place of `caches`, on a page of https://page.test. */
export function fakeCaches(): FakeCaches {
  const entries = new Map<string, Stored>();
  const fake: FakeCaches = {
    entries,
    opened: new Set(),
    beforePut: () => {},
    afterPut: () => {},
  };
  const cache = {
    async keys() {
      return [...entries.keys()].map((url) => new Request(url));
    },
    async match(request: string | Request) {
      const stored = entries.get(addressOf(request));
      if (stored === undefined) return undefined;
      const { unreadable } = fake;
      const body =
        unreadable === undefined
          ? stored.body
          : new ReadableStream({ start: (controller) => controller.error(unreadable) });
      return new Response(body, { headers: stored.headers });
    },
    async put(request: string | Request, response: Response) {
      const body = new Uint8Array(await response.arrayBuffer());
      await fake.beforePut(addressOf(request));
      entries.set(addressOf(request), { body, headers: [...response.headers] });
      fake.afterPut(addressOf(request));
    },
    async delete(request: string | Request) {
      return entries.delete(addressOf(request));
    },
  };
  vi.stubGlobal('location', new URL(`${ORIGIN}/app/index.html`));
  vi.stubGlobal('caches', {
    has: async (name: string) => fake.opened.has(name),
    /** All of them: a test has one. */
    async delete(name: string) {
      entries.clear();
      return fake.opened.delete(name);
    },
    async open(name: string) {
      fake.opened.add(name);
      return cache;
    },
  });
  return fake;
}

const addressOf = (request: string | Request) =>
  new URL(typeof request === 'string' ? request : request.url, ORIGIN).href;
