import type {
  AttributeValue,
  EngineNode,
  GraphDescription,
  SessionDescription,
} from '../../../wasm/engine.js';

const word = new DataView(new ArrayBuffer(4));

function float(bits: number): number {
  word.setUint32(0, bits);
  return word.getFloat32(0);
}

type Given = SessionDescription['nodes'][number]['attributes'];

/** The given object, with numbers where bits were. */
function readAttributes(given: Given): Record<string, AttributeValue> {
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== 'object' || !('bits' in value)) continue;
    given[name] = Array.isArray(value.bits) ? value.bits.map(float) : float(value.bits);
  }
  return given as Record<string, AttributeValue>;
}

/**
 * The network that EngineSession.describe() wrote down. It is sent as it is, since text is copied faster
 * than 20,000 nodes are cloned.
 */
export function readDescription(json: string): GraphDescription {
  const { operators, facts, nodes, ...rest } = JSON.parse(json) as SessionDescription;
  // Completed in place: nobody else has what was just parsed, and to copy 20,000 nodes takes time.
  const complete = (node: (typeof nodes)[number]): EngineNode =>
    Object.assign(
      node as object as EngineNode,
      operators[node.op] ?? { help: '', parameters: '' },
      {
        attributes: readAttributes(node.attributes),
        facts: facts[node.facts] ?? [],
      },
    );
  return { ...rest, nodes: nodes.map(complete) };
}
