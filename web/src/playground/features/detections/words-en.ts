// Every word of this feature.

import { count, plural } from '../../kit/format.js';
import { wordsOf } from '../../kit/words.js';

const english = {
  /** For what nobody names. */
  classNumber: (index: number) => `class ${index}`,
  channelNumber: (index: number) => `channel ${index}`,

  found: (boxes: number) => (boxes === 1 ? '1 box' : `${boxes} boxes`),
  /** least: as a percentage. */
  noneFound: (least: string) => `No box with a score of ${least} or more`,
  map: (channels: number) =>
    channels === 1 ? 'A heat map' : `A map of ${count(channels)} channels`,
  unusable: 'This network does not end in a list of classes.',
  more: (rows: number) => `${count(rows)} more`,
  list: 'What was found',
  figure: (picture: string, what: string) => `${picture}: ${what}`,

  /** classes: how many. */
  readAsBoxes: (classes: number, hasObjectScore: boolean) =>
    hasObjectScore
      ? `Read as boxes: x, y, width, height, a score that there is an object, then ${plural(classes, 'class score')}.`
      : `Read as boxes: x, y, width, height, then ${plural(classes, 'class score')}.`,
  /** least, shared: as percentages. */
  chosen: (least: string, shared: string) =>
    `Boxes with a score of ${least} or more are shown. Where boxes of the same class overlap by more than ${shared} (intersection over union), only the best one is shown.`,
  readAsMap: (channels: number, height: number, width: number) =>
    `Read as a map: ${count(channels)} channels of ${height} × ${width} cells. Each cell has the colour of the channel with the largest value.`,
  /** least, largest: numbers. */
  readAsHeat: (height: number, width: number, least: string, largest: string) =>
    `Read as a heat map of ${height} × ${width} cells: from ${least} (clear) to ${largest} (orange).`,
  /** shape: of the output, such as "1 × 84 × 8400". */
  assumed: (shape: string) => `This is an assumption made from the output's shape, ${shape}.`,
  notBoxes: (shape: string) =>
    `Its output has the shape of boxes, ${shape}, but the numbers are not boxes in pixels with scores from 0 to 1.`,
  notNumbers: 'Its output contains NaN or infinity.',
};

export type DetectionsWords = typeof english;
export const words = wordsOf('detections', english);
