// A fetch without an answer, in a browser: what was the matter, found out by what the browser knows.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noAnswer } from '../../../web/src/client/no-answer.js';
import { watchPolicy } from '../../../web/src/client/policy-watch.js';

vi.mock('../../../web/src/client/node.js', () => ({ nodeProcess: () => undefined }));

const FOREIGN = 'https://cdn.test/m.onnx';
const OWN = 'https://page.test/models/m.onnx';

const probes: { url: string; init: RequestInit }[] = [];
let probe: (init: RequestInit) => Promise<unknown>;
beforeEach(() => {
  probes.length = 0;
  probe = async () => ({ type: 'opaque' });
  vi.stubGlobal('location', new URL('https://page.test/index.html'));
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) => {
    probes.push({ url: url.href, init });
    return probe(init);
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const thrown = new TypeError('Failed to fetch');

function ask(url: string, more: { refused?: boolean; signal?: AbortSignal } = {}) {
  const given = { url: new URL(url), what: 'The model', thrown, refused: false, signal: undefined };
  return noAnswer({ ...given, ...more });
}

const refuse = () => Promise.reject(thrown);

test('offline comes first', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  for (const url of [OWN, FOREIGN]) {
    const error = await ask(url, { refused: true });
    expect(error.code).toBe('offline');
    expect(error.message).toBe(
      `The model could not be fetched from ${url}: this device is offline.`,
    );
    expect(error.hint).toContain('try again');
    expect(error.cause).toBe(thrown);
  }
  expect(probes).toEqual([]);
});

test('the own server has no CORS to ask about', async () => {
  const error = await ask(OWN);
  expect(error.code).toBe('network');
  expect(error.message).toContain(`${OWN}: page.test cannot be reached.`);
  expect(probes).toEqual([]);
});

test('a foreign server that answers at all refuses the page', async () => {
  const error = await ask(FOREIGN);
  expect(error.code).toBe('cors');
  expect(error.message).toContain(
    `${FOREIGN}: cdn.test answers, but does not allow other sites to read the file (CORS).`,
  );
  expect(error.hint).toMatch(/Download the file yourself.*Access-Control-Allow-Origin/);
  expect(probes).toHaveLength(1);
  expect(probes[0]).toMatchObject({
    url: FOREIGN,
    init: { method: 'HEAD', mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer' },
  });
});

test('one that does not answer either cannot be reached', async () => {
  probe = refuse;
  const error = await ask(FOREIGN);
  expect(error.code).toBe('network');
  expect(error.message).toContain(`${FOREIGN}: cdn.test cannot be reached.`);
});

test('on an isolated page it may be either', async () => {
  vi.stubGlobal('crossOriginIsolated', true);
  probe = refuse;
  const error = await ask(FOREIGN);
  expect(error.code).toBe('network');
  expect(error.message).toMatch(/cannot be reached, or .*\(CORS\); this page cannot tell which\.$/);
  expect(error.hint).toContain('download the file yourself');
});

test('an abort ends the second question', async () => {
  // So that the limit of time does not.
  vi.useFakeTimers();
  const stop = new AbortController();
  probe = ({ signal }) =>
    new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
      stop.abort();
    });
  expect((await ask(FOREIGN, { signal: stop.signal })).code).toBe('network');
});

test('a server that never answers the second question', async () => {
  vi.useFakeTimers();
  probe = ({ signal }) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  const error = ask(FOREIGN);
  await vi.runAllTimersAsync();
  expect((await error).message).toContain('cannot be reached');
});

test('an http address on an https page', async () => {
  const error = await ask('http://cdn.test/m.onnx');
  expect(error.code).toBe('network');
  expect(error.message).toContain('http://cdn.test/m.onnx: a page that came over https');
  expect(error.hint).toContain('https address');
  expect(probes).toEqual([]);
});

test.each(['localhost', '127.0.0.1', '[::1]', 'models.localhost'])(
  'http from %s is not refused for being http',
  async (host) => {
    probe = refuse;
    const { message } = await ask(`http://${host}:8080/m.onnx`);
    expect(message).toContain(`${host}:8080 cannot be reached`);
  },
);

test('addresses without a server keep the reason they were given', async () => {
  const error = await ask('blob:https://page.test/1234');
  expect(error.code).toBe('network');
  expect(error.message).toContain('blob:https://page.test/1234: Failed to fetch.');
});

test('a policy that refuses the address is seen, one that refuses another is not', async () => {
  const target = new EventTarget();
  vi.stubGlobal('addEventListener', target.addEventListener.bind(target));
  vi.stubGlobal('removeEventListener', target.removeEventListener.bind(target));
  const report = (effectiveDirective: string, blockedURI: string) =>
    target.dispatchEvent(
      Object.assign(new Event('securitypolicyviolation'), { effectiveDirective, blockedURI }),
    );
  const policy = watchPolicy(new URL(FOREIGN));
  report('img-src', FOREIGN);
  report('connect-src', 'https://other.test');
  expect(await policy.refused()).toBe(false);
  // The report comes after the fetch has failed.
  const refused = policy.refused();
  report('connect-src', 'https://cdn.test');
  expect(await refused).toBe(true);
  policy.stop();
  const error = await ask(FOREIGN, { refused: true });
  expect(error.code).toBe('network');
  expect(error.message).toContain('content security policy');
  expect(error.hint).toContain('https://cdn.test');
  expect(probes).toEqual([]);
});
