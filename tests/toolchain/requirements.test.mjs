import { describe, expect, it } from 'vitest';
import { missingRequirements, planInstallation } from '../../wasm/toolchain/requirements.mjs';

const system = (...present) => ({
  onPath: (name) => present.includes(name),
  exists: (path) => present.includes(path),
});
const debian12 = ['git', 'xz'];
const names = (missing) => missing.map((need) => need.name);

describe('missingRequirements', () => {
  it('on a fresh Debian machine names the whole toolchain', () => {
    const missing = missingRequirements(['engine'], {
      usesDebianEmscripten: true,
      probe: system(...debian12),
    });
    expect(names(missing)).toEqual([
      'CMake',
      'Ninja',
      'Python 3',
      'Clang 19',
      'LLD 19',
      'LLVM 19',
      'acorn',
    ]);
  });

  it("with emsdk asks for nothing of Debian's Emscripten", () => {
    const missing = missingRequirements(['engine'], {
      usesDebianEmscripten: false,
      probe: system('git', 'xz', 'cmake', 'ninja', 'python3'),
    });
    expect(missing).toEqual([]);
  });

  it('asks for the browser only where it is used', () => {
    const probe = system('git', 'xz', 'cmake', 'ninja', 'g++', 'ld.lld');
    const options = { usesDebianEmscripten: false, probe };
    expect(names(missingRequirements(['native'], options))).toEqual([]);
    expect(names(missingRequirements(['native', 'browser'], options))).toEqual(['Chromium']);
  });

  it('asks for each further browser with what it is shown on', () => {
    const options = { usesDebianEmscripten: false, probe: system('Xvfb') };
    expect(names(missingRequirements(['firefox'], options))).toEqual(['Firefox ESR']);
    expect(names(missingRequirements(['webkit'], options))).toEqual(['WebKitGTK']);
    const bare = { ...options, probe: system() };
    const packages = missingRequirements(['webkit'], bare).flatMap((need) => need.packages);
    expect(packages).toEqual(['webkit2gtk-driver', 'xvfb']);
    expect(names(missingRequirements(['browser'], bare))).toEqual(['Chromium']);
  });

  it('asks for the sanitizers only where they are used', () => {
    const probe = system('git', 'xz', 'cmake', 'ninja', 'clang++-19', 'ld.lld-19');
    const options = { usesDebianEmscripten: true, probe };
    expect(names(missingRequirements(['native'], options))).toEqual([]);
    const missing = missingRequirements(['native', 'sanitizers'], options);
    expect(missing.flatMap((need) => need.packages)).toEqual(['libclang-rt-19-dev']);
  });

  it('accepts either place of a file', () => {
    const files = ['/usr/lib/llvm-19/bin/clang', '/usr/lib/llvm-19/bin/wasm-ld'];
    const probe = system(
      'git',
      'xz',
      'cmake',
      'ninja',
      'python3',
      ...files,
      '/usr/lib/llvm-19/bin/llvm-ar',
      '/usr/lib/nodejs/acorn',
    );
    expect(missingRequirements(['engine'], { usesDebianEmscripten: true, probe })).toEqual([]);
  });
});

describe('planInstallation', () => {
  const missing = missingRequirements(['engine', 'native', 'browser'], {
    usesDebianEmscripten: true,
    probe: system(...debian12),
  });

  it('as root on Debian installs every package once', () => {
    expect(planInstallation(missing, { hasApt: true, mayInstall: true })).toEqual({
      install: [
        'chromium',
        'clang-19',
        'cmake',
        'lld-19',
        'llvm-19',
        'ninja-build',
        'node-acorn',
        'python3',
      ],
    });
  });

  it('without root, or with an Emscripten of the user, says which command mends it', () => {
    const plan = planInstallation(missing, { hasApt: true, mayInstall: false });
    expect(plan.install).toBeUndefined();
    expect(plan.message).toMatch(/^Missing on this system: CMake, .*Chromium\.$/);
    expect(plan.hint).toContain('apt-get install --no-install-recommends chromium clang-19');
  });

  it('elsewhere names what is missing', () => {
    const [cmake] = missing;
    const plan = planInstallation([cmake], { hasApt: false, mayInstall: true });
    expect(plan.message).toBe('Missing on this system: CMake.');
    expect(plan.hint).not.toContain('apt');
  });

  it('does nothing where nothing is missing', () => {
    expect(planInstallation([], { hasApt: false, mayInstall: false })).toEqual({ install: [] });
  });
});
