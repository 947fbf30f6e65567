// Which way a browser is asked to start the worker. Everything else is tested in a browser.

import { expect, test, vi } from 'vitest';
import { spawner } from '../../../web/src/client/worker-port.js';

vi.mock('../../../web/src/client/node.js', () => ({ nodeProcess: () => undefined }));

const silent = { message: () => {}, failed: () => {} };

/** Stands in for the browser; answers with the addresses that workers were started from. */
function stubBrowser(page: string) {
  const started: string[] = [];
  vi.stubGlobal('location', new URL(page));
  vi.stubGlobal(
    'Worker',
    class {
      constructor(url: URL | string) {
        started.push(String(url));
      }
    },
  );
  return started;
}

test('a script of the same origin is started as it is', () => {
  const started = stubBrowser('https://site.test/page');
  spawner({ url: new URL('https://site.test/worker.js') })(silent);
  expect(started).toEqual(['https://site.test/worker.js']);
});

test('one of another origin is imported without asking first: not every browser throws', () => {
  const started = stubBrowser('https://site.test/page');
  const start = vi.fn();
  const text: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    text.push(blob as Blob);
    return 'blob:shim';
  });
  spawner({ url: new URL('https://cdn.test/worker.js'), start })(silent);
  expect(start).not.toHaveBeenCalled();
  expect(started).toEqual(['blob:shim']);
  return expect(text[0]?.text()).resolves.toBe('import "https://cdn.test/worker.js";');
});

test('a script in a blob or a data address is not of another origin', () => {
  const started = stubBrowser('https://site.test/page');
  spawner({ url: new URL('data:text/javascript,0') })(silent);
  expect(started).toEqual(['data:text/javascript,0']);
});
