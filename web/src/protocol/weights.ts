// Files of weights, such as PyTorch's: what the code that reads them offers to the worker, and what of them crosses
// to the client.

/** A value of what weights do not tell. */
export type AssumedValue = number | string | boolean | readonly number[] | readonly string[];

/** Values by name, in place of the defaults: { inputSize: 64 }. */
export type Assume = Readonly<Record<string, AssumedValue>>;

/** Something that the weights do not tell, and what it was taken to be. */
export interface Assumption {
  readonly name: string;
  readonly value: AssumedValue;
  /** The values that are possible, where they are few. */
  readonly choices?: readonly (number | string | boolean)[];
  /** Where the value is from: one sentence. */
  readonly why: string;
}

export type WeightsFormat = 'pytorch' | 'pytorch-legacy' | 'safetensors';

/** How many numbers a file keeps in an element type, such as "float16"; lists have the most first. */
export interface ElementCount {
  readonly type: string;
  readonly elements: number;
}

/** What a file of weights was found to be. */
export interface WeightsSource {
  readonly format: WeightsFormat;
  /** Short and fixed: 'tinyvgg', 'resnet'. */
  readonly family: string;
  /** For people: "ResNet-18 of torchvision, 1000 classes". */
  readonly name: string;
  /** Names within the checkpoint that lead to the weights; empty where it holds nothing else. */
  readonly path: readonly string[];
  /** Numbers in its tensors. All run in float32. */
  readonly weights: readonly ElementCount[];
}

/** Kernels as pictures: `count` of them, one behind the other, each height x width, row by row. */
export interface KernelPictures {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly data: Float32Array;
}

/** One tensor of a file. The figures are of its finite values; NaN where it has none. */
export interface TensorFigures {
  readonly name: string;
  readonly type: string;
  readonly dims: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Standard deviation, of all values. */
  readonly std: number;
  /** How many values are NaN or infinite. */
  readonly notFinite: number;
  /** Of the weights of a convolution: its kernels for the first input channel, the first 64 of them. */
  readonly kernels?: KernelPictures;
}

/** What is in a file of weights. */
export interface WeightsFigures {
  readonly format: WeightsFormat;
  readonly path: readonly string[];
  readonly tensors: readonly TensorFigures[];
  /** Elements of all tensors that are not whole numbers. */
  readonly parameters: number;
  /** Lines of Python that write the network as ONNX, with the file's own names in them. */
  readonly exportLines: string;
}

export interface RecognisedWeights {
  readonly source: WeightsSource;
  readonly assumptions: readonly Assumption[];
  /** The network as an ONNX file. */
  readonly onnx: Uint8Array<ArrayBuffer>;
}

/**
 * The default export of cnn-pytorch.mjs. file: the whole file; name: what the user calls it, '' where it has no
 * name. Both throw an Error with `data`, an ErrorData, and nothing else.
 */
export interface WeightsReader {
  recognise(file: Uint8Array, name: string, assume: Assume): Promise<RecognisedWeights>;
  figures(file: Uint8Array, name: string): Promise<WeightsFigures>;
}
