// Where cnn-playground's time goes, by kind of operator.
import { median } from './statistics.mjs';

const kindOf = ({ op, group, channels }) =>
  op === 'Conv' && group > 1 && group === channels ? 'Conv, depthwise' : op;

function indicesByKind(nodes) {
  const kinds = new Map();
  nodes.forEach((node, index) => {
    const kind = kindOf(node);
    kinds.set(kind, [...(kinds.get(kind) ?? []), index]);
  });
  return kinds;
}

/**
 * nodes: [{ op, macs, group, channels }]; runs: milliseconds a node, by run; peak: GFLOP/s.
 * Result: [{ op, nodes, ms, macs, gflops, share }], slowest first: the median run's time of each kind;
 * gflops and share are null where nothing is multiplied. Kinds that were fused away are left out.
 */
export function byOperator(nodes, runs, peak) {
  return [...indicesByKind(nodes)]
    .map(([op, indices]) => {
      const ms = median(runs.map((run) => indices.reduce((sum, index) => sum + run[index], 0)));
      const macs = indices.reduce((sum, index) => sum + nodes[index].macs, 0);
      const gflops = macs > 0 && ms > 0 ? (2 * macs) / ms / 1e6 : null;
      const share = gflops === null ? null : gflops / peak;
      return { op, nodes: indices.length, ms, macs, gflops, share };
    })
    .filter(({ ms }) => ms > 0)
    .sort((a, b) => b.ms - a.ms);
}
