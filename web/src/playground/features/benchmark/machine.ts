// What it is measured on, as far as the browser tells. Chromium tells in a list of brands, others in one line.

import { clockStep } from '../../kit/clock.js';
import type { Machine } from './state.js';

interface Brand {
  brand: string;
  version: string;
}

export interface UserAgent {
  userAgent: string;
  userAgentData?: {
    brands: readonly Brand[];
    platform: string;
    getHighEntropyValues?(hints: readonly string[]): Promise<{
      fullVersionList?: readonly Brand[];
      architecture?: string;
      bitness?: string;
    }>;
  };
}

/** The browser's own name, not that of the engine in it, nor the made-up one that keeps pages from counting on it. */
function brandOf(brands: readonly Brand[]): string | undefined {
  const real = brands.filter(({ brand }) => !/not.*brand/i.test(brand));
  const found = real.find(({ brand }) => brand !== 'Chromium') ?? real[0];
  return found && `${found.brand} ${found.version}`;
}

/** Later ones hide in the lines of others: Edge calls itself Chrome, and Chrome calls itself Safari. */
const NAMES: readonly [pattern: RegExp, name: string][] = [
  [/\bEdg\/([\d.]+)/, 'Edge'],
  [/\bFirefox\/([\d.]+)/, 'Firefox'],
  [/\bChrome\/([\d.]+)/, 'Chrome'],
  [/\bVersion\/([\d.]+).* Safari\//, 'Safari'],
];

function namedIn(userAgent: string): string {
  for (const [pattern, name] of NAMES) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return userAgent;
}

export async function browserAndPlatform({
  userAgent,
  userAgentData,
}: UserAgent): Promise<Pick<Machine, 'browser' | 'platform'>> {
  const inLine = /\(([^)]*)\)/.exec(userAgent)?.[1] ?? '';
  const said = { browser: namedIn(userAgent), platform: inLine };
  if (!userAgentData) return said;
  const hints = ['fullVersionList', 'architecture', 'bitness'];
  const more = await userAgentData.getHighEntropyValues?.(hints).catch(() => undefined);
  const { fullVersionList = userAgentData.brands, architecture, bitness } = more ?? {};
  const processor = architecture && bitness ? `${architecture}, ${bitness} bit` : architecture;
  return {
    browser: brandOf(fullVersionList) ?? said.browser,
    platform: [userAgentData.platform, processor].filter(Boolean).join(', '),
  };
}

export async function machineNow(): Promise<Machine> {
  return {
    ...(await browserAndPlatform(navigator as UserAgent)),
    cores: navigator.hardwareConcurrency,
    isolated: globalThis.crossOriginIsolated === true,
    clock: clockStep(),
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
  };
}
