// Five hundred agents that each take a step every two seconds: how much later than it was due a step is done, and what it takes of the
// processor.
import { wait } from '@vito/runtime/wait';
import { type Part, quantile, say } from '../setup/report.js';
import { ownMicros, serverMicros } from './processor.js';
import type { Worker } from './worker.js';

const every = 2000; // ms between two steps of an agent

export async function activeAgents(
  worker: Worker,
  { agents, seconds }: { agents: number; seconds: number },
): Promise<Part> {
  const ctx = await worker.person();
  const due = new Map<string, number>();
  const late: number[] = [];
  let measuring = false;
  // A step is done when the commit that holds it is; the sleep after it begins at that commit's time, by the run's own clock.
  worker.seen.onCommit = ({ stream, done, sleepsUntil }) => {
    const now = Date.now();
    const was = due.get(stream);
    if (was !== undefined && done.some((step) => step.startsWith('s'))) {
      if (measuring) late.push(now - was);
      due.delete(stream);
    }
    if (sleepsUntil !== null) due.set(stream, sleepsUntil);
  };
  const ids: string[] = [];
  for (let at = 0; at < agents; at++) {
    ids.push((await worker.begin(ctx, { playbook: 'active' })).id);
    await wait((every / agents) * 0.8); // spread over their two seconds
  }
  await wait(every);
  measuring = true;
  const [began, node, server] = [performance.now(), ownMicros(), await serverMicros(worker.embedded.pid)];
  await wait(1000 * seconds);
  measuring = false;
  const lasted = 1000 * (performance.now() - began);
  const cores = (ownMicros() - node + (await serverMicros(worker.embedded.pid)) - server) / lasted;
  await Promise.all(ids.map((id) => worker.agents.cancel(ctx, id, 'the bench is over').catch(() => {})));
  worker.seen.onCommit = () => {};
  const [p50, p99] = [quantile(late, 0.5), quantile(late, 0.99)];
  say(
    `${agents} agents: ${late.length} steps in ${seconds} s, each done ${p50.toFixed(0)} ms after it was due (p99 ${p99.toFixed(0)}), ${cores.toFixed(2)} processors`,
  );
  const expected = (agents * seconds * 1000) / every;
  return {
    figures: { active: { agents, steps: late.length, expected, overheadP50Ms: p50, overheadP99Ms: p99, cores } },
    checks: [
      [`${agents} active agents: step overhead p99 under 100 ms`, p99 < 100],
      [`${agents} active agents: none falls behind`, late.length >= 0.9 * expected],
    ],
    lines: [],
  };
}
