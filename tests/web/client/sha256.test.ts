import { expect, test, vi } from 'vitest';
import { checkSha256 } from '../../../web/src/client/sha256.js';
import { errorOf } from '../support/errors.js';

// FIPS 180-2, appendix B.1.
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const bytes = Uint8Array.from([...'abc'], (letter) => letter.charCodeAt(0));

test('the right hash passes, in either case of letters', async () => {
  await checkSha256(bytes, ABC);
  await checkSha256(bytes, ABC.toUpperCase());
});

test('another hash is a mismatch that names both', async () => {
  const error = await errorOf(checkSha256(bytes.slice(1), ABC));
  expect(error.code).toBe('hash-mismatch');
  expect(error.message).toContain(ABC);
  expect(error.message.match(/[0-9a-f]{64}/g)).toHaveLength(2);
});

test('where the page has no crypto.subtle, that is said', async () => {
  vi.stubGlobal('crypto', {});
  const error = await errorOf(checkSha256(bytes, ABC));
  expect(error.code).toBe('hash-unavailable');
  expect(error.hint).toContain('https');
});
