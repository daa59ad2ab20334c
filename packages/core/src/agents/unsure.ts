// A model may say that it is unsure of a call: by an argument that every tool gets for it, and that no tool ever sees.
import { z } from 'zod';
import type { Args, Offered } from '../platform/chat-question.js';
import type { Tool } from './tool.js';

export const unsureArgument = '_unsure';

const described = {
  type: 'boolean',
  description:
    'true where you are not sure that this call, or any of its arguments, is right: a person looks at it then',
};
const longestDescription = 2000; // characters: tools of others bring their own

/** A tool as a model is told of it. */
export function offerOf(tool: Pick<Tool, 'name' | 'description' | 'effect' | 'input'>): Offered {
  const { $schema: _, ...schema } = z.toJSONSchema(tool.input, { io: 'input', unrepresentable: 'any' });
  const effect = tool.effect === 'write' ? 'Changes something: calling it only proposes that.' : 'Only reads.';
  return {
    name: tool.name,
    description: `${tool.description.slice(0, longestDescription)}\n${effect}`,
    schema: withUnsure(schema),
  };
}

/** The schema of a tool's input with the reserved argument. */
export function withUnsure(schema: Record<string, unknown>): Record<string, unknown> {
  const properties = typeof schema.properties === 'object' ? schema.properties : {};
  return { ...schema, type: 'object', properties: { ...properties, [unsureArgument]: described } };
}

/** The arguments without it, before they are held against the tool's own schema. Whatever is not a plain no is a yes. */
export function takeUnsure(args: Args): { args: Args; unsure: boolean } {
  if (!Object.hasOwn(args, unsureArgument)) return { args, unsure: false };
  const { [unsureArgument]: said, ...rest } = args;
  return { args: rest, unsure: said !== false && said !== null && said !== 'false' };
}
