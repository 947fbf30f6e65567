// Firefox by Marionette, its own WebDriver: over TCP, each message with its length before it. Debian has no
// geckodriver, which does no more than pass HTTP on to this.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Driver, driverOf, end, onPath, poll } from './driver.js';

/** FIREFOX names another executable than Debian's. */
export const firefoxPath = (): string | undefined => process.env.FIREFOX ?? onPath('firefox-esr');

const PREFERENCES = {
  // Any free port; Firefox writes it into its profile.
  'marionette.port': 0,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  // A camera is asked for without a question to the user.
  'media.navigator.permission.disabled': true,
};

type Answer = [type: 1, id: number, error: { message: string } | null, result: unknown];

/** Calls of Marionette; each gives the answer's `value`, where it has one. */
function marionette(socket: Socket) {
  let received = Buffer.alloc(0);
  let id = 0;
  const waiting = new Map<number, { settle(answer: Answer): void; fail(error: Error): void }>();
  socket.on('close', () => {
    for (const { fail } of waiting.values()) fail(new Error('Firefox went away.'));
  });
  socket.on('data', (more: Buffer) => {
    received = Buffer.concat([received, more]);
    for (;;) {
      const colon = received.indexOf(':');
      const end = colon + 1 + Number(received.subarray(0, colon));
      if (colon < 0 || received.length < end) return;
      const message = JSON.parse(received.toString('utf8', colon + 1, end));
      received = received.subarray(end);
      // The first message is a greeting, and no array.
      if (Array.isArray(message)) waiting.get(message[1])?.settle(message as Answer);
    }
  });
  return async (name: string, parameters: object): Promise<unknown> => {
    const mine = ++id;
    const answer = new Promise<Answer>((settle, fail) => waiting.set(mine, { settle, fail }));
    const message = Buffer.from(JSON.stringify([0, mine, name, parameters]));
    socket.write(Buffer.concat([Buffer.from(`${message.length}:`), message]));
    const [, , error, result] = await answer;
    waiting.delete(mine);
    if (error) throw new Error(`${name}: ${error.message}`);
    return result && typeof result === 'object' && 'value' in result ? result.value : result;
  };
}

export async function openFirefox(): Promise<Driver> {
  const profile = await mkdtemp(join(tmpdir(), 'cnn-firefox-'));
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const browser = spawn(
    firefoxPath() ?? '',
    ['--headless', '--marionette', '--no-remote', '--profile', profile],
    { stdio: 'ignore', env: { ...process.env, HOME: profile } },
  );
  const close = async () => {
    await end(browser);
    // Processes of a page's may still write while they end.
    await rm(profile, { recursive: true, force: true, maxRetries: 20 });
  };
  try {
    const port = await poll("Firefox's port", async () => {
      const file = join(profile, 'MarionetteActivePort');
      return (existsSync(file) && Number(await readFile(file, 'utf8'))) || undefined;
    });
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const call = marionette(socket);
    await call('WebDriver:NewSession', {});
    return driverOf({
      navigate: (url) => call('WebDriver:Navigate', { url }),
      execute: (script, args) => call('WebDriver:ExecuteScript', { script, args }),
      click: (element) => call('WebDriver:ElementClick', { id: element }),
      resize: (width, height) => call('WebDriver:SetWindowRect', { width, height }),
      screenshot: () => call('WebDriver:TakeScreenshot', { full: false }) as Promise<string>,
      async close() {
        socket.destroy();
        await close();
      },
    });
  } catch (error) {
    await close();
    throw error;
  }
}
