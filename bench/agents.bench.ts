// The run engine: steps a second beside DBOS and a one-statement floor, runs that wait, fairness, active agents, instantiation.
import { installOthers } from './agents/others.js';
import { stepsBeside } from './agents/steps.js';
import { openWorker, type Worker } from './agents/worker.js';
import { finish, type Part, parseBench, say } from './setup/report.js';

const parts = ['steps', 'waiting', 'fairness', 'active', 'instances'] as const;
const { quick, only } = parseBench(
  `npm run bench -- agents [--quick] [--only ${parts.join('|')}]`,
  'Ten-step runs at 1, 16 and 50 at once beside DBOS; 10,000 runs at gates; one company with 1,000 runs beside 99; 500 active agents; ' +
    'what a live run costs beside Mastra, LangGraph, OpenAI Agents and the AI SDK. Installs those outside of the workspace.',
  parts,
);
const wanted = (part: (typeof parts)[number]) => only === null || only === part;
const found: Part[] = [];

async function withWorker(measure: (worker: Worker) => Promise<Part>): Promise<void> {
  const worker = await openWorker();
  try {
    if (found.length === 0) await worker.printSettings();
    const part = await measure(worker);
    for (const line of part.lines) say(line);
    found.push(part);
  } finally {
    await worker.close();
  }
}

if (wanted('steps')) {
  const [dbos] = await installOthers(['dbos']);
  const how = quick ? { seconds: 3, rounds: 1 } : { seconds: 10, rounds: 5 };
  await withWorker((worker) => stepsBeside(worker, dbos, { ...how, atOnce: [1, 16, 50] }));
}

finish(
  Object.assign({ bench: 'agents', quick, only }, ...found.map(({ figures }) => figures)),
  found.flatMap(({ checks }) => checks),
);
