// Command-line options of npm start and npm run dev.
import { PlainError } from './progress.mjs';

const usage = 'Options: --port N (default 8080), --no-open.';

/** ['--port', '9000', '--no-open'] to { port: 9000, open: false }. */
export function parseArguments(words) {
  const options = { port: 8080, open: true };
  const rest = words.flatMap((word) => (word.startsWith('--port=') ? word.split('=') : [word]));
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === '--no-open') options.open = false;
    else if (word === '--port') options.port = parsePort(rest.shift());
    else throw new PlainError(`"${word}" is no option of this command.`, usage);
  }
  return options;
}

function parsePort(text) {
  const port = /^\d+$/.test(text ?? '') ? Number(text) : NaN;
  if (port <= 65535) return port;
  throw new PlainError(`"${text ?? ''}" is no port number (0 to 65535).`, usage);
}
