/** What one tensor of a file holds. Element types as the file spells them out, in ONNX's names. */
export type StateType =
  | 'float32'
  | 'float64'
  | 'float16'
  | 'bfloat16'
  | 'int64'
  | 'int32'
  | 'int16'
  | 'int8'
  | 'uint8'
  | 'bool';

/** One tensor of a checkpoint, dense and row-major whatever strides the file has. */
export interface StateTensor {
  readonly type: StateType;
  readonly dims: readonly number[];
  /** The values as float32 (integers and booleans converted, float64 rounded), made when asked for. */
  floats(): Float32Array;
}

/** Tensors by their key, in the file's order; prefixes such as `module.` already removed. */
export type StateDict = ReadonlyMap<string, StateTensor>;
