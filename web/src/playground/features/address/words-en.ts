// Every word of this feature: what an address names and the page does not have.

import { wordsOf } from '../../kit/words.js';

const english = {
  noNetwork: (id: string, shown: string) =>
    `The address names a network "${id}", which this page does not have. It shows ${shown} instead.`,
  noSample: (file: string) =>
    `The address names a sample picture "${file}", which this page does not have.`,
  noView: (view: string) => `The address names a view "${view}", which does not exist.`,
  noLayer: (layer: string, network: string) =>
    `The address names a layer "${layer}", which ${network} does not have.`,
  dismiss: 'Dismiss',
};

export type AddressWords = typeof english;
export const words = wordsOf('address', english);
