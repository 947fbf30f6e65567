// Reads what is on screen and not there yet out of the engine.

import { graphIndex } from '../../network/graph-index.js';
import type { Pixels } from '../ports.js';
import { missingNames } from '../wanted.js';
import { type Desk, report } from './desk.js';

/** wanted: names of activations and weights that what is on screen is made of. */
export function readTask<Blob, Picture extends Pixels>(
  desk: Desk<Blob, Picture>,
  wanted: () => ReadonlySet<string>,
): () => Promise<void> {
  const { playground } = desk;
  /** Names that were asked for; what could not be read is not asked for again. */
  let asked: { of: number | undefined; names: Set<string> } = { of: undefined, names: new Set() };

  return async () => {
    const of = playground.state.snapshot?.id;
    const { network } = desk;
    // A run under way brings what is wanted, and the engine no longer has what is on screen.
    if (!network || desk.running) return;
    if (asked.of !== of) asked = { of, names: new Set() };
    const { names: known } = asked;
    const names = missingNames(playground.state, wanted()).filter((name) => !known.has(name));
    if (names.length === 0) return;
    for (const name of names) known.add(name);
    try {
      const values = await network.read(names);
      if (desk.network !== network) return;
      const { weights } = graphIndex(network.info.graph);
      const read = (isWeight: boolean) =>
        [...values].filter(([name]) => weights.has(name) === isWeight);
      const { state } = playground;
      const { snapshot } = state;
      playground.set({
        weights: new Map([...state.weights, ...read(true)]),
        // Dropped where another run has come.
        ...(snapshot?.id === of && snapshot
          ? { snapshot: { ...snapshot, values: new Map([...snapshot.values, ...read(false)]) } }
          : {}),
      });
    } catch (thrown) {
      if (desk.network === network) report(desk, 'run', thrown);
    }
  };
}
