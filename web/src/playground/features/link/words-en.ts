// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  heading: 'A pasted address',
  ask: (name: string, host: string) =>
    `Open ${name} from ${host}? The request for it leaves this device, so ${host} learns that you asked for it. Your own pictures and models are not sent.`,
  fetch: (host: string) => `Fetch from ${host}`,
  notNow: 'Not now',
  /** own: other hosts that the page may fetch from. */
  blocked: (host: string, own: readonly string[]) =>
    `Nothing was requested from ${host}: the security policy of this page only lets it fetch files from ${['its own site', own.join(', ')].filter(Boolean).join(' and ')}. Download the file yourself, then drop it here.`,
  close: 'Close',
  fetching: (name: string, host: string) => `Fetching ${name} from ${host}…`,
  received: (loaded: string, total: string | undefined) =>
    total === undefined ? loaded : `${loaded} of ${total}`,
  cancel: 'Cancel',
  failed: 'This address could not be opened',
};

export type LinkWords = typeof english;
export const words = wordsOf('link', english);
