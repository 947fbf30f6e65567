// What users of cnn-playground/element see; copied into the package as element.d.ts.

export type CnnPlaygroundView =
  | 'network'
  | 'layer'
  | 'sum'
  | 'patches'
  | 'slide'
  | 'why'
  | 'lab'
  | 'predict'
  | 'table'
  | 'full';

/** The network is there. */
export interface LoadDetail {
  /** Its title. */
  model: string;
  /** In the catalogue; undefined for the address of a file. */
  id: string | undefined;
}

/** A run is on screen. */
export interface ResultDetail {
  model: string;
  /** Name of the picture. */
  picture: string;
  /** Best first, at most ten; score: probability, 0 to 1. Empty where the output is no list of classes. */
  predictions: { label: string; score: number; index: number }[];
  /** What this run took, all layers together, in milliseconds. */
  milliseconds: number;
  /** False for the first runs: they are slow, since the browser has not made the engine's code fast yet. */
  warm: boolean;
}

/** The reader looks at something else; null: at nothing of the kind. */
export interface ChangeDetail {
  model: string | null;
  image: string | null;
  layer: string | null;
  channel: number | null;
  /** Row and column, as in "12,30". */
  cell: string | null;
}

export interface ProgressDetail {
  /** A sentence. */
  what: string;
  loaded: number;
  total?: number;
}

export interface ErrorDetail {
  code: string;
  message: string;
  /** What to do. */
  hint: string;
}

/** Each is reflected by the attribute of the same name; forClass by for-class. null: the attribute is not there. */
export interface CnnPlaygroundProperties {
  /** Id in the catalogue ("tinyvgg", "lenet5", ...) or the address of a file: .onnx, or weights of PyTorch. */
  model: string | null;
  /** Name of a sample ("golf-ball"), or the address of a picture ("cat.png" for one beside the page). */
  image: string | null;
  /** A JSON list of class names, or the address of one, or of a text with one name a line. */
  labels: string | null;
  view: CnnPlaygroundView | null;
  /** Name of a layer or value of the network. */
  layer: string | null;
  channel: string | number | null;
  /** Row and column of a value of the map, from 0: "12,30". */
  cell: string | null;
  /** Name or number of the class that the view `why` speaks of. */
  forClass: string | null;
  /** Any of "picture samples tabs tools", or "none". */
  controls: string | null;
  /** Default: as the page around it. */
  theme: 'auto' | 'light' | 'dark' | null;
  /** lazy (default): starts two windows ahead of what is seen. */
  loading: 'lazy' | 'eager' | null;
  /** manual: a poster with a button that says how much is fetched. */
  reveal: 'auto' | 'manual' | null;
  threads: 'auto' | string | number | null;
  /** SHA-256 of the model, 64 hexadecimal digits. */
  integrity: string | null;
  /** Folder of the engine's files and of models/, where they are not beside element.js. */
  base: string | null;
}

export declare class CnnPlaygroundElement extends HTMLElement {
  /** Of all elements that have no attribute `base`. */
  static base: string | URL | undefined;

  /**
   * Runs the network on a picture.
   * @throws Error where the picture or the run fails; the message says what to do.
   * @example const { predictions } = await element.run(file);
   */
  run(image: Blob | string | URL): Promise<ResultDetail>;
  /**
   * What is shown, as PNG.
   * @throws Error where the view has no picture, such as the table.
   */
  toBlob(): Promise<Blob>;
}
export interface CnnPlaygroundElement extends CnnPlaygroundProperties {}

/** Tags and attributes for JSX, Vue templates and the DOM. */
type Attributes = Partial<Omit<CnnPlaygroundProperties, 'forClass'>> & {
  'for-class'?: string | null;
};

declare global {
  interface HTMLElementTagNameMap {
    'cnn-playground': CnnPlaygroundElement;
  }
}

/**
 * For JSX: declare module 'react' { namespace JSX { interface IntrinsicElements extends CnnPlaygroundJsx {} } }
 */
export interface CnnPlaygroundJsx {
  'cnn-playground': Attributes & {
    class?: string;
    className?: string;
    id?: string;
    lang?: string;
    children?: unknown;
    ref?: unknown;
  };
}

/** For Vue: declare module 'vue' { interface GlobalComponents extends CnnPlaygroundVue {} } */
export interface CnnPlaygroundVue {
  'cnn-playground': new () => { $props: Attributes };
}
