// Why a list of changes was not made, as sentences; and whether it is the list that is to blame.

import { EditRefusal } from '../../../onnx-edit/index.js';
import type { ErrorCode } from '../../../protocol/index.js';
import type { Playground } from '../../kit/playground.js';
import { isOneLayer } from '../../kit/shown.js';
import { squareConvolution } from '../../network/square-convolution.js';
import type { Failure } from '../../run/failures.js';
import { errorData } from '../../run/refusal.js';
import { openLayer } from './of-layer.js';
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

/** Whether the button that leads to the lab stands above the form in which this was asked for. */
export function hasWayToLab(
  { state, features }: Pick<Playground, 'state' | 'features'>,
  { change }: Made,
): boolean {
  const layer = openLayer(state);
  const isAsked = change.kind === 'attribute' && change.node === layer?.value;
  const hasLab = !isOneLayer(state.shown) && features.some(({ tab }) => tab?.id === 'lab');
  return (
    layer !== undefined && isAsked && hasLab && typeof squareConvolution(layer.node) === 'object'
  );
}

/** asked: what was to be changed last. Layers behind it may need the sizes that it had: the lab tries others on a convolution alone. */
function cannotRun(playground: Playground, asked: Made | undefined): string {
  return asked && hasWayToLab(playground, asked) ? `${words.notRun} ${words.inLab}` : words.notRun;
}

/** Of the changed file, as it was opened and run. */
export function whyFailed(
  playground: Playground,
  asked: Made | undefined,
  { code, message }: Failure,
): Refused {
  // Sentences of the engine come without a full stop.
  const detail = message.replace(/[.!?]?$/, '.');
  if (!OF_NETWORK.has(code)) return { text: otherText(code), detail };
  return { text: cannotRun(playground, asked), detail, isForGood: true };
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
