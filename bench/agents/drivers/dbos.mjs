// Drives DBOS for the bench of the run engine: workflows of ten steps that do nothing, so many at once, for so many seconds. Copied
// to where DBOS is installed. A step counts once the workflow goes on after it: then DBOS has it in its database.
import { createInterface } from 'node:readline';

const { DBOS } = await import(process.argv[2]);
let steps = 0;
const nothing = async () => ({ ok: true });
const tenSteps = DBOS.registerWorkflow(
  async () => {
    for (let step = 1; step <= 10; step++) {
      await DBOS.runStep(nothing, { name: `s${step}` });
      steps++;
    }
    return { ok: true };
  },
  { name: 'tenSteps' },
);
const told = (answer) => process.stdout.write(`${JSON.stringify({ answer })}\n`);

async function measure({ atOnce, seconds, warmSeconds }) {
  let ended = false;
  const first = steps;
  const callers = Array.from({ length: atOnce }, async () => {
    while (!ended) await tenSteps();
  });
  await new Promise((resolve) => setTimeout(resolve, warmSeconds * 1000));
  const [from, cpu, began] = [steps, process.cpuUsage(), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const lasted = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const done = steps - from;
  ended = true;
  await Promise.all(callers);
  return { perSecond: done / lasted, steps: done, all: steps - first, nodeMicros: user + system };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { launch, ...task } = JSON.parse(line);
  try {
    if (launch) {
      DBOS.setConfig({ name: 'vito-bench', systemDatabaseUrl: launch, logLevel: 'error', runAdminServer: false });
      await DBOS.launch();
      told({ launched: true });
    } else told(await measure(task));
  } catch (error) {
    told({ error: String(error?.stack ?? error).slice(0, 600) });
  }
}
await DBOS.shutdown();
process.exit(0);
