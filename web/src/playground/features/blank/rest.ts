// Blank pictures and the answers to them: fetched when somebody looks at them.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Rest } from '../../kit/feature.js';
import type { AppState, Playground } from '../../kit/playground.js';
import { answerOf } from '../../run/predictions.js';
import { predictionBars } from '../answer/index.js';
import { blankInput, LEVELS } from './blank.js';
import { words } from './words-en.js';

async function answerBlank({ state, set, controller }: Playground): Promise<void> {
  const { model, snapshot } = state;
  const input = snapshot?.values.get(model?.info.graph.inputs[0]?.name ?? '');
  if (!model || !snapshot?.scores || !input) return;
  await controller.lend(async (network, isOver) => {
    const blank: Float32Array[] = [];
    for (const level of LEVELS) {
      const scores = await network.score(blankInput(input.dims, model.info.preprocess, level));
      if (isOver() || !scores) return;
      blank.push(scores);
    }
    set({ blank });
  });
}

/** Of each of LEVELS. */
const KINDS = ['black', 'grey', 'white'] as const;

function card(
  kind: (typeof KINDS)[number],
  probabilities: Float32Array,
  labels: readonly string[],
) {
  const answer = answerOf({ probabilities, softmaxAdded: false }, labels);
  const first = answer?.predictions.slice(0, 3) ?? [];
  return html`<figure class="blank" data-test="blank">
    <span class="blank-picture is-${kind}" aria-hidden="true"></span>
    <figcaption>
      <strong>${words.names[kind]}</strong>
      ${predictionBars(first)}
    </figcaption>
  </figure>`;
}

function view({ blank, model, snapshot }: AppState): TemplateResult {
  if (snapshot && !snapshot.scores) return html`<p class="note">${words.noClasses}</p>`;
  return html`<p class="note">${words.about(LEVELS)}</p>
    <div class="blanks" aria-busy=${blank === undefined}>
      ${blank && KINDS.map((kind, at) => card(kind, blank[at] ?? new Float32Array(), model?.info.labels ?? []))}
    </div>
    ${blank ? html`<p>${words.conclusion}</p>` : nothing}`;
}

export const rest: Rest = {
  tabView: view,
  drawn(playground) {
    const { view, blank, snapshot } = playground.state;
    if (view === 'blank' && !blank && snapshot) void answerBlank(playground);
  },
};
