// The run engine: steps a second beside DBOS and a one-statement floor, runs that wait, fairness, active agents, instantiation.
import { activeAgents } from './agents/active.js';
import { fairness } from './agents/fairness.js';
import { instances } from './agents/instances.js';
import { installOthers, type Other } from './agents/others.js';
import { stepsBeside } from './agents/steps.js';
import { waitingRuns } from './agents/waiting.js';
import { openWorker, type Worker } from './agents/worker.js';
import { finish, type Part, parseBench } from './setup/report.js';

const parts = ['steps', 'waiting', 'fairness', 'active', 'instances'] as const;
const { quick, only } = parseBench(
  `npm run bench -- agents [--quick] [--only ${parts.join('|')}]`,
  'Ten-step runs at 1, 16 and 50 at once beside DBOS; 10,000 runs at gates; one company with 1,000 runs beside 99; 500 active agents; ' +
    'what a live run costs beside Mastra, LangGraph, OpenAI Agents and the AI SDK. Installs those outside of the workspace.',
  parts,
);
const wanted = (part: (typeof parts)[number]) => only === null || only === part;
const found: Part[] = [];

const others: Other[] = [];

async function withWorker(measure: (worker: Worker) => Promise<Part>): Promise<void> {
  const worker = await openWorker();
  try {
    if (found.length === 0) await worker.printSettings();
    found.push(await measure(worker));
  } finally {
    await worker.close();
  }
}

if (wanted('steps')) {
  others.push(...(await installOthers(['dbos'])));
  const how = quick ? { seconds: 3, rounds: 1 } : { seconds: 10, rounds: 5 };
  await withWorker((worker) => stepsBeside(worker, others[0], { ...how, atOnce: [1, 16, 50] }));
}
if (wanted('waiting'))
  await withWorker((worker) =>
    waitingRuns(worker, quick ? { runs: 500, decisions: 30 } : { runs: 10_000, decisions: 500 }),
  );
if (wanted('fairness')) await withWorker((worker) => fairness(worker, { rounds: quick ? 1 : 5 }));
if (wanted('active'))
  await withWorker((worker) => activeAgents(worker, quick ? { agents: 50, seconds: 6 } : { agents: 500, seconds: 30 }));
if (wanted('instances')) {
  const compared = await installOthers(['mastra', 'langgraph', 'openai-agents', 'ai']);
  others.push(...compared);
  found.push(await instances(compared, { count: quick ? 5_000 : 100_000 }));
}

finish(
  Object.assign(
    { bench: 'agents', quick, only, others: others.map(({ spec, note, problem }) => ({ spec, note, problem })) },
    ...found.map(({ figures }) => figures),
  ),
  found.flatMap(({ checks }) => checks),
);
