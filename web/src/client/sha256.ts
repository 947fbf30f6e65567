import { failure } from './error.js';

/** 64 hexadecimal digits in lower case. Throws 'hash-unavailable'. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
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
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Throws 'hash-mismatch' unless the bytes have the SHA-256 `expected` (64 hexadecimal digits).
 * address: where they came from, for the message.
 */
export async function checkSha256(
  bytes: Uint8Array<ArrayBuffer>,
  expected: string,
  address?: string,
): Promise<void> {
  const found = await sha256Of(bytes);
  if (found === expected.toLowerCase()) return;
  const from = address === undefined ? '' : ` from ${address}`;
  throw failure(
    'hash-mismatch',
    `The model${from} has the SHA-256 ${found}, but ${expected} was expected.`,
    'The file has changed or was damaged on the way: get it again, or correct the expected value.',
  );
}
