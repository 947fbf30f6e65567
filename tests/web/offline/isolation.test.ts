// Which answers of the service worker carry the headers for threads.

import { expect, test } from 'vitest';
import { isolated } from '../../../web/src/offline/isolation.js';

/** Node's Request has no destination of its own. */
const request = (destination: string) => ({ destination }) as Request;

const page = (headers: Record<string, string> = {}) =>
  new Response('<h1>page</h1>', { headers: { 'content-type': 'text/html', ...headers } });

const policies = ({ headers }: Response) => [
  headers.get('cross-origin-opener-policy'),
  headers.get('cross-origin-embedder-policy'),
];

test('a page that has its window to itself is isolated, and stays what it was otherwise', async () => {
  const response = isolated(request('document'), page({ etag: '"1"' }));
  expect(policies(response)).toEqual(['same-origin', 'require-corp']);
  expect(response.headers.get('etag')).toBe('"1"');
  expect(response.headers.get('content-type')).toBe('text/html');
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('<h1>page</h1>');
});

test('its workers are let in', () => {
  expect(policies(isolated(request('worker'), page()))).toEqual([null, 'require-corp']);
});

test.each(['iframe', 'frame', 'embed', 'object', 'script', 'image', ''])(
  'an answer for %j is left as it is',
  (destination) => {
    const response = page();
    expect(isolated(request(destination), response)).toBe(response);
  },
);

test.each([
  { 'cross-origin-opener-policy': 'unsafe-none' },
  { 'cross-origin-embedder-policy': 'credentialless' },
])('what the server says itself, %o, counts', (headers) => {
  const response = page(headers);
  expect(isolated(request('document'), response)).toBe(response);
});

test.each(['opaqueredirect', 'opaque', 'error'])('%s has nothing to change', (type) => {
  const response = Object.defineProperty(page(), 'type', { value: type });
  expect(isolated(request('document'), response)).toBe(response);
});
