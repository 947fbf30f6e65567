import { expect, test } from 'vitest';
import { allows, namedHosts } from '../../../../../web/src/playground/features/link/policy.js';

const page = new URL('https://page.test/app/');
const POLICY =
  "default-src 'none'; connect-src 'self' blob: https://models.test https://*.models.test; img-src *";
const isAllowed = (address: string, ...policies: string[]) =>
  allows(policies, new URL(address), page);

test.each([
  ['https://page.test/cat.jpg', true],
  ['https://page.test:8000/cat.jpg', false],
  ['https://models.test/net.onnx', true],
  ['https://models.test:8443/net.onnx', false],
  ['http://models.test/net.onnx', false],
  ['https://cdn.models.test/net.onnx', true],
  ['https://evilmodels.test/net.onnx', false],
  ['https://models.test.evil.test/net.onnx', false],
  ['https://elsewhere.test/cat.jpg', false],
])('%s: %s', (address, expected) => {
  expect(isAllowed(address, POLICY)).toBe(expected);
});

test.each([
  ['no policy', [], true],
  ['one that says nothing of it', ["img-src 'self'"], true],
  ['the default for everything', ["default-src 'self'"], false],
  ['nothing at all', ["connect-src 'none'"], false],
  ['no source', ['connect-src'], false],
  ['any host', ['connect-src *'], true],
  ['any host by https', ['Connect-Src https:'], true],
  ['http, of which https is the better', ['connect-src http://elsewhere.test'], true],
  ['any port', ['connect-src elsewhere.test:*'], true],
  ['another port', ['connect-src elsewhere.test:81'], false],
  ['two policies, of which one forbids it', ['connect-src *', "connect-src 'self'"], false],
])('%s', (_, policies, expected) => {
  expect(isAllowed('https://elsewhere.test/cat.jpg', ...policies)).toBe(expected);
});

test('hosts that are named, without patterns', () => {
  expect(namedHosts([POLICY])).toEqual(['models.test']);
});
