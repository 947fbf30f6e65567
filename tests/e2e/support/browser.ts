// Headless Chromium of the system.

import { type Browser, chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  // A camera that shows a test picture, and whose use is always allowed.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** CHROMIUM names another executable than Debian's. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
  });
}
