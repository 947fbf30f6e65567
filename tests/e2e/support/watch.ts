// What a page complains about, collected by a script that runs before its own: WebDriver tells nothing of
// the console.

declare global {
  interface Window {
    /** Errors and warnings of the page: see static-server.ts. */
    problems: string[];
  }
}

export const WATCH_TAG = '<script src="./watch.js"></script>';

function watch(): void {
  window.problems = [];
  for (const level of ['error', 'warn'] as const) {
    const say = console[level];
    console[level] = (...words: unknown[]) => {
      window.problems.push(words.map(String).join(' '));
      say.apply(console, words);
    };
  }
  // An error of a script has a message; of a picture, a script or a style that did not come, an element.
  const failed = (event: Event) => {
    const { message } = event as ErrorEvent;
    window.problems.push(message ?? `did not load: ${(event.target as Element).outerHTML}`);
  };
  window.addEventListener('error', failed, true);
  window.addEventListener('unhandledrejection', ({ reason }) => {
    window.problems.push(String(reason));
  });
  window.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    window.problems.push(`${violatedDirective} refused ${blockedURI}`);
  });
}

export const WATCH = `(${watch})();`;
