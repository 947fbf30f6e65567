// The answer: every class with its probability, and one sentence for screen readers.

import { html } from 'lit/html.js';
import type { Feature } from '../../kit/feature.js';
import { announcement } from './announce.js';
import { aboutPrediction, predictionCard } from './prediction-card.js';
import './prediction-card.css';

export { currentAnswer, currentVerdict } from './announce.js';
export { predictionBars } from './prediction-card.js';

export const answer: Feature = {
  name: 'answer',
  wanted: ({ model }) => (model?.info.unfamiliar ? [model.info.unfamiliar.value] : []),
  views: {
    front: predictionCard,
    choose: aboutPrediction,
    over: (state) =>
      html`<p class="visually-hidden" aria-live="polite" data-test="announcement">${announcement(state)}</p>`,
  },
};
