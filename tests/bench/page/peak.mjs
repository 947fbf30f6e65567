// The most f32x4 arithmetic that WebAssembly does on one thread here: a loop of independent multiply-adds
// that never leaves the registers. The module is put together by hand.

const f32x4 = { splat: [0x13], extract: [0x1f], add: [0xe4, 1], mul: [0xe6, 1], madd: [0x85, 2] };
const simd = (operation) => [0xfd, ...operation];
const get = (local) => [0x20, local];
const set = (local) => [0x21, local];
const splat = (value) => [
  ...[0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
  ...simd(f32x4.splat),
];
const UNROLL = 4;

function leb(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}

const section = (id, content) => [id, ...leb(content.length), ...content];

/** accumulator = accumulator * a + b, for each of them. Neither form can be moved out of the loop. */
function step(accumulator, [a, b], fused) {
  const operands = [...get(accumulator), ...get(a)];
  const arithmetic = fused
    ? [...operands, ...get(b), ...simd(f32x4.madd)]
    : [...operands, ...simd(f32x4.mul), ...get(b), ...simd(f32x4.add)];
  return [...arithmetic, ...set(accumulator)];
}

/** Bytes of a module that exports run(iterations: i32) -> f32. Local 0 counts down. */
export function peakModule(accumulators, fused) {
  const all = Array.from({ length: accumulators }, (_, index) => index + 1);
  const factors = [accumulators + 1, accumulators + 2];
  const once = all.flatMap((local) => step(local, factors, fused));
  const code = [
    ...leb(1),
    ...[...leb(accumulators + 2), 0x7b],
    ...factors.flatMap((local) => [...splat(0.5), ...set(local)]),
    ...[0x03, 0x40],
    ...Array.from({ length: UNROLL }, () => once).flat(),
    // count -= 1; again while it is not 0
    ...[...get(0), 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b],
    ...get(1),
    ...all.slice(1).flatMap((local) => [...get(local), ...simd(f32x4.add)]),
    ...[...simd(f32x4.extract), 0],
    0x0b,
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 1, 0x7f, 1, 0x7d]),
    ...section(3, [1, 0]),
    ...section(7, [1, 3, ...new TextEncoder().encode('run'), 0, 0]),
    ...section(10, [1, ...leb(code.length), ...code]),
  ]);
}

/** 4 lanes, a multiplication and an addition each. */
export const operationsOf = (accumulators, iterations) => accumulators * iterations * UNROLL * 8;

/** Best GFLOP/s of repeated runs of a few milliseconds; the first ones are not optimised yet. */
function bestOf(accumulators, fused) {
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(peakModule(accumulators, fused)))
    .exports;
  const iterations = 200_000;
  let best = 0;
  for (const end = performance.now() + 400; performance.now() < end; ) {
    const start = performance.now();
    run(iterations);
    const ms = performance.now() - start;
    best = Math.max(best, operationsOf(accumulators, iterations) / ms / 1e6);
  }
  return best;
}

/** GFLOP/s of one thread; relaxed is null where the browser has no relaxed SIMD. */
export function measurePeak() {
  const widths = [8, 10, 12];
  const measure = (fused) => Math.max(...widths.map((width) => bestOf(width, fused)));
  const relaxed = WebAssembly.validate(peakModule(8, true)) ? measure(true) : null;
  return { simd: measure(false), relaxed };
}
