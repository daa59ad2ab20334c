// What is known of a run while its events are told one by one, and the spans that they finished so far.
import type { Span } from '../../platform/otlp.js';
import type { Fact } from './fact.js';
import { spanIdOf, traceIdOf } from './ids.js';

export interface Traced {
  tenant: string;
  run: string;
  /** The run that nobody else asked for: its trace holds all that came of it. */
  root: string;
  /** Who answers models' turns, in the conventions' words; null: not known. */
  provider: string | null;
  facts: readonly Fact[];
  /** By step, where it is known. */
  tools: ReadonlyMap<string, string>;
}

/** `by`: the version of the event that finished it. */
export type FinishedSpan = Span & { by: number };

interface StepSoFar {
  /** As far as it was told already. */
  tool: string | null;
  /** The last word after which an attempt can have begun, in milliseconds since 1970. */
  since: number | null;
  /** An attempt that is known to have begun. */
  began: number | null;
  gate: { at: number; tool: string } | null;
  refused: boolean;
  /** What it waits for, as the name of a span, and since when. */
  waits: { name: string; at: number } | null;
  agent: {
    at: number;
    costMicros: number;
    lost: number;
    asked: { turn: number; at: number; model: string } | null;
  } | null;
}

export interface Story {
  traced: Traced;
  spans: FinishedSpan[];
  /** Those that are not over. */
  steps: Map<string, StepSoFar>;
  asked: (Fact & { type: 'run.requested' }) | null;
  costMicros: number;
  /** What was used, for taking it back. */
  used: Map<string, string>;
  undoing: { at: number; since: number; code: string; reason: string } | null;
}

export const storyOf = (traced: Traced): Story => ({
  traced,
  spans: [],
  steps: new Map(),
  asked: null,
  costMicros: 0,
  used: new Map(),
  undoing: null,
});

export function stepOf({ steps }: Story, key: string): StepSoFar {
  const known = steps.get(key);
  if (known) return known;
  const fresh = { tool: null, since: null, began: null, gate: null, refused: false, waits: null, agent: null };
  steps.set(key, fresh);
  return fresh;
}

interface Told {
  /** Empty: of the run as a whole. */
  step: string;
  part: string;
  name: string;
  start: number;
  attributes?: Span['attributes'];
  /** One word of what went wrong. */
  error?: string | null;
  kind?: Span['kind'];
  parent?: string | null;
}

/** `fact`: what finished it. Clocks of several processes differ: nothing ends before it begins. */
export function finish(story: Story, { version, at }: Fact, told: Told): void {
  const { tenant, run, root } = story.traced;
  const { step, part, name, start, attributes = {}, error = null, kind = 'internal' } = told;
  story.spans.push({
    trace: traceIdOf(tenant, root),
    id: spanIdOf(run, step, part),
    parent: told.parent === undefined ? parentOf(story, step) : told.parent,
    name,
    kind,
    start: Math.min(start, at),
    end: at,
    attributes: {
      'vito.tenant': tenant,
      'vito.run': run,
      ...(step === '' ? {} : { 'vito.step': step }),
      'gen_ai.conversation.id': run,
      ...attributes,
      ...(error === null ? {} : { 'error.type': error }),
    },
    failed: error !== null,
    by: version,
  });
}

const runSpan = (run: string): string => spanIdOf(run, '', 'run');

/** The agent whose model asked for this call; null: the playbook itself did. */
export const callerOf = (step: string): string | null => (step.includes('#') ? step.slice(0, step.indexOf('#')) : null);

function parentOf({ traced: { run } }: Story, step: string): string {
  const caller = callerOf(step);
  return caller === null ? runSpan(run) : spanIdOf(run, caller, 'step');
}
