// Every word of this feature.

import type { Fit } from '../../../protocol/index.js';
import { wordsOf } from '../../kit/words.js';

/** What is done to a picture; what is not done is left out. */
export interface Preparation {
  fit: Fit;
  /** What open sides are rounded to. */
  multiple?: number | undefined;
  /** Of the shorter side, in pixels. */
  resize?: number | undefined;
  crop: { width: number; height: number };
  /** undefined: grey. */
  order?: string | undefined;
  divisor?: number | undefined;
  /** One number, or three in parentheses. */
  mean?: string | undefined;
  deviation?: string | undefined;
  channelsLast: boolean;
}

function fitted({ fit, resize, crop, multiple }: Preparation): string {
  const size = `${crop.width} × ${crop.height}`;
  switch (fit) {
    case 'crop':
      return resize === undefined
        ? `The central ${size} is cropped.`
        : `The shorter side is resized to ${resize} px, then the central ${size} is cropped.`;
    case 'stretch':
      return `The whole picture is stretched to ${size}.`;
    case 'letterbox':
      return `The whole picture is fitted into ${size}, with bars beside it.`;
    case 'height':
      return `The height becomes ${crop.height} px, and the width follows the picture${multiple ? `, to a multiple of ${multiple}` : ''}.`;
    case 'own':
      return `The picture keeps its own size${multiple ? `, to a multiple of ${multiple}` : ''}.`;
  }
}

function prepared(of: Preparation): string {
  const { order, divisor, mean, deviation } = of;
  const steps = [
    ...(divisor === undefined ? [] : [`divided by ${divisor}`]),
    ...(mean === undefined ? [] : [`reduced by the mean ${mean}`]),
    ...(deviation === undefined ? [] : [`divided by the deviation ${deviation}`]),
  ];
  const last = steps.pop();
  const values = `${order === undefined ? 'Grey' : order} values`;
  const scaled =
    last === undefined
      ? `${values} range from 0 to 255.`
      : `${values} from 0 to 255 are ${steps.length > 0 ? `${steps.join(', ')} and ` : ''}${last}.`;
  return [fitted(of), scaled, ...(of.channelsLast ? ['The channels come last.'] : [])].join(' ');
}

const english = {
  input: 'Input:',
  prepared,
  batch: (count: number) =>
    `The network takes ${count} pictures at a time and gets this one ${count} times.`,
  otherInputs: (names: readonly string[]) =>
    names.length === 1
      ? `The other input, ${names[0]}, gets numbers that can be changed here.`
      : `The other inputs, ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and more' : ''}, get numbers that can be changed here.`,
  noPicture: (inputs: number) =>
    `This network takes no picture. ${inputs === 1 ? 'Its input gets' : `Its ${inputs} inputs get`} made-up numbers, which can be changed here.`,
  asks: (width: number, height: number) =>
    `The file does not say how large pictures should be: ${width} × ${height} is a guess.`,
  chooseSize: 'Choose the size',
};

export type InputFormWords = typeof english;
export const words = wordsOf('input-form', english);
