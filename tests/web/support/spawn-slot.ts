// Stands in for worker-port.js under vi.mock: spawns what the test put into the slot.

import type { Spawn } from '../../../web/src/client/worker-port.js';

export const slot: { spawn?: Spawn } = {};
export const spawner = () => slot.spawn;
