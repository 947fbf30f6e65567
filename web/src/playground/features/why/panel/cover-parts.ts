// The occlusion test, run on the network on screen.

import type { Playground } from '../../../kit/playground.js';
import { occluded } from '../../../network/occluded.js';
import { occlude, occlusionPlan } from '../occlusion.js';

/** Covers each part of the picture in turn, and notes what the classes lose. */
export async function coverParts({ state, set, controller }: Playground): Promise<void> {
  const { snapshot, model } = state;
  const { preprocess, graph } = model?.info ?? {};
  const input = snapshot?.values.get(graph?.inputs[0]?.name ?? '');
  if (!snapshot?.scores || !preprocess || !input) return;
  const { scores } = snapshot;
  const { id: of } = snapshot.picture;
  const base = scores.probabilities;
  const plan = occlusionPlan(input.dims, preprocess.layout);
  await controller.lend(async (network, isOver) => {
    set({ occluding: true, occlusion: { of, plan, base, scores: [] } });
    await occlude({
      plan,
      base,
      score: (box) => network.score(occluded(input, box, preprocess)),
      isOver,
      report: (found) => set({ occlusion: { ...found, of } }),
    });
  });
  set({ occluding: false });
}
