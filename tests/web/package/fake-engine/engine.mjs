// Stands in for an engine module where the test is about threads, not about numbers: one node that
// copies its input. The model's second byte says what a run does:
//   0 copies, 1 ends the thread, 2 never returns, 3 traps, 4 takes a thousand steps of 1 ms,
//   5 does too, and tells of each on the BroadcastChannel "steps".
// memory().weights counts the steps done so far.

const ok = (value) => ({ value });

export default async function createEngine() {
  let model = new Uint8Array();
  return {
    modelBuffer: (length) => {
      model = new Uint8Array(length);
      return ok(model);
    },
    load: () =>
      ok({
        step: () => ok(1),
        needsSecondModule: () => false,
        take: () => session(model[1]),
        delete: () => {},
      }),
    heapBytes: () => 1 << 16,
  };
}

function session(behaviour) {
  const dims = [1];
  let input = new Float32Array(1);
  const value = (name) => ({ name, type: 'float32', shape: dims });
  const node = {
    name: 'copy',
    op: 'Identity',
    inputs: ['x'],
    outputs: ['y'],
    attributes: {},
    inputShapes: [dims],
    outputShapes: [dims],
    params: 0,
    macs: 0,
    facts: 0,
    plainKernel: false,
  };
  const isLong = behaviour === 4 || behaviour === 5;
  const steps = isLong ? 1000 : 1;
  const channel = behaviour === 5 ? new BroadcastChannel('steps') : undefined;
  let left = 0;
  let done = 0;
  return {
    describe: () =>
      JSON.stringify({
        producer: '',
        opset: 13,
        inputs: [value('x')],
        outputs: [value('y')],
        nodes: [node],
        initializers: [],
        metadata: {},
        params: 0,
        macs: 0,
        notes: [],
        operators: { Identity: { help: '', parameters: 'x' } },
        facts: [[]],
      }),
    resolutions: () => 0,
    input: () => {
      input = new Float32Array(1);
      return ok(new Uint8Array(input.buffer));
    },
    begin: () => {
      left = steps;
      return ok(steps);
    },
    step: () => {
      if (behaviour === 1) process.exit(7);
      if (behaviour === 3) throw new WebAssembly.RuntimeError('unreachable');
      const until = performance.now() + (isLong ? 1 : 0);
      while (behaviour === 2 || performance.now() < until);
      left -= 1;
      done += 1;
      channel?.postMessage(done);
      return ok(left);
    },
    useThreads: () => {},
    dropPlans: () => {},
    timings: () => [0],
    value: () => ok({ type: 'float32', dims, bytes: new Uint8Array(input.buffer) }),
    statistics: () => ok([]),
    memory: () => ({ weights: done, fast: 0, inspect: 0, fastAtLeast: 0, other: 0 }),
    delete: () => {},
  };
}
