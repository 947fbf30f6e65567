// Where everything lives. Nothing outside these folders is written, except by apt.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '');
export const cache = join(root, '.cache');
export const build = join(root, 'build');
export const dist = join(root, 'dist');
export const site = join(dist, 'site');
export const logs = join(cache, 'logs');
export const toolchain = join(cache, 'toolchain');
export const thirdParty = join(cache, 'third_party');
