// One network: every configuration in a session of its own. As many as there is room for are open together.

import type { InferenceSession } from '../../../client/index.js';
import { openSession } from '../../run/engine.js';
import { type Fed, type Means, probed, type Subject } from './fed.js';
import { groupsOf } from './order.js';
import type { Configuration, Problem, Row } from './state.js';
import { type Contender, takeTurns, warmUp } from './turns.js';
import { words } from './words-en.js';

/** Of all sessions that are open together: their memory, and their number, since each has threads of its own. */
const MOST_BYTES = 2 ** 30;
const MOST_OPEN = 12;

function problemOf(thrown: unknown, text: string): Problem {
  return { text, detail: thrown instanceof Error ? thrown.message : String(thrown) };
}

interface Opened {
  /** Among the rows. */
  place: number;
  contender: Contender;
}

class Group {
  private readonly sessions = new Set<InferenceSession>();
  readonly opened: Opened[] = [];

  constructor(
    private readonly means: Means,
    private readonly subject: Subject,
    private readonly fed: Fed,
  ) {
    // A run that is under way ends with its session: to give each a signal would take time of it.
    means.signal.addEventListener('abort', () => this.release(), { once: true });
  }

  /** Opens and warms it; a row in any case. */
  async open(configuration: Configuration): Promise<void> {
    const { rows, signal, around } = this.means;
    const place = rows.length;
    const row: Row = { network: this.subject.title, ...configuration, times: [] };
    rows.push(row);
    try {
      const contender = await this.started(configuration);
      if (!contender) {
        rows[place] = { ...row, problem: { text: words.tooSmall } };
        return;
      }
      await warmUp(contender, around);
      this.opened.push({ place, contender });
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      rows[place] = { ...row, problem: problemOf(thrown, words.notStarted) };
    }
  }

  /** undefined where the network is too small for so many threads. */
  private async started({ module, threads }: Configuration): Promise<Contender | undefined> {
    const { playground, signal } = this.means;
    const options = { module, threads, warmup: false, signal };
    const session = await openSession(this.subject.source, playground.site, options);
    this.sessions.add(session);
    const { feeds, run } = this.fed;
    await session.run(feeds, run);
    if (session.lastRun?.threads === threads)
      return { run: async () => void (await session.run(feeds, run)), times: [] };
    this.sessions.delete(session);
    void session.release();
    return undefined;
  }

  /** The times so far into their rows. */
  show(): void {
    const { rows } = this.means;
    for (const { place, contender } of this.opened) {
      const row = rows[place];
      if (row) rows[place] = { ...row, times: [...contender.times] };
    }
  }

  release(): void {
    for (const session of this.sessions) void session.release();
  }
}

const nameOf = ({ module, threads }: Configuration): string => words.named(module, threads);

/** The share of the work that opening and warming is. */
const OPENING = 0.4;

async function measureGroup(
  { around, tell }: Means,
  group: Group,
  {
    configurations,
    runs,
    title,
  }: { configurations: readonly Configuration[]; runs: number; title: string },
): Promise<void> {
  try {
    for (const [index, configuration] of configurations.entries()) {
      tell(words.warming(title, nameOf(configuration)), (OPENING * index) / configurations.length);
      await group.open(configuration);
    }
    const contenders = group.opened.map(({ contender }) => contender);
    await takeTurns(contenders, runs, around, async (done) => {
      group.show();
      tell(words.measuring(title, done, runs), OPENING + (1 - OPENING) * (done / runs));
      // What the page draws of it is not to fall into the next turn.
      await around.pause(60);
    });
  } finally {
    group.release();
  }
}

/** What is wrong with one configuration, or with the network, is said in its row. */
export async function measureNetwork(
  means: Means,
  subject: Subject,
  { able, runs }: { able: readonly Configuration[]; runs: number },
): Promise<void> {
  const { rows, signal, tell } = means;
  const { title } = subject;
  let fed: Fed;
  try {
    tell(words.opening(title), 0);
    fed = await probed(subject, means);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    rows.push({ network: title, times: [], problem: problemOf(thrown, words.notOpened) });
    return;
  }
  const most = Math.min(MOST_OPEN, Math.floor(MOST_BYTES / fed.bytes));
  let before = 0;
  for (const configurations of groupsOf(able, most)) {
    const part = configurations.length / able.length;
    const said = (doing: string, share: number): void => tell(doing, before + part * share);
    await measureGroup({ ...means, tell: said }, new Group(means, subject, fed), {
      configurations,
      runs,
      title,
    });
    before += part;
  }
}
