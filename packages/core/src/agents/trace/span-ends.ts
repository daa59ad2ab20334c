// How steps, what is taken back, and runs end, as spans.
import type { Fact } from './fact.js';
import { spanIdOf } from './ids.js';
import { callerOf, finish, type Story, stepOf } from './story.js';

/** What was copied from the run that this is a fork of was done there, and has its span there. */
const isCopied = ({ asked }: Story, fact: Fact): boolean => asked?.data.forkOf != null && fact.at === asked.at;

export function stepOver(story: Story, fact: Fact & { type: 'run.step-completed' }): void {
  const { step, tool, attempt, ms } = fact.data;
  if (isCopied(story, fact)) return;
  const own = stepOf(story, step);
  if (tool !== null) story.used.set(step, tool);
  if (tool !== null) attempted(story, fact, tool, own.began ?? fact.at - ms, { step, attempt, error: null });
  else wholeStep(story, fact, step, null);
  story.steps.delete(step);
}

export function stepFailed(story: Story, fact: Fact & { type: 'run.step-failed' }): void {
  const { step, attempt, code, againAt } = fact.data;
  if (isCopied(story, fact)) return;
  const own = stepOf(story, step);
  const tool = own.tool ?? story.traced.tools.get(step) ?? null;
  const wasTried = tool !== null && !own.refused;
  // When a tool that only reads was begun stands nowhere: the last word before it is the nearest that is known.
  if (wasTried) attempted(story, fact, tool, own.began ?? own.since ?? fact.at, { step, attempt, error: code });
  else if (againAt === null) wholeStep(story, fact, step, code);
  if (againAt === null) story.steps.delete(step);
  else Object.assign(own, { began: null, since: Math.max(fact.at, Date.parse(againAt)) });
}

/** Each attempt is a span: between two of them can lie hours. */
function attempted(
  story: Story,
  fact: Fact,
  tool: string,
  start: number,
  { step, attempt, error }: { step: string; attempt: number; error: string | null },
): void {
  const caller = callerOf(step);
  finish(story, fact, {
    step,
    part: `attempt ${attempt}`,
    name: `execute_tool ${tool}`,
    start,
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': tool,
      'gen_ai.agent.name': caller ?? story.asked?.data.playbook ?? '',
      // The id that the model gave its call is the vault's: the step's own says as much. A function is what a model calls and we do.
      ...(caller === null ? {} : { 'gen_ai.tool.call.id': step, 'gen_ai.tool.type': 'function' }),
      'vito.attempt': attempt,
    },
    error,
  });
}

/** All of an agent's turns, a wait, the runs that it asked for; anything else was over at once. */
function wholeStep(story: Story, fact: Fact, step: string, error: string | null): void {
  const { agent, waits } = stepOf(story, step);
  if (!agent) {
    const [name, start] = waits ? [waits.name, waits.at] : [`step ${step}`, fact.at];
    finish(story, fact, { step, part: 'step', name, start, error });
    return;
  }
  finish(story, fact, {
    step,
    part: 'step',
    name: `invoke_agent ${step}`,
    start: agent.at,
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      ...(story.traced.provider === null ? {} : { 'gen_ai.provider.name': story.traced.provider }),
      'gen_ai.agent.name': step,
      'gen_ai.agent.id': `${story.asked?.data.playbook ?? ''}/${step}`, // other playbooks can call a step the same
      'vito.cost_micros': agent.costMicros,
    },
    error,
  });
}

/** One after the other: each attempt began when the one before it was over, or when it was due again. */
export function undone(story: Story, fact: Fact & { type: 'run.step-undone' | 'run.undo-failed' }): void {
  const { step, attempt } = fact.data;
  const tool = story.used.get(step);
  const [error, again] = fact.type === 'run.undo-failed' ? [fact.data.code, fact.data.againAt] : [null, null];
  finish(story, fact, {
    step,
    part: again === null && error !== null ? 'undo given up' : `undo ${attempt}`,
    parent: spanIdOf(story.traced.run, '', 'undoing'),
    name: `undo ${tool ?? step}`,
    start: story.undoing?.since ?? fact.at,
    attributes: { ...(tool === undefined ? {} : { 'gen_ai.tool.name': tool }), 'vito.attempt': attempt },
    error,
  });
  if (story.undoing) story.undoing.since = Math.max(fact.at, again === null ? 0 : Date.parse(again));
}

type End = 'run.undoing' | 'run.completed' | 'run.ended' | 'run.compensated' | 'run.compensation-failed';

export function ended(story: Story, fact: Fact & { type: End }): void {
  if (fact.type === 'run.undoing') {
    const { reason, code } = fact.data;
    left(story, fact, reason);
    story.undoing = { at: fact.at, since: fact.at, reason, code };
    return;
  }
  left(story, fact, fact.type === 'run.ended' ? fact.data.reason : null);
  const { undoing, asked } = story;
  const why = fact.type === 'run.ended' ? fact.data : undoing;
  const unhealed = fact.type === 'run.compensation-failed';
  if (undoing) {
    const attributes = { 'vito.reason': undoing.reason };
    const error = unhealed ? 'compensation-failed' : null;
    finish(story, fact, { step: '', part: 'undoing', name: 'undo', start: undoing.at, attributes, error });
  }
  if (!asked) return;
  const { parent, playbook, number } = asked.data;
  finish(story, fact, {
    step: '',
    part: 'run',
    parent: parent === null ? null : spanIdOf(parent.run, parent.step, 'step'),
    name: `invoke_workflow ${playbook}`,
    start: asked.at,
    attributes: {
      'gen_ai.operation.name': 'invoke_workflow',
      'gen_ai.workflow.name': playbook,
      'gen_ai.agent.name': playbook,
      'vito.playbook.version': number,
      'vito.status': fact.type === 'run.ended' ? fact.data.reason : fact.type.slice('run.'.length),
      'vito.cost_micros': story.costMicros,
    },
    // That somebody cancelled it is what they wanted, and no error.
    error: unhealed ? 'compensation-failed' : why && why.reason !== 'cancelled' ? why.code : null,
  });
}

/** What is still open when a run goes no further ends with it: spans below it must have their parent. */
function left(story: Story, fact: Fact, error: string | null): void {
  for (const [step, { gate, agent, waits }] of story.steps) {
    const attributes = { 'vito.decision': 'none' };
    if (gate) finish(story, fact, { step, part: 'gate', name: `gate ${gate.tool}`, start: gate.at, attributes });
    if (agent || waits) wholeStep(story, fact, step, error);
  }
  story.steps.clear();
}
