// Every word of this feature: what an address names and the page does not have.

import { plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const english = {
  // names: of what there is.
  /** ids: '' where networks can be chosen on the page. */
  noNetwork: (id: string, shown: string, ids: string) =>
    `A network "${id}" is asked for, which does not exist here. ${shown} is shown instead. ${ids ? `There are: ${ids}.` : 'Choose another one under "Network" or "More models".'}`,
  noSample: (file: string, names: string) =>
    `A sample picture "${file}" is asked for, which does not exist here. There are: ${names}.`,
  noView: (view: string, names: string) =>
    `A view "${view}" is asked for, which does not exist. There are: ${names}.`,
  noLayer: (layer: string, network: string, names: string) =>
    `A layer "${layer}" is asked for, which ${network} does not have. Its layers: ${names}.`,
  noChannel: (channel: number, layer: string, channels: number) =>
    `Channel ${channel} is asked for, but ${layer} has ${channels}: 0 to ${channels - 1}.`,
  noCell: (cell: string, layer: string, height: number, width: number) =>
    `Cell ${cell} is asked for, but the maps of ${layer} have ${plural(height, 'row')} and ${plural(width, 'column')}.`,
  /** Of a vector. */
  noNumber: (index: number, layer: string, numbers: number) =>
    `Number ${index} is asked for, but ${layer} has ${numbers}: 0 to ${numbers - 1}.`,
  noChoice: (key: string, text: string, names: string) =>
    `${key}=${text} is asked for, which does not exist. There are: ${names}.`,
  /** What cannot be read at all. */
  noValue: (key: string, text: string, form: 'whole' | 'cell' | 'lab' | undefined) => {
    const forms = {
      whole: ': it is a whole number from 0',
      cell: ': it is a row and a column, as in 12,30',
      lab: ': it is letters and numbers, as in i7k3p1s2 for input size 7, kernel size 3, padding 1 and stride 2',
    };
    return `${key}=${text} means nothing here${form ? forms[form] : ''}.`;
  },
  noClass: (index: number, classes: number) =>
    classes > 0
      ? `Class ${index} is asked for, but the network has ${classes}: 0 to ${classes - 1}.`
      : `Class ${index} is asked for, but the network gives no list of classes.`,
  more: (count: number) => `and ${count} more`,
  dismiss: 'Dismiss',
};

export type AddressWords = typeof english;
export const words = wordsOf('address', english);
