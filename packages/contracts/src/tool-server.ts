// Servers whose tools runs may use (Model Context Protocol): how they are reached, what they offer, what a person set.
import { z } from 'zod';
import { ToolServerId } from './ids.js';
import { Approval, Name } from './playbook.js';

export const ToolServerTransport = z.enum(['stdio', 'http']);
export type ToolServerTransport = z.infer<typeof ToolServerTransport>;

export const ToolEffect = z.enum(['read', 'write']);

/** A tool as its server tells it. `readOnly`: so it says, and always has said. */
export const OfferedTool = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  readOnly: z.boolean(),
  /** JSON Schema. */
  input: z.record(z.string(), z.json()),
});
export type OfferedTool = z.infer<typeof OfferedTool>;

/** What a person set for a tool, against what its server says of it. */
export const ToolSetting = z.strictObject({
  effect: ToolEffect.optional(),
  approval: z.enum(['never', 'always']).optional(),
  /** No run may use it. */
  off: z.boolean().optional(),
});
export type ToolSetting = z.infer<typeof ToolSetting>;

export const ToolView = z.object({
  /** As playbooks name it. */
  name: z.string(),
  title: z.string(),
  description: z.string(),
  effect: ToolEffect,
  approval: Approval.shape.when,
});
export type ToolView = z.infer<typeof ToolView>;

export const ToolServerView = z.object({
  id: ToolServerId,
  name: Name,
  transport: ToolServerTransport,
  /** The program's name, or the address. */
  place: z.string(),
  /** The headers or variables that it is given; what they hold is not shown. */
  secretNames: z.array(z.string()),
  tools: z.array(ToolView.extend({ tool: z.string(), off: z.boolean() })),
  /** When it told its tools last. */
  toldAt: z.string(),
  addedAt: z.string(),
  version: z.number().int(),
});
export type ToolServerView = z.infer<typeof ToolServerView>;
