// A run's events as spans, by OpenTelemetry's conventions for generative AI (semantic-conventions-genai 0.1). Pure.
//
// A run is `invoke_workflow`, as the conventions call a process that is laid down before and may ask models on its way: that is
// what a playbook is. What they call an agent, a model that chooses among tools until it has an answer, is one step of it.
import type { Fact } from './fact.js';
import { spanIdOf } from './ids.js';
import { ended, stepFailed, stepOver, undone } from './span-ends.js';
import { type FinishedSpan, finish, type Story, stepOf, storyOf, type Traced } from './story.js';

/** Each span once, in the order in which they were finished. */
export function spansOf(traced: Traced): FinishedSpan[] {
  const story = storyOf(traced);
  for (const fact of traced.facts) tell(story, fact);
  return story.spans;
}

function tell(story: Story, fact: Fact): void {
  switch (fact.type) {
    case 'run.requested':
      story.asked = fact;
      return;
    case 'run.step-started':
      Object.assign(stepOf(story, fact.data.step), { began: fact.at, tool: fact.data.tool });
      return;
    case 'run.waiting': {
      const { step, signal } = fact.data;
      stepOf(story, step).waits = { name: signal === null ? `sleep ${step}` : `wait ${signal}`, at: fact.at };
      return;
    }
    case 'run.children-requested':
      stepOf(story, fact.data.step).waits = { name: `await_runs ${fact.data.step}`, at: fact.at };
      return;
    case 'run.gate-opened': {
      const { step, tool } = fact.data;
      Object.assign(stepOf(story, step), { gate: { at: fact.at, tool }, tool });
      return;
    }
    case 'run.gate-decided':
      decided(story, fact);
      return;
    case 'run.turn-reserved': {
      const { step, turn, model } = fact.data;
      const own = stepOf(story, step);
      own.agent ??= { at: fact.at, costMicros: 0, lost: 0, asked: null };
      own.agent.asked = { turn, at: fact.at, model };
      return;
    }
    case 'run.turn-taken':
    case 'run.turn-lost':
      answered(story, fact);
      return;
    case 'run.step-completed':
      stepOver(story, fact);
      return;
    case 'run.step-skipped':
      story.steps.delete(fact.data.step);
      return;
    case 'run.step-failed':
      stepFailed(story, fact);
      return;
    case 'run.step-undone':
    case 'run.undo-failed':
      undone(story, fact);
      return;
    case 'run.undoing':
    case 'run.completed':
    case 'run.ended':
    case 'run.compensated':
    case 'run.compensation-failed':
      ended(story, fact);
      return;
    default:
  }
}

function decided(story: Story, fact: Fact & { type: 'run.gate-decided' }): void {
  const { step, decision } = fact.data;
  const own = stepOf(story, step);
  const { gate } = own;
  Object.assign(own, { gate: null, since: fact.at, refused: decision === 'rejected' || decision === 'expired' });
  if (!gate) return;
  const attributes = { 'gen_ai.tool.name': gate.tool, 'vito.decision': decision };
  finish(story, fact, { step, part: 'gate', name: `gate ${gate.tool}`, start: gate.at, attributes });
}

/** A turn that was lost is asked again under its number: how many were lost before tells them apart. */
function answered(story: Story, fact: Fact & { type: 'run.turn-taken' | 'run.turn-lost' }): void {
  const { step, turn, cost } = fact.data;
  const own = stepOf(story, step);
  own.agent ??= { at: fact.at, costMicros: 0, lost: 0, asked: null };
  const { agent } = own;
  story.costMicros += cost;
  const { asked, lost } = agent;
  agent.costMicros += cost;
  agent.asked = null;
  const isTaken = fact.type === 'run.turn-taken';
  const model = isTaken ? fact.data.model : asked?.model;
  const from = asked?.at ?? fact.at;
  const tokens = isTaken
    ? {
        'gen_ai.usage.input_tokens': fact.data.tokensIn,
        'gen_ai.usage.output_tokens': fact.data.tokensOut,
        'gen_ai.usage.cache_read.input_tokens': fact.data.tokensCached,
        'gen_ai.response.finish_reasons': [fact.data.finish],
      }
    : {};
  finish(story, fact, {
    step,
    part: lost === 0 ? `turn ${turn}` : `turn ${turn} after ${lost}`,
    parent: spanIdOf(story.traced.run, step, 'step'),
    name: model === undefined ? 'chat' : `chat ${model}`,
    kind: 'client',
    start: isTaken ? Math.max(from, fact.at - fact.data.ms) : from,
    attributes: {
      'gen_ai.operation.name': 'chat',
      ...(story.traced.provider === null ? {} : { 'gen_ai.provider.name': story.traced.provider }),
      'gen_ai.agent.name': step,
      ...(model === undefined ? {} : { 'gen_ai.request.model': model }),
      ...tokens,
      'vito.cost_micros': cost,
    },
    error: isTaken ? null : 'lost',
  });
  if (isTaken) agent.lost = 0;
  else agent.lost++;
}
