// node_modules, as package-lock.json has it.
import { step } from './progress.mjs';
import { run } from './shell.mjs';
import { whenChanged } from './stamps.mjs';

/** Runs npm ci when package.json or its lock changed since the last time. */
export function provideNpmPackages() {
  const inputs = ['package.json', 'package-lock.json'];
  return whenChanged('npm', { inputs, output: 'node_modules/.package-lock.json' }, () =>
    step('npm packages', async () => {
      await run('npm', ['ci', '--no-audit', '--no-fund'], {
        log: 'npm-ci',
        hint: 'npm could not fetch the packages: check the network, then run the command again.',
      });
    }),
  );
}
