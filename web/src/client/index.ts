// Everything the page and the package build on. Importing this touches nothing of the environment.

export type { EngineInfo } from '../protocol/api.js';
export type * from '../protocol/data.js';
export type { ErrorCode, ErrorData } from '../protocol/error.js';
export type {
  Assume,
  AssumedValue,
  Assumption,
  ElementCount,
  KernelPictures,
  TensorFigures,
  WeightsFigures,
  WeightsFormat,
  WeightsSource,
} from '../protocol/weights.js';
export type { CachedModel } from './cached-model.js';
export {
  type Classifier,
  type ClassifierOptions,
  type ClassifyOptions,
  createClassifier,
  type Examination,
} from './classifier.js';
export { describeModel, type ModelFile } from './describe-model.js';
export { type DrawableImage, drawPicture, PICTURE_LIMITS } from './draw-picture.js';
export { PlaygroundError } from './error.js';
export { type AnswerByGroup, answerByGroup, type ClassGroup, type GroupAnswer } from './groups.js';
export { modelCache } from './model-cache.js';
export type {
  ExternalDataFile,
  Feeds,
  ModelSource,
  RunOptions,
  SessionOptions,
} from './options.js';
export { type DecodeOptions, decodePicture, type ImageSource } from './picture.js';
export { type Prediction, type ScoreRule, scoreRule, scoresOf, topK } from './scores.js';
export { InferenceSession } from './session.js';
export { floatsOf, Tensor, type TensorType } from './tensor.js';
export {
  type LogitRule,
  type MapsRule,
  type Unfamiliarity,
  type UnfamiliarRule,
  unfamiliarity,
} from './unfamiliar.js';
