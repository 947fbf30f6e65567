// Opens an address in the user's browser, where there is one to open it.
import { spawn } from 'node:child_process';

export function openBrowser(url) {
  const commands = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url] };
  const graphical = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!commands[process.platform] && !graphical) return;
  const [command, ...args] = commands[process.platform] ?? ['xdg-open', url];
  spawn(command, args, { detached: true, stdio: 'ignore' })
    .on('error', () => {}) // the address is printed anyway
    .unref();
}
