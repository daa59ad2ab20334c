// One action that somebody proposes from outside: a run of one step, which passes the tool's policy like every other.
import { Name, proposalPrefix } from '@vito/contracts/playbook';
import type { RunRequest } from '@vito/contracts/run';
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../spine/context.js';
import type { EventStore } from '../spine/event-store.js';
import { hashOf } from './hash.js';
import { publish } from './playbook.js';
import type { Json, Toolbox } from './tool.js';

export interface ProposeDeps {
  store: EventStore;
  tools: Toolbox;
  request: (ctx: Context, wanted: RunRequest) => Promise<string>;
}

/** What changes something is always asked of a person. Throws Failure('not-found' | 'invalid'). */
export async function propose(
  { store, tools, request }: ProposeDeps,
  ctx: Context,
  { tool: name, args, reason }: { tool: string; args: Json; reason: string },
): Promise<string> {
  const tool = await tools.find(ctx.tenant, name);
  if (!tool) throw new Failure('not-found', `there is no tool "${name}"`);
  const checked = tool.input.safeParse(args);
  if (!checked.success) {
    const issues = checked.error.issues.map(({ path, message }) => ({ path: ['args', ...path].join('.'), message }));
    throw new Failure('invalid', `this is not what ${name} takes`, { issues });
  }
  const approval = tool.effect === 'write' ? { approval: { when: 'always' } } : {};
  const playbook = {
    name: `${proposalPrefix}${slugOf(name)}`,
    title: `Proposed: ${tool.title}`.slice(0, 120),
    description: `One call of ${name}, proposed from outside.`,
    steps: [{ kind: 'tool', id: 'action', title: tool.title, tool: name, with: '=input.args', ...approval }],
    output: '=steps.action',
  };
  await publish(store, ctx, playbook, true);
  return request(ctx, { playbook: playbook.name, input: { args, reason } });
}

/** No two tools have the same: what is proposed of one could else be carried out by the other. */
function slugOf(tool: string): string {
  if (Name.max(50).safeParse(tool).success) return tool;
  const words = tool.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${words.join('-').slice(0, 40).replace(/-$/, '')}-${hashOf(tool).slice(0, 10)}`;
}
