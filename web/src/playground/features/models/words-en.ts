// Every word of this feature.

import { plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const english = {
  heading: 'Models',
  close: 'Close',
  list: 'List of models',
  included: 'Included',
  includedNote:
    'These networks come with the page. Their accuracies are of pictures that they were not trained on.',
  ownNote:
    'You opened these from files. They are kept in this browser, on this device alone, until you forget them at the foot of the page.',
  ownNotKept:
    'Networks that you open from files are not kept, as you chose at the foot of the page: once another network is open, open their file again.',
  onDemand: 'On demand',
  /** hosts: names of the sites, with commas. */
  onDemandNote: (hosts: string) =>
    `Most of these know the 1,000 classes of ImageNet. A download comes from ${hosts}, is checked against its SHA-256, and stays in this browser for next time. Only the request for the file leaves this device. The accuracies are those stated by the makers of the models.`,

  // One model.
  shown: 'Shown',
  open: 'Open',
  /** size: with its unit; '' where it is not known. */
  download: (size: string) => (size === '' ? 'Download' : `Download ${size}`),
  remove: 'Remove',
  removeLabel: (title: string) => `Remove ${title} from this device`,
  /** The button's text, and which model it is about. */
  buttonLabel: (text: string, title: string) => `${text} ${title}`,
  onDevice: 'on this device',
  linked: 'your link asks for this one',
  /** share: as a percentage. pictures: undefined where their number is not known. */
  correct: (share: string, pictures: number | undefined) =>
    pictures ? `${share} correct on ${plural(pictures, 'picture')}` : `${share} correct`,

  openFile: 'Open a file of your own (.onnx, .pth, .safetensors)…',
  kept: (downloads: number, size: string) =>
    `${plural(downloads, 'download')} on this device, ${size}.`,
  noneKept: 'No downloads on this device.',
};

export type ModelsWords = typeof english;
export const words = wordsOf('models', english);
