// What a step of the guided path is: its words, what it speaks of, and what it asks.

import type { Question } from './guide-questions.js';
import type { Words } from './words-en.js';

export type GuideTarget =
  | { kind: 'picture' | 'input' | 'network' | 'prediction' | 'editor' }
  /**
   * sum: with its strongest cell open, which walks on where it plays. channel: undefined for the strongest one.
   */
  | { kind: 'layer' | 'sum'; column: number; channel?: number | undefined; plays?: boolean };

export interface GuideStep extends Words {
  target: GuideTarget;
  question?: Question | undefined;
}
