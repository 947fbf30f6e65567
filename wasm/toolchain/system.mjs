// Finds what the system lacks for a purpose and installs it with one apt-get call.
import { existsSync } from 'node:fs';
import { usesDebianEmscripten } from './emscripten.mjs';
import { PlainError, step } from './progress.mjs';
import { missingRequirements, planInstallation } from './requirements.mjs';
import { run, which } from './shell.mjs';

const probe = {
  // CHROMIUM names another browser executable than the one on PATH.
  onPath: (name) => which(name) !== null || (name === 'chromium' && Boolean(process.env.CHROMIUM)),
  exists: existsSync,
};
const aptEnv = { DEBIAN_FRONTEND: 'noninteractive' };
const wait = ['-o', 'DPkg::Lock::Timeout=600'];

async function install(packages) {
  const hint = `To see more, run as root: apt-get install --no-install-recommends ${packages.join(' ')}`;
  const attempt = () =>
    run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...packages], {
      log: 'apt-install',
      env: aptEnv,
      hint,
    });
  await attempt().catch(async () => {
    await run('apt-get', [...wait, 'update'], { log: 'apt-update', env: aptEnv, hint });
    await attempt();
  });
}

/** Makes the system ready for `purposes` (see requirements.mjs), or says what to install. */
export async function provideSystem(purposes) {
  const debian = usesDebianEmscripten();
  const plan = planInstallation(
    missingRequirements(purposes, { usesDebianEmscripten: debian, probe }),
    {
      hasApt: which('apt-get') !== null,
      // Who brings an Emscripten of their own keeps their system as it is.
      mayInstall: debian && process.getuid?.() === 0,
    },
  );
  if (plan.message) throw new PlainError(plan.message, plan.hint);
  if (plan.install.length === 0) return;
  await step('System packages', async () => {
    await install(plan.install);
    return plan.install.join(' ');
  });
}

/**
 * The same for browsers that the tests can do without: [{ name, purpose }]. Where one cannot be had, a
 * sentence says so.
 */
export async function provideBrowsers(browsers) {
  for (const { name, purpose } of browsers) {
    try {
      await provideSystem([purpose]);
    } catch (error) {
      if (!(error instanceof PlainError)) throw error;
      const reason = error.message.trimEnd().split('\n').at(-1);
      console.log(
        `${name} is not here, and its tests are skipped. ${reason} ${error.hint}`.trimEnd(),
      );
    }
  }
}
