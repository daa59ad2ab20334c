// The tool that proposes an action: a run takes it up, and its gates decide.
import { RunId } from '@vito/contracts/ids';
import { z } from 'zod';
import type { Json } from '../../agents/tool.js';
import { type ToolCall, tool } from './tool.js';

const largestArgs = 32_000; // characters, as JSON

export const propose = tool({
  name: 'propose_action',
  title: 'Propose an action',
  description:
    'Proposes that a tool of the company’s run engine is called with these arguments. Nothing is done by this call itself: a run is begun, and it waits at its gates for a person wherever the company’s rules say so. Answers the run’s id.',
  scope: 'propose',
  // What a gate lets through can change things outside; whoever asks for consent shall not take this for a mere look.
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  input: z.strictObject({
    tool: z.string().min(1).max(100).describe('The name of the tool.'),
    args: z
      .record(z.string().max(200), z.unknown())
      .refine((args) => JSON.stringify(args).length <= largestArgs, `at most ${largestArgs} characters as JSON`)
      .describe('Its arguments: exactly these are shown at the gate, and exactly these are used.'),
    reason: z.string().trim().min(1).max(2000).describe('Why, for the person who decides.'),
  }),
  output: z.object({ run: RunId }),
  async run({ services, ctx, signal }: ToolCall, input) {
    signal.throwIfAborted();
    return services.agents.propose(ctx, { ...input, args: input.args as Json });
  },
});
