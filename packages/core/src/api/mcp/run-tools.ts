// Tools that read runs, and what waits for a person. None of them decides: what a model proposed, no model may approve.
import { RunId } from '@vito/contracts/ids';
import { Name } from '@vito/contracts/playbook';
import { type GateView, RunStatus, RunSummary } from '@vito/contracts/run';
import { type StepStory, stepStateWords, storyOf } from '@vito/contracts/run-story';
import { z } from 'zod';
import { listGates, listRuns } from '../../agents/view.js';
import { runAsItIs } from '../runs.js';
import { Notice, notice, short } from './compact.js';
import { looks, type ToolCall, tool } from './tool.js';

const most = 50;
const limit = z.number().int().min(1).max(most).default(20);
const cursor = z.string().max(500).optional();

// Not strict, as a run that is looked at whole has more fields: those that are not named are left out.
const Run = z.object(RunSummary.omit({ version: true, priority: true }).shape);

export const list = tool({
  name: 'list_runs',
  title: 'List runs',
  description:
    'What playbooks and agents of the company do or did: the newest runs first, each with how it stands, what it waits for and what it cost (in millionths). `next` is the cursor of the following page.',
  scope: 'read',
  annotations: looks,
  input: z.strictObject({
    status: RunStatus.optional().describe('`open`: at work, or waiting.'),
    stuck: z.boolean().optional().describe('true: only those that do not get on although nothing is waited for.'),
    playbook: Name.optional().describe('Only runs of the playbook of this name.'),
    cursor,
    limit,
  }),
  output: z.object({ runs: z.array(Run), next: z.string().nullable() }),
  async run({ services, ctx }: ToolCall, input) {
    const { items, next } = await services.database.read(ctx.tenant, (reader) => listRuns(reader, input));
    return { runs: items, next };
  },
});

const Step = z.object({
  step: z.string(),
  tool: z.string().nullable(),
  state: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  attempts: z.number().int(),
  /** Of a wait that is not over. */
  waits: z.object({ signal: z.string().nullable(), until: z.string().nullable() }).nullable(),
  /** What a person has to decide, or had to. */
  asks: z.string().nullable(),
  runs: z.array(RunId),
  problem: z.string().nullable(),
});

export const get = tool({
  name: 'get_run',
  title: 'Look at a run',
  description:
    'One run: how it stands, what it waits for, what it cost (in millionths), and its steps in the order in which they began, the latest fifty. Arguments and results are not told here.',
  scope: 'read',
  annotations: looks,
  input: z.strictObject({ id: RunId }),
  output: z.object({
    notice: Notice,
    run: Run.extend({ title: z.string(), problem: z.string().nullable() }),
    steps: z.array(Step),
  }),
  async run({ services, ctx }: ToolCall, { id }) {
    const view = await runAsItIs(services, ctx, id);
    const steps = storyOf(view).filter((one) => one.kind === 'step');
    const problem = view.problem === null ? null : short(view.problem);
    return { notice, run: { ...view, title: short(view.title), problem }, steps: steps.slice(-most).map(stepOf) };
  },
});

const stepOf = (step: StepStory): z.input<typeof Step> => ({
  step: step.step,
  tool: step.tool,
  state: stepStateWords[step.state],
  startedAt: step.startedAt,
  endedAt: step.endedAt,
  attempts: step.attempts,
  waits: step.state === 'waits' ? step.wait : null,
  asks: step.gate && short(step.gate.summary),
  runs: step.children.slice(0, most),
  problem: step.problem === null ? null : short(step.problem),
});

const Asked = z.object({
  run: RunId,
  step: z.string(),
  playbook: z.string(),
  tool: z.string(),
  summary: z.string(),
  /** As JSON, cut where it is long: not what anybody could decide by. */
  args: z.string(),
  openedAt: z.string(),
  expiresAt: z.string(),
  escalated: z.boolean(),
});

export const approvals = tool({
  name: 'list_approvals',
  title: 'List what waits for an approval',
  description:
    'What runs want to do and a person has to decide about first, the most urgent first: in a line, with the arguments as JSON that is cut at 600 characters. They can only be decided by people, in ViTo itself: tell them where it waits. `next` is the cursor of the following page.',
  scope: 'read',
  annotations: looks,
  input: z.strictObject({ cursor, limit }),
  output: z.object({ notice: Notice, approvals: z.array(Asked), next: z.string().nullable() }),
  async run({ services, ctx }: ToolCall, input) {
    const { items, next } = await services.database.read(ctx.tenant, (reader) =>
      listGates(reader, { ...input, decided: false }),
    );
    return { notice, approvals: items.map(askedOf), next };
  },
});

const askedOf = ({ summary, args, ...gate }: GateView): z.input<typeof Asked> => ({
  ...gate,
  summary: short(summary),
  args: short(JSON.stringify(args)),
});
