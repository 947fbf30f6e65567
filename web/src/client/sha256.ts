import { failure } from './error.js';

/** Throws 'hash-mismatch' unless the bytes have the SHA-256 `expected` (64 hexadecimal digits). */
export async function checkSha256(bytes: Uint8Array<ArrayBuffer>, expected: string): Promise<void> {
  // Browsers leave it out where the page did not come over https or from localhost.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) {
    throw failure(
      'hash-unavailable',
      'The SHA-256 of the model cannot be checked on this page.',
      'Serve the page over https or from localhost, or leave sha256 out.',
    );
  }
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found === expected.toLowerCase()) return;
  throw failure(
    'hash-mismatch',
    `The model's SHA-256 is ${found}, but ${expected} was expected.`,
    'The file has changed or was damaged on the way: get it again, or correct the expected value.',
  );
}
