// The worker processes of the drill, and what happens to them: each one that is killed is replaced by one that is ready already.
import { wait } from '@vito/runtime/wait';
import type { EmbeddedDatabase } from '../../packages/core/src/platform/embedded-database.js';
import type { TestProcess } from '../../packages/core/tests/setup/processes.js';
import type { Crew } from '../../packages/core/tests/setup/run-crew.js';

const spareCount = 2;

export async function startWorkers(crew: Crew, outside: string, count: number, leaseSeconds: number) {
  const spares: Promise<TestProcess>[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const fill = () => {
    while (spares.length < spareCount) {
      const one = last.then(() => crew.start({ waits: true, outside, atOnce: 12 }));
      last = one.catch(() => {});
      one.catch(() => {});
      spares.push(one);
    }
  };
  /** A spare that was just starting while the database restarted has ended; the one behind it takes its place. */
  async function next(tries = spareCount + 1): Promise<TestProcess> {
    fill();
    const one = await (spares.shift() as Promise<TestProcess>).catch((error) => {
      if (tries <= 1) throw error;
      return null;
    });
    if (one === null) return next(tries - 1);
    one.signal('SIGUSR2');
    fill();
    return one;
  }
  const workers: TestProcess[] = [];
  for (let n = 0; n < count; n++) workers.push(await next());
  const any = () => Math.floor(Math.random() * workers.length);

  return {
    async kill(): Promise<void> {
      const at = any();
      await workers[at]?.kill();
      workers[at] = await next();
    },
    /** It stands still for longer than its leases, with whatever it holds, and goes on. */
    async standStill(): Promise<void> {
      const worker = workers[any()];
      worker?.signal('SIGSTOP');
      await wait(leaseSeconds * 1000 + 1500);
      worker?.signal('SIGCONT');
    },
    /** Without any warning, and back at once. */
    async restartDatabase(embedded: EmbeddedDatabase): Promise<void> {
      await embedded.kill();
      await embedded.restart();
    },
    async stop(): Promise<void> {
      await last;
      await crew.killAll();
    },
  };
}
