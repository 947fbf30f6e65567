import type { AttributeValue, GraphDescription, SessionDescription } from '../../../wasm/engine.js';

const word = new DataView(new ArrayBuffer(4));

function float(bits: number): number {
  word.setUint32(0, bits);
  return word.getFloat32(0);
}

function attribute(value: AttributeValue | { bits: number | number[] }): AttributeValue {
  if (typeof value !== 'object' || !('bits' in value)) return value;
  return Array.isArray(value.bits) ? value.bits.map(float) : float(value.bits);
}

/**
 * The network that EngineSession.describe() wrote down. It is sent as it is, since text is copied faster
 * than 20,000 nodes are cloned.
 */
export function readDescription(json: string): GraphDescription {
  const { operators, nodes, ...rest } = JSON.parse(json) as SessionDescription;
  return {
    ...rest,
    nodes: nodes.map((node) => ({
      ...node,
      ...(operators[node.op] ?? { help: '', parameters: '' }),
      attributes: Object.fromEntries(
        Object.entries(node.attributes).map(([name, value]) => [name, attribute(value)]),
      ),
    })),
  };
}
