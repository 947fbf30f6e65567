// A network that names what is on a picture, as one function.

import type { Preprocess } from '../protocol/index.js';
import { checkKeys, checkSignal, wrong } from './check-options.js';
import { failure } from './error.js';
import { isStrings } from './kinds.js';
import type { ModelSource, SessionOptions } from './options.js';
import { type ImageSource, toPicture } from './picture.js';
import { checkPreprocess, mergePreprocess } from './preprocess.js';
import { type Prediction, scoreRule, scoresOf, topK } from './scores.js';
import { InferenceSession } from './session.js';
import { Tensor } from './tensor.js';
import { type Unfamiliarity, type UnfamiliarRule, unfamiliarity } from './unfamiliar.js';

export interface ClassifierOptions {
  /** One name a class; default: from the file's metadata, else "class 0", "class 1", ... */
  labels?: readonly string[];
  /**
   * Over session.preprocess: `{ fit: 'letterbox', bars: [114, 114, 114] }` gives the whole picture between grey
   * bars, `{ resize: 256, crop: [224, 224] }` its middle. A key that is left out stays as the file has it, but `resize`
   * alone means the crop, and `crop` alone fixes a size that follows the picture.
   */
  preprocess?: Partial<Preprocess>;
}

export interface ClassifyOptions {
  /** How many predictions; default 5. */
  top_k?: number;
  /** Scores as the network gives them, without the temperature of its file; default false. */
  raw?: boolean;
  signal?: AbortSignal;
}

export interface Examination {
  /** Best first. */
  predictions: Prediction[];
  /** Whether the picture is unlike the training pictures; undefined where the file has no rule. */
  unfamiliar: Unfamiliarity | undefined;
}

export interface Classifier {
  /**
   * Predictions, best first. Where the file has a temperature, scores are calibrated by it: of the
   * answers given with 80 %, about 80 % are right on pictures like the training pictures. On other
   * pictures they say nothing of the kind.
   *
   * @throws what decodePicture and InferenceSession.run throw, and PlaygroundError 'not-finite' where
   * the network's scores are no numbers.
   */
  (image: ImageSource, options?: ClassifyOptions): Promise<Prediction[]>;
  /**
   * Predictions, and whether the picture is unlike those that the network was trained on. That sign
   * errs both ways: unfamiliarRule has how often, as measured.
   *
   * @throws what the classifier itself throws.
   */
  examine(image: ImageSource, options?: ClassifyOptions): Promise<Examination>;
  readonly session: InferenceSession;
  /** What the scores are calibrated with; 1, which changes nothing, where the file says none. */
  readonly temperature: number;
  /** How examine() tells; undefined where the file does not say. */
  readonly unfamiliarRule: UnfamiliarRule | undefined;
  /** How the output becomes scores, in a sentence or two. */
  readonly scoreNote: string;
  /** Releases the session, if this classifier created it. */
  release(): Promise<void>;
}

/**
 * Makes a classifier of a model or of a session that is there already.
 *
 * @throws what InferenceSession.create throws, and PlaygroundError: 'labels-mismatch' where labels and
 * classes differ in number (a network whose class count is open says so at the first picture),
 * 'unsupported' for a network with other inputs than a picture.
 *
 * @example
 * ```ts
 * import { createClassifier } from 'cnn-playground';
 * import { url } from 'cnn-playground/models/tinyvgg.js';
 *
 * const classify = await createClassifier(url);
 * const [best] = await classify('church.webp', { top_k: 1 });
 * console.log(best?.label, best?.score);
 * await classify.release();
 * ```
 */
export async function createClassifier(
  source: ModelSource | InferenceSession,
  options: ClassifierOptions & SessionOptions = {},
): Promise<Classifier> {
  const { labels, preprocess, ...sessionOptions } = options;
  if (labels !== undefined && !isStrings(labels)) {
    throw wrong('labels', labels, 'an array with the name of each class');
  }
  if (preprocess !== undefined) checkPreprocess(preprocess);
  const own = !(source instanceof InferenceSession);
  if (!own) checkKeys(sessionOptions, [], 'createClassifier with a session');
  const session = own ? await InferenceSession.create(source, sessionOptions) : source;
  try {
    return makeClassifier(session, own, { labels, preprocess });
  } catch (thrown) {
    if (own) await session.release();
    throw thrown;
  }
}

