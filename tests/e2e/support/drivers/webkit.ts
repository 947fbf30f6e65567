// WebKitGTK's MiniBrowser by WebKitWebDriver, which speaks W3C WebDriver over HTTP, on a screen of its own.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type Driver, driverOf, end, onPath, poll } from './driver.js';

export const hasWebKit = (): boolean => Boolean(onPath('WebKitWebDriver') && onPath('Xvfb'));

/** A port that was free just now: WebKitWebDriver does not choose one itself. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A screen that nobody sees. It chooses its number and writes it to its file 3. */
async function openScreen(): Promise<{ name: string; xvfb: ChildProcess }> {
  const screen = ['-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-displayfd', '3'];
  const xvfb = spawn('Xvfb', screen, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((resolve, reject) => {
    (xvfb.stdio[3] as Readable).once('data', (data) => resolve(String(data).trim()));
    xvfb.once('error', reject);
    xvfb.once('exit', () => reject(new Error('Xvfb ended before there was a screen.')));
  });
  return { name: `:${number}`, xvfb };
}

type Call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

const callAt =
  (address: string): Call =>
  async (method, path, body) => {
    const sent = body ? { body: JSON.stringify(body) } : {};
    const response = await fetch(`${address}${path}`, { method, ...sent });
    const { value } = (await response.json()) as { value: unknown };
    if (response.ok) return value;
    const { error = '', message = '' } = value as { error?: string; message?: string };
    throw new Error(`${method} ${path}: ${error} ${message}`);
  };

export async function openWebKit(): Promise<Driver> {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-webkit-'));
  const { name, xvfb } = await openScreen();
  const port = await freePort();
  const server = spawn('WebKitWebDriver', ['--host=127.0.0.1', `--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: name,
      GDK_BACKEND: 'x11',
      HOME: folder,
      // There is no graphics card behind that screen: imitating one takes twice as long as doing without.
      WEBKIT_SKIA_ENABLE_CPU_RENDERING: '1',
    },
  });
  const address = `http://127.0.0.1:${port}`;
  const close = async () => {
    await end(server);
    // Whatever of the browser is left goes away with its screen.
    await end(xvfb);
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  };
  try {
    const outside = callAt(address);
    await poll('WebKitWebDriver', () => outside('GET', '/status').catch(() => undefined));
    const { sessionId } = (await outside('POST', '/session', { capabilities: {} })) as {
      sessionId: string;
    };
    const call = callAt(`${address}/session/${sessionId}`);
    return driverOf({
      navigate: (url) => call('POST', '/url', { url }),
      execute: (script, args) => call('POST', '/execute/sync', { script, args }),
      click: (element) => call('POST', `/element/${element}/click`, {}),
      resize: (width, height) => call('POST', '/window/rect', { x: 0, y: 0, width, height }),
      screenshot: () => call('GET', '/screenshot') as Promise<string>,
      async close() {
        await call('DELETE', '').catch(() => {});
        await close();
      },
    });
  } catch (error) {
    await close();
    throw error;
  }
}
