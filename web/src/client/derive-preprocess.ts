// How pictures are prepared where the file does not say it: a guess from the input's shape and from what
// Ultralytics writes into its files.

import type { Preprocess, ValueDescription } from '../protocol/index.js';
import { storedType } from './element-types.js';

export interface Derived {
  preprocess: Preprocess;
  /** True where nothing tells the size. */
  isSizeGuessed: boolean;
}

type Metadata = Readonly<Record<string, string>>;

/** Where nothing at all is known. The engine tries it first. */
const DEFAULT_SIDE = 224;
/** Sides of open inputs are rounded to it, as detectors with five halvings need it. */
const USUAL_STRIDE = 32;
/** Lower inputs with an open width read lines of text, whose networks halve the width less often. */
const TEXT = { height: 128, multiple: 8 };
/** What Ultralytics lays around pictures. */
const GREY = [114, 114, 114] as const;

const isChannels = (size: number | undefined): size is 1 | 3 => size === 1 || size === 3;
const isFixed = (size: number | undefined): size is number => size !== undefined && size > 0;

/** [N, 3, H, W] and the like, of real numbers or of bytes; undefined for anything else. */
export function derivePreprocess(
  { shape, type }: ValueDescription,
  metadata: Metadata,
  tried?: readonly number[],
): Derived | undefined {
  const runsAs = storedType(type);
  if (shape.length !== 4 || (runsAs !== 'float32' && runsAs !== 'uint8')) return undefined;
  const [, second, third, last] = shape;
  const layout = isChannels(second) ? 'NCHW' : 'NHWC';
  const channels = layout === 'NCHW' ? second : last;
  if (!isChannels(channels)) return undefined;
  const sides = layout === 'NCHW' ? [third, last] : [second, third];
  const triedSides = layout === 'NCHW' ? tried?.slice(2) : tried?.slice(1, 3);
  const { isSizeGuessed, ...fitting } = fittingOf(sides, metadata, triedSides ?? []);
  const preprocess: Preprocess = {
    ...fitting,
    interpolation: 'bilinear',
    // A network that takes bytes takes them as they are.
    divisor: runsAs === 'uint8' ? 1 : 255,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    order: 'RGB',
    layout,
    channels,
  };
  return { preprocess, isSizeGuessed };
}

type Fitting = Pick<Preprocess, 'fit' | 'resize' | 'crop' | 'bars' | 'multiple'> &
  Pick<Derived, 'isSizeGuessed'>;
type Sides = readonly (number | undefined)[];

function fittingOf([height, width]: Sides, metadata: Metadata, tried: Sides): Fitting {
  const isUltralytics = 'imgsz' in metadata || 'stride' in metadata;
  const bars: Pick<Fitting, 'bars'> = isUltralytics ? { bars: [...GREY] } : {};
  const stride = Number(/^\s*\[?\s*(\d{1,4})\b/.exec(metadata.stride ?? '')?.[1] ?? 0);
  const multiple = stride > 0 ? stride : USUAL_STRIDE;
  if (isFixed(height) && !isFixed(width)) {
    const isText = height < TEXT.height && stride === 0;
    return {
      ...sized([height, isFixed(tried[1]) ? tried[1] : DEFAULT_SIDE]),
      ...bars,
      fit: 'height',
      multiple: isText ? TEXT.multiple : multiple,
    };
  }
  // Ultralytics crops for its classifiers alone; a picture cut to a long strip is seen by nobody.
  const fitFor = ([rows, columns]: [number, number]): Pick<Fitting, 'fit'> => {
    if (isUltralytics && metadata.task !== 'classify') return { fit: 'letterbox' };
    return rows === columns ? {} : { fit: 'stretch' };
  };
  if (isFixed(height) && isFixed(width)) {
    return { ...sized([height, width]), ...bars, ...fitFor([height, width]) };
  }
  const written = isFixed(width) ? undefined : imageSize(metadata);
  const [a, b] = tried;
  const found: [number, number] = isFixed(a) && isFixed(b) ? [a, b] : [DEFAULT_SIDE, DEFAULT_SIDE];
  const crop = written ?? (isFixed(width) ? ([width, width] as [number, number]) : found);
  // Another size than the first one tried was found by a layer that takes no other.
  const isSizeGuessed = !written && (isFixed(width) || crop[0] === DEFAULT_SIDE);
  return { ...sized(crop), ...bars, ...fitFor(crop), multiple, isSizeGuessed };
}

function sized(crop: [number, number]): Pick<Fitting, 'resize' | 'crop' | 'isSizeGuessed'> {
  return { resize: Math.max(...crop), crop, isSizeGuessed: false };
}

/** What Ultralytics writes under "imgsz": [height, width], or a side. */
function imageSize({ imgsz }: Metadata): [number, number] | undefined {
  const numbers = imgsz?.match(/^\s*\[?\s*(\d{1,5})\s*(?:,\s*(\d{1,5})\s*)?\]?\s*$/);
  const side = Number(numbers?.[1]);
  const width = Number(numbers?.[2] ?? side);
  return side > 0 && width > 0 ? [side, width] : undefined;
}

function fitSentence({ fit = 'crop', resize, crop, multiple = 1 }: Preprocess): string {
  const size = `${crop[1]} x ${crop[0]}`;
  const rounded = multiple > 1 ? `, rounded to a multiple of ${multiple}` : '';
  switch (fit) {
    case 'crop':
      return `the shorter side is resized to ${resize} pixels, the middle ${size} is cut out`;
    case 'stretch':
      return `the whole picture is stretched to ${size}`;
    case 'letterbox':
      return `the whole picture is fitted into ${size}, with bars around it`;
    case 'height':
      return `the height becomes ${crop[0]} pixels and the width follows the picture${rounded}`;
    case 'own':
      return `pictures keep their own size${rounded}`;
  }
}

export function describePreprocess(preprocess: Preprocess): string {
  const { channels, divisor } = preprocess;
  const colour = channels === 1 ? 'grey' : 'RGB';
  const values = divisor === 1 ? 'are taken as they are' : `are divided by ${divisor}`;
  return `${fitSentence(preprocess)}, and ${colour} values ${values}.`;
}
