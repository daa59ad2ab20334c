// What of a run's events may leave the house: their open data. What stands in the vault is left behind here, by type.
import type { EventData, EventType } from '@vito/contracts/event';
import type { PlainStep, Playbook } from '@vito/contracts/playbook';
import type { OpenEvent } from '../../spine/event.js';
import { callKey } from '../decide.js';

type RunEventType = Extract<EventType, `run.${string}`>;

/** `at`: milliseconds since 1970. */
export type Fact = {
  [T in RunEventType]: { type: T; data: EventData<T>; version: number; at: number };
}[RunEventType];

export function factsOf(events: readonly OpenEvent[]): Fact[] {
  return events.flatMap(({ type, data, version, at }) =>
    type.startsWith('run.') ? [{ type, data, version, at: Date.parse(at) } as Fact] : [],
  );
}

/**
 * By step: its tool. Of a model's call this is told by the vault, where a name can be anything: only one that the playbook
 * gives to the agent is let out.
 */
export function toolsOf(events: readonly OpenEvent[], playbook: Playbook | null): ReadonlyMap<string, string> {
  const steps = new Map<string, PlainStep>();
  for (const step of playbook?.steps ?? [])
    for (const plain of step.kind === 'parallel' ? step.branches.flat() : [step]) steps.set(plain.id, plain);
  const tools = new Map<string, string>();
  for (const [id, step] of steps) if (step.kind === 'tool') tools.set(id, step.tool);
  for (const event of events) {
    if (event.type !== 'run.turn-taken') continue;
    const agent = steps.get(event.data.step);
    const offered = agent?.kind === 'agent' ? agent.tools : [];
    for (const [index, { tool }] of (event.secret?.calls ?? []).entries())
      if (offered.includes(tool)) tools.set(callKey(event.data.step, event.data.turn, index), tool);
  }
  return tools;
}
