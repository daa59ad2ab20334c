// Asks for a later run of a playbook.
import { Name } from '@vito/contracts/playbook';
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import type { Staged } from '../../spine/event-store.js';
import { defineTool, type Json, type Tool, type ToolCall } from '../tool.js';

const input = z.strictObject({
  playbook: Name.describe('The name of the playbook.'),
  input: z.json().default({}).describe('What it is given.'),
  at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When it begins, a time with its offset; without it: in `afterSeconds`.'),
  afterSeconds: z
    .number()
    .int()
    .min(0)
    .max(400 * 86_400)
    .optional()
    .describe('Seconds from now until it begins.'),
});

export interface ScheduleRunDeps {
  /**
   * Asks for a run. What it stages is committed with the step; what it commits itself must be the same at every attempt, by
   * `call.key`. Throws Failure('not-found') where there is no such playbook.
   */
  requestRun(
    call: ToolCall,
    wanted: { playbook: string; input: Json; at: Date },
  ): Promise<{ run: string; changes?: Staged[] }>;
  /** Nothing to do where it has ended or was cancelled already. */
  cancelRun(call: ToolCall, run: string): Promise<void>;
}

export function createScheduleRun({ requestRun, cancelRun }: ScheduleRunDeps): Tool {
  return defineTool({
    name: 'schedule-run',
    title: 'Start a playbook later',
    description: 'Asks for a run of a playbook, now or later. What that run does is approved by its own rules.',
    effect: 'write',
    input,
    summary: ({ playbook, at, afterSeconds }) => `Run ${playbook} ${at ?? `in ${afterSeconds ?? 0} seconds`}`,
    async run(call, { playbook, input, at, afterSeconds }) {
      if (at !== undefined && afterSeconds !== undefined)
        throw new Failure('invalid', 'give `at` or `afterSeconds`, not both');
      const when = at === undefined ? new Date(call.now.getTime() + 1000 * (afterSeconds ?? 0)) : new Date(at);
      const { run, changes } = await requestRun(call, { playbook, input, at: when });
      return { result: { run, at: when.toISOString() }, undo: { run }, ...(changes ? { changes } : {}) };
    },
    undo: (call, args) => cancelRun(call, (args as { run: string }).run),
  });
}
