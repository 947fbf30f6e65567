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
  classMap: (classes: number) => `A map of ${plural(classes, 'class', 'classes')}`,
  picture: (height: number, width: number) => `A picture of ${height} × ${width}`,
  text: (text: string) => `“${text}”`,
  noText: 'No text',
  /** Where none of them is a list of classes, nor anything else that is known. */
  outputs: (outputs: number) => (outputs === 1 ? 'No list of classes' : plural(outputs, 'output')),
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
  readAsClasses: (height: number, width: number) =>
    `Read as a map of ${height} × ${width} cells: each holds the number of its class, and has its colour.`,
  /** black, white: numbers. */
  readAsPicture: (black: string, white: string) =>
    `Read as a picture: ${black} is black, ${white} is white.`,
  readAsText: (steps: number, characters: number) =>
    `Read as a line of text (CTC): of ${count(steps)} steps the likeliest of the file's ${count(characters)} characters each, repeats and blanks left out.`,
  textScore: (share: string) => `The characters have a score of ${share} on average.`,

  // Outputs as figures
  noKnownForm: 'This network does not end in one list of classes. What it gives is shown below.',
  outputList: 'Outputs',
  range: (least: string, mean: string, largest: string) =>
    `least ${least}, mean ${mean}, largest ${largest}`,
  first: (values: string, hasMore: boolean) => `Values: ${values}${hasMore ? ', …' : ''}`,
  value: (value: string) => `Value: ${value}`,
  scalar: 'one number',
  noValues: 'It is empty: there is no value in it.',
  notFinite: (values: string) => `${values} NaN or infinite`,

  /** shape: of the output, such as "1 × 84 × 8400". */
  assumed: (shape: string) => `This is an assumption made from the output's shape, ${shape}.`,
  notBoxes: (shape: string) =>
    `Its output has the shape of boxes, ${shape}, but the numbers are not boxes in pixels with scores from 0 to 1.`,
  notNumbers: 'Its output contains NaN or infinity.',
};

export type DetectionsWords = typeof english;
export const words = wordsOf('detections', english);
