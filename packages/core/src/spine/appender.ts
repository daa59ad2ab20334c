// Group commit: at most a few appends are on their way at once; those that come meanwhile share the next call and its commit.
// Alone, an append goes at once and by itself; together they pay once for the way, the plans and the disk.
import type pg from 'pg';

/** The database's word on one append of a group that it refused. */
export class AppendRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'AppendRefused';
  }
}

interface Waiting {
  request: string;
  done: () => void;
  failed: (error: unknown) => void;
}

const lanes = 3; // calls on their way
const mostTogether = 16; // appends in a call
const large = 32 * 1024; // characters: such a request travels alone, at once, as it pays for its own way

/** Returns `append(request)`: resolves when it is on the disk; rejects with the database's refusal of it alone. */
export function createAppender(pool: Pick<pg.Pool, 'query'>): (request: string) => Promise<void> {
  const waiting: Waiting[] = [];
  let underWay = 0;

  function append(request: string): Promise<void> {
    return new Promise((done, failed) => {
      const one = { request, done, failed };
      if (request.length > large) return void sendOne(one);
      waiting.push(one);
      if (underWay < lanes) void run();
    });
  }

  async function run(): Promise<void> {
    underWay++;
    while (waiting.length > 0) await send(waiting.splice(0, mostTogether));
    underWay--;
  }

  async function send(group: Waiting[]): Promise<void> {
    if (group.length === 1) return sendOne(group[0] as Waiting);
    let results: ({ code: string; message: string } | null)[];
    try {
      const { rows } = await pool.query<{ results: typeof results }>({
        name: 'append-each',
        text: 'select vito.append_each($1::jsonb) as results',
        values: [`[${group.map((one) => one.request).join(',')}]`],
      });
      results = rows[0]?.results ?? [];
    } catch (error) {
      // Two groups that wait for each other's streams: each append by itself never waits in a circle.
      if ((error as { code?: unknown }).code === '40P01') for (const one of group) await sendOne(one);
      else for (const one of group) one.failed(error);
      return;
    }
    for (const [index, one] of group.entries()) {
      const refused = results[index];
      if (refused) one.failed(new AppendRefused(refused.code, refused.message));
      else one.done();
    }
  }

  async function sendOne({ request, done, failed }: Waiting): Promise<void> {
    try {
      await pool.query({ name: 'append', text: 'select vito.append($1::jsonb)', values: [request] });
      done();
    } catch (error) {
      failed(error);
    }
  }

  return append;
}
