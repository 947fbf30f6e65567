// Why a list of changes was not made, as sentences; and whether it is the list that is to blame.

import { EditRefusal } from '../../../onnx-edit/index.js';
import type { ErrorCode } from '../../../protocol/index.js';
import type { Playground } from '../../kit/playground.js';
import type { Failure } from '../../run/failures.js';
import { errorData } from '../../run/refusal.js';
import type { Made, Refused } from './state.js';
import { words } from './words-en.js';

/** The engine says these of a network, whoever opens it again. */
const OF_NETWORK: ReadonlySet<string> = new Set<ErrorCode>([
  'invalid-argument',
  'not-a-model',
  'truncated',
  'invalid-model',
  'unsupported',
  'invalid-shape',
  'limit-exceeded',
  'out-of-memory',
  'backend',
  'engine-crash',
]);

/** Its file, or a file of its weights, did not arrive. */
const OF_FETCHING: ReadonlySet<string> = new Set<ErrorCode>([
  'http-error',
  'network',
  'offline',
  'cors',
  'file-error',
  'hash-mismatch',
]);

const otherText = (code: string | undefined): string =>
  OF_FETCHING.has(code ?? '') ? words.notFetched : words.notMade;

/** Layers behind it may need the sizes that it had: the lab tries others on a convolution alone. */
function cannotRun({ state: { open, model } }: Playground, list: readonly Made[]): string {
  const isSize = list.at(-1)?.change.kind === 'attribute';
  const isConvolution = open && model?.columns[open.column]?.op === 'Conv';
  return isSize && isConvolution ? `${words.notRun} ${words.inLab}` : words.notRun;
}

/** Of the changed file, as it was opened and run. */
export function whyFailed(
  playground: Playground,
  list: readonly Made[],
  { code, message }: Failure,
): Refused {
  // Sentences of the engine come without a full stop.
  const detail = message.replace(/[.!?]?$/, '.');
  if (!OF_NETWORK.has(code)) return { text: otherText(code), detail };
  return { text: cannotRun(playground, list), detail, isForGood: true };
}

/** The network on screen may be gone, or there may be nothing to run another one on. */
export const whyNot = ({ controller }: Playground): Refused => ({
  text: controller.picture() === undefined ? words.noPicture : words.stopped,
  detail: '',
});

/** Of what is thrown before the changed file is there. */
export function whyNotWritten(thrown: unknown): Refused {
  if (thrown instanceof EditRefusal)
    return { text: words.refused(thrown.reason, thrown.subject), detail: '', isForGood: true };
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { text: otherText(errorData(thrown)?.code), detail };
}
