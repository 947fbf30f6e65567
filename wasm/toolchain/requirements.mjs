// What the steps need from the system, and which Debian packages bring it. Pure: the probing and the
// installing are in system.mjs.

const has = (...names) => ({ programs: names });
const file = (...paths) => ({ files: paths });

/**
 * Each need is met when one of its programs is on PATH or one of its files exists.
 * `for`: engine (WebAssembly build), native (C++ tests), browser (end-to-end), firefox and webkit (the same
 * in these, where they can be had), format (check), sanitizers (fuzz, asan, tsan).
 * `debianOnly`: a companion of Debian's Emscripten, not needed with emsdk's.
 */
export const requirements = [
  { for: ['engine', 'native'], name: 'git', ...has('git'), packages: ['git'] },
  { for: ['engine', 'native'], name: 'CMake', ...has('cmake'), packages: ['cmake'] },
  { for: ['engine', 'native'], name: 'Ninja', ...has('ninja'), packages: ['ninja-build'] },
  { for: ['engine', 'native'], name: 'xz', ...has('xz'), packages: ['xz-utils'] },
  { for: ['engine'], name: 'Python 3', ...has('python3'), packages: ['python3'] },
  {
    for: ['engine'],
    debianOnly: true,
    name: 'Clang 19',
    ...file('/usr/lib/llvm-19/bin/clang'),
    packages: ['clang-19'],
  },
  {
    for: ['engine'],
    debianOnly: true,
    name: 'LLD 19',
    ...file('/usr/lib/llvm-19/bin/wasm-ld'),
    packages: ['lld-19'],
  },
  {
    for: ['engine'],
    debianOnly: true,
    name: 'LLVM 19',
    ...file('/usr/lib/llvm-19/bin/llvm-ar'),
    packages: ['llvm-19'],
  },
  {
    for: ['engine'],
    debianOnly: true,
    name: 'acorn',
    ...file('/usr/share/nodejs/acorn', '/usr/lib/nodejs/acorn'),
    packages: ['node-acorn'],
  },
  {
    for: ['native'],
    name: 'a C++23 compiler',
    ...has('clang++-19', 'g++', 'c++'),
    packages: ['clang-19'],
  },
  { for: ['native'], name: 'LLD', ...has('ld.lld-19', 'ld.lld'), packages: ['lld-19'] },
  { for: ['sanitizers'], name: 'Clang 19', ...has('clang++-19'), packages: ['clang-19'] },
  {
    for: ['sanitizers'],
    name: "Clang 19's sanitizers",
    ...file('/usr/lib/llvm-19/lib/clang/19/lib/linux', '/usr/lib/clang/19/lib/linux'),
    packages: ['libclang-rt-19-dev'],
  },
  { for: ['browser'], name: 'Chromium', ...has('chromium'), packages: ['chromium'] },
  {
    for: ['firefox'],
    name: 'Firefox ESR',
    ...has('firefox-esr'),
    packages: ['firefox-esr'],
  },
  {
    for: ['webkit'],
    name: 'WebKitGTK',
    ...has('WebKitWebDriver'),
    packages: ['webkit2gtk-driver'],
  },
  // WebKitGTK has no headless mode.
  { for: ['webkit'], name: 'Xvfb', ...has('Xvfb'), packages: ['xvfb'] },
  {
    for: ['format'],
    name: 'clang-format 19',
    ...has('clang-format-19'),
    packages: ['clang-format-19'],
  },
];

/**
 * The requirements of `purposes` that are not met.
 * probe: { onPath(name), exists(path) } answers for this system.
 */
export function missingRequirements(purposes, { usesDebianEmscripten, probe }) {
  return requirements.filter(
    (need) =>
      need.for.some((purpose) => purposes.includes(purpose)) &&
      (!need.debianOnly || usesDebianEmscripten) &&
      !(need.programs ?? []).some(probe.onPath) &&
      !(need.files ?? []).some(probe.exists),
  );
}

/**
 * What to do about missing requirements: { install: [packages] } where apt may be used
 * (mayInstall), otherwise { message, hint } to show.
 */
export function planInstallation(missing, { hasApt, mayInstall }) {
  const packages = [...new Set(missing.flatMap((need) => need.packages))].sort();
  if (packages.length === 0) return { install: [] };
  if (hasApt && mayInstall) return { install: packages };
  const names = missing.map((need) => need.name).join(', ');
  const message = `Missing on this system: ${names}.`;
  if (hasApt) {
    const command = `apt-get install --no-install-recommends ${packages.join(' ')}`;
    return { message, hint: `Run this as root, then start again: ${command}` };
  }
  return { message, hint: "Install these with your system's package manager, then start again." };
}
