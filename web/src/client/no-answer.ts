// Why a fetch got no answer. Browsers say "Failed to fetch" to everything, so it has to be found out.

import { failure, type PlaygroundError, textOf } from './error.js';
import { nodeProcess } from './node.js';

/** A server that has not answered the second question by then is taken for unreachable. */
const PROBE_MS = 5000;
/** Browsers let https pages fetch from the device itself. */
const LOCAL = /^(localhost|127\.[\d.]+|\[::1\])$|\.localhost$/;
const BY_HAND = 'Download the file yourself and open it from this device';

export interface NoAnswer {
  url: URL;
  /** For messages: 'The model', 'The picture'. */
  what: string;
  thrown: unknown;
  /** The content security policy of the page was seen to refuse this address. */
  refused: boolean;
  signal: AbortSignal | undefined;
}

/** Code 'offline', 'cors' or 'network'. May ask the server a second time. */
export async function noAnswer(given: NoAnswer): Promise<PlaygroundError> {
  const { url, what, thrown } = given;
  const [code, why, hint] = await reasonOf(given);
  return failure(code, `${what} could not be fetched from ${url.href}: ${why}.`, hint, thrown);
}

type Reason = [code: 'offline' | 'cors' | 'network', why: string, hint: string];

async function reasonOf({ url, thrown, refused, signal }: NoAnswer): Promise<Reason> {
  const { navigator, location } = globalThis;
  if (!/^https?:$/.test(url.protocol)) return ['network', textOf(thrown), 'Check the address.'];
  if (nodeProcess() !== undefined) {
    return ['network', causeOf(thrown), 'Check the address and the connection, and try again.'];
  }
  if (navigator?.onLine === false) {
    return ['offline', 'this device is offline', 'Connect it to the network and try again.'];
  }
  if (refused) {
    const why = 'the content security policy of this page does not allow it';
    return ['network', why, `${BY_HAND}, or allow ${url.origin} in the policy (connect-src).`];
  }
  if (location?.protocol === 'https:' && url.protocol === 'http:' && !LOCAL.test(url.hostname)) {
    const why = 'a page that came over https may not fetch over http';
    return ['network', why, `Use the https address of the file. Or: ${lower(BY_HAND)}.`];
  }
  if (url.origin === location?.origin) {
    return ['network', `${url.host} cannot be reached`, 'Check the connection and try again.'];
  }
  return foreignReason(url, signal);
}

async function foreignReason(url: URL, signal: AbortSignal | undefined): Promise<Reason> {
  const unreachable = `${url.host} cannot be reached`;
  if (await answersAtAll(url, signal)) {
    const why = `${url.host} answers, but does not allow other sites to read the file (CORS)`;
    return ['cors', why, `${BY_HAND}, or use a host that allows it (Access-Control-Allow-Origin).`];
  }
  if (globalThis.crossOriginIsolated) {
    // Such a page sees no foreign answer at all unless the server agrees to that.
    const why = `${unreachable}, or it does not allow other sites to read the file (CORS); this page cannot tell which`;
    return [
      'network',
      why,
      `Check the address and try again. If that does not help: ${lower(BY_HAND)}.`,
    ];
  }
  const hint = `Check the address and the connection, and try again. If the file opens in a tab of its own: ${lower(BY_HAND)}.`;
  return ['network', unreachable, hint];
}

/** An answer that may not be read is an answer all the same. */
async function answersAtAll(url: URL, signal: AbortSignal | undefined): Promise<boolean> {
  const stop = new AbortController();
  const end = () => stop.abort();
  const timer = setTimeout(end, PROBE_MS);
  signal?.addEventListener('abort', end);
  try {
    await fetch(url, {
      method: 'HEAD',
      mode: 'no-cors',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: stop.signal,
    });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

/** Node hides the reason ("connect ECONNREFUSED ...") in the cause. */
function causeOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof Error ? textOf(cause) : textOf(thrown);
}

const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
