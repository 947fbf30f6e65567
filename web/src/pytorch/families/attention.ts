// Attention with several heads, over [batch, tokens, features].

import type { Net, Value } from './net.js';
import { matmul, reshape, splitLast, tokenLinear, transpose } from './tokens.js';

export interface AttentionOptions {
  readonly heads: number;
  /** Path of the Linear that makes query, key and value, side by side. */
  readonly qkv: string;
  /** Its keys, where they are not `qkv`.weight and .bias. */
  readonly keys?: readonly [weight: string, bias: string];
  readonly changedBias?: (bias: Float32Array) => Float32Array;
  /** Path of the Linear behind. */
  readonly out: string;
  /** What queries are multiplied by. */
  readonly factor: number;
  /** Products of unit vectors, and what is done to them instead of the factor. */
  readonly cosine?: (scores: Value) => Value;
  /** What is added to the scores [batch, heads, tokens, tokens]. */
  readonly biased?: (scores: Value) => Value;
}

/** x / max(|x|, 1e-12) over the last axis. */
function unit(net: Net, x: Value, name: string, axis: number): Value {
  const dims = x.dims.map((size, index) => (index === axis ? 1 : size));
  const axes = net.integers(`${name}.axes`, [axis]);
  const length = net.node('ReduceL2', `${name}.length`, [x, axes], dims, { keepdims: 1 });
  const least = net.scalar(`${name}.least`, 1e-12);
  const safe = net.node('Max', `${name}.length.max`, [length, least], dims);
  return net.node('Div', name, [x, safe], x.dims);
}

function scoresOf(net: Net, q: Value, k: Value, path: string, options: AttentionOptions): Value {
  const { factor, cosine } = options;
  if (cosine) {
    const units = [unit(net, q, `${path}.query.unit`, 3), unit(net, k, `${path}.key.unit`, 2)];
    return cosine(matmul(net, units[0] as Value, units[1] as Value, `${path}.scores`));
  }
  const by = net.scalar(`${path}.factor`, factor);
  const scaled = net.node('Mul', `${path}.scale`, [q, by], q.dims);
  return matmul(net, scaled, k, `${path}.scores`);
}

export function attention(net: Net, x: Value, path: string, options: AttentionOptions): Value {
  const { heads, qkv, keys, changedBias, out, biased } = options;
  const [batch = 1, tokens = 0, features = 0] = x.dims;
  const all = tokenLinear(net, x, qkv, {
    out: 3 * features,
    ...(keys && { keys }),
    ...(changedBias && { changed: changedBias }),
  });
  const parts = splitLast(net, all, `${path}.split`, 3);
  const [q, k, v] = ['query', 'key', 'value'].map((name, index) => {
    const apart = [batch, tokens, heads, features / heads];
    const value = reshape(net, parts[index] as Value, `${path}.${name}.heads`, apart);
    // The key is turned, so that a product with the query compares every token with every other.
    return transpose(net, value, `${path}.${name}`, name === 'key' ? [0, 2, 3, 1] : [0, 2, 1, 3]);
  }) as [Value, Value, Value];
  const plain = scoresOf(net, q, k, path, options);
  const scores = biased ? biased(plain) : plain;
  const shares = net.node('Softmax', `${path}.softmax`, [scores], scores.dims, { axis: -1 });
  const mixed = matmul(net, shares, v, `${path}.mix`);
  const joined = transpose(net, mixed, `${path}.mix.swap`, [0, 2, 1, 3]);
  return tokenLinear(net, reshape(net, joined, `${path}.join`, x.dims), out, { out: features });
}
