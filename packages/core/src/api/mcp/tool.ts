// What a tool of the MCP server is: its words, the scope that it needs, what goes in and comes out, and what it does.
import type { Scope } from '@vito/contracts/scope';
import { z } from 'zod';
import type { Context } from '../../spine/context.js';
import type { Services } from '../services.js';

export interface ToolCall {
  services: Services;
  ctx: Context;
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
}

/** Hints for whoever decides whether a call needs a person's word. */
export interface Annotations {
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: boolean;
}

interface Parts<I extends z.ZodObject, O extends z.ZodObject> {
  name: string;
  title: string;
  /** For the model that chooses among tools. */
  description: string;
  scope: Scope;
  annotations: Annotations;
  input: I;
  output: O;
  run(call: ToolCall, input: z.output<I>): Promise<z.input<O>>;
}

export type McpTool = ReturnType<typeof tool>;

/** Keeps the types of input and output for `run`, and hides them from the list of tools. */
export function tool<I extends z.ZodObject, O extends z.ZodObject>(parts: Parts<I, O>) {
  const { input, output, run, ...words } = parts;
  return {
    ...words,
    inputSchema: jsonSchema(input, 'input'),
    outputSchema: jsonSchema(output, 'output'),
    /** Throws ZodError where the arguments are not what the schema says. */
    async call(call: ToolCall, given: unknown): Promise<Record<string, unknown>> {
      const told = output.safeParse(await run(call, input.parse(given ?? {})));
      if (!told.success) throw new Error(`${parts.name} does not tell what its schema says`);
      return told.data;
    },
  };
}

/** For tools that only look. */
export const looks: Annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

function jsonSchema(type: z.ZodObject, io: 'input' | 'output') {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io });
  return { ...schema, type: 'object' as const };
}
