import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import { resolveAddress } from '../../../web/src/client/address.js';
import { thrownBy } from '../support/errors.js';

/** As Turbopack makes them: a URL by its class, whose href counts from the page. */
function originless(href: string): URL {
  const url = new URL(href, 'x:/');
  Object.defineProperty(url, 'href', { value: href });
  return url;
}

test('a URL object whose href has no origin counts from the page', () => {
  vi.stubGlobal('document', { baseURI: 'https://site.test/a/page.html' });
  const url = resolveAddress(originless('/_next/static/media/net.onnx'), 'The model');
  expect(url.href).toBe('https://site.test/_next/static/media/net.onnx');
});

test('without a page it is none', () => {
  const { code } = thrownBy(() => resolveAddress(originless('/media/net.onnx'), 'The model'));
  expect(code).toBe('invalid-argument');
});

test('a whole address stays, wherever the page is', () => {
  vi.stubGlobal('document', { baseURI: 'https://site.test/' });
  expect(resolveAddress(new URL('blob:x'), 'The model').href).toBe('blob:x');
  expect(resolveAddress('https://other.test/n.onnx', 'The model').host).toBe('other.test');
});

test('in Node a word without a scheme is a path', () => {
  expect(resolveAddress('net.onnx', 'The model').href).toBe(pathToFileURL('net.onnx').href);
});
