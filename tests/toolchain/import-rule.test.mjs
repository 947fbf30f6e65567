import { describe, expect, it } from 'vitest';
import {
  engineFolders,
  featureCircles,
  importViolations,
  includeViolations,
} from '../../wasm/toolchain/import-rule.mjs';

const folders = engineFolders(`
cnn_engine_folder(core)
cnn_engine_folder(graph core)
cnn_engine_folder(ops graph kernels)
cnn_engine_folder(kernels core)
cnn_engine_folder(session graph ops)
`);

describe('includeViolations', () => {
  it.each([
    ['engine/graph/a.cpp', '#include "graph/a.h"\n#include "core/error.h"\n#include <vector>'],
    ['engine/ops/a.cpp', '  #  include "kernels/dw.h"\n#include <xnnpack.h>'],
    ['engine/session.cpp', '#include "session.h"\n#include "ops/op.h"'],
  ])('%s may', (path, text) => expect(includeViolations(path, text, folders)).toEqual([]));

  it.each([
    ['engine/core/a.h', '#include "graph/graph.h"', 'engine/core may use core'],
    ['engine/graph/a.h', '#include "session.h"', 'engine/graph may use'],
    ['engine/graph/a.h', '#include "../ops/op.h"', 'from engine/'],
    ['engine/graph/a.cpp', '#include <xnnpack.h>', 'only engine/xnn'],
    ['engine/ops/a.cpp', '#include <emscripten/emscripten.h>', 'wasm/'],
    ['engine/session.cpp', '#include <iostream>', 'prints nothing'],
    ['engine/session.cpp', '#include "kernels/dw.h"', 'engine/session may use'],
  ])('%s may not: %s', (path, text, reason) => {
    expect(includeViolations(path, text, folders).join()).toContain(reason);
  });
});

describe('importViolations', () => {
  it.each([
    ['web/src/client/a.ts', `import { x } from '../protocol/index.js';\nimport './b.js';`],
    ['web/src/playground/a.ts', `import { html } from 'lit';\nexport * from '../client/index.js';`],
    ['web/src/protocol/a.ts', `import type { E } from '../../../wasm/engine.js';`],
    ['web/src/playground/run/tasks/a.ts', `import { x } from '../../kit/b.js';`],
    ['web/src/playground/features/lab/a.ts', `import { x } from '../layer/index.js';`],
    ['web/src/playground/features/lab/a.ts', `import './lab.css';\nimport '../../run/state.js';`],
    ['web/src/playground/mount.ts', `import { lab } from './features/lab/index.js';`],
  ])('%s may', (path, text) => expect(importViolations(path, text)).toEqual([]));

  it.each([
    ['web/src/protocol/a.ts', `import { x } from '../client/index.js';`, 'may not use client'],
    ['web/src/playground/a.ts', `export { x } from '../page/a.js';`, 'may not use page'],
    ['web/src/client/a.ts', `const m = await import('../page/main.js');`, 'may not use page'],
    ['web/src/client/a.ts', `import x from '../../../tests/x.js';`, 'outside web/src'],
    ['web/src/unheard-of/a.ts', '', 'does not know'],
    ['web/src/playground/kit/a.ts', `import '../network/b.js';`, 'may not use playground/network'],
    ['web/src/playground/run/a.ts', `import '../features/b/index.js';`, 'playground/features'],
    ['web/src/playground/features/lab/a.ts', `import '../layer/b.js';`, 'through its index.js'],
    ['web/src/playground/features/lab/a.ts', `import '../../mount.js';`, 'puts the parts together'],
  ])('%s may not: %s', (path, text, reason) => {
    expect(importViolations(path, text).join()).toContain(reason);
  });
});

describe('featureCircles', () => {
  const file = (feature, ...uses) => [
    `web/src/playground/features/${feature}/index.ts`,
    uses.map((other) => `import '../${other}/index.js';`).join('\n'),
  ];

  it('allows what runs in one direction', () =>
    expect(featureCircles([file('a', 'b', 'c'), file('b', 'c'), file('c')])).toEqual([]));

  it('names the features of a circle', () =>
    expect(featureCircles([file('a', 'b'), file('b', 'c'), file('c', 'b')]).join()).toContain(
      'b > c > b',
    ));
});
