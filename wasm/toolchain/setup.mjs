// Everything that must be there before something is built.
import { provideEmscripten } from './emscripten.mjs';
import { provideNpmPackages } from './npm-packages.mjs';
import { provideSystem } from './system.mjs';
import { provideThirdParty } from './third-party.mjs';

/**
 * Prepares the machine for `purposes` (see requirements.mjs). Does only what is not done yet.
 * Returns the Emscripten to build with.
 */
export async function setUp(purposes) {
  await provideSystem(purposes);
  // The toolchain is mostly decompression, npm mostly network.
  const npm = provideNpmPackages();
  npm.catch(() => {}); // reported by the await below
  const emscripten = await provideEmscripten();
  await provideThirdParty();
  await npm;
  return emscripten;
}