function makeClassifier(
  session: InferenceSession,
  own: boolean,
  options: { labels: readonly string[] | undefined; preprocess: Partial<Preprocess> | undefined },
): Classifier {
  const [input, another] = session.inputNames;
  const output = session.outputMetadata[0];
  if (session.preprocess === undefined || input === undefined || another || output === undefined) {
    throw failure(
      'unsupported',
      'This network does not take one picture, so it cannot be used as a classifier.',
      'A classifier has one input of shape [1, 3, H, W] or [1, 1, H, W]. Use InferenceSession.run.',
    );
  }
  const labels = options.labels ?? session.labels;
  const classes = classesOf(output.shape);
  if (classes !== undefined) checkLabels(labels, classes);
  const preprocess = mergePreprocess(session.preprocess, options.preprocess ?? {});
  const [batch = 1] = session.inputMetadata[0]?.shape ?? [];
  const rule = session.unfamiliar;
  const temperature = session.temperature ?? 1;
  const run = async (image: ImageSource, options: ClassifyOptions, keep: string[]) => {
    checkKeys(options, ['top_k', 'raw', 'signal'], 'classify');
    const { top_k = 5, raw = false, signal } = options;
    checkSignal(signal);
    if (!(Number.isSafeInteger(top_k) && top_k > 0)) {
      throw wrong('top_k', top_k, 'a whole number from 1');
    }
    if (typeof raw !== 'boolean') throw wrong('raw', raw, 'true or false');
    const picture = await toPicture(image, { signal });
    const values = await session.run(
      { [input]: picture },
      { preprocess, ...(signal && { signal }), ...(keep.length > 0 && { keep }) },
    );
    const result = values[output.name];
    if (result === undefined) throw failure('backend', `The run gave no "${output.name}".`);
    const scores = scoresOf(
      session.graph(),
      output.name,
      firstOf(result, batch),
      raw ? 1 : temperature,
    );
    checkLabels(labels, scores.length);
    return { predictions: topK(scores, labels, top_k), values };
  };
  const classify = async (image: ImageSource, classifyOptions: ClassifyOptions = {}) =>
    (await run(image, classifyOptions, [])).predictions;
  const examine = async (image: ImageSource, classifyOptions: ClassifyOptions = {}) => {
    const { predictions, values } = await run(image, classifyOptions, rule ? [rule.value] : []);
    return { predictions, unfamiliar: rule && judged(rule, values[rule.value]) };
  };
  const { note } = scoreRule(session.graph(), output.name);
  return Object.assign(classify, {
    examine,
    session,
    temperature,
    unfamiliarRule: rule,
    scoreNote:
      temperature === 1 ? note : `${note} They are calibrated with the temperature ${temperature}.`,
    release: () => (own ? session.release() : Promise.resolve()),
  });
}

function judged(rule: UnfamiliarRule, value: Tensor | undefined): Unfamiliarity | undefined {
  return value && unfamiliarity(rule, value);
}

/** Of a batch that is one picture over and over the first answer, as an output of its own. */
function firstOf(output: Tensor, batch: number): Tensor {
  const [count, ...rest] = output.dims;
  if (batch <= 1 || count !== batch) return output;
  const { type, data } = output;
  return new Tensor(type, data.slice(0, data.length / batch) as typeof data, [1, ...rest]);
}

/**
 * Known before the first run only where the output is [N, C] or [N, C, 1, 1]. Other sizes may
 * follow from a size that the input leaves open.
 */
function classesOf(shape: readonly number[]): number | undefined {
  const [, classes, ...rest] = shape;
  const isPlain = classes !== undefined && classes > 0 && rest.every((size) => size === 1);
  return isPlain ? classes : undefined;
}

function checkLabels(labels: readonly string[] | undefined, classes: number): void {
  if (labels === undefined || labels.length === classes) return;
  throw failure(
    'labels-mismatch',
    `There are ${labels.length} labels, but the output has ${classes} classes.`,
    'Give one label for each class, in the order of the output.',
  );
}
