// What both tools that draft stand on: a text becomes a document of the company, and goes again if the run is undone.
import type { Context } from '../../spine/context.js';
import type { Json, Outcome, ToolCall } from '../tool.js';

export interface Drafting {
  /** `own`: there was no such document before. The key stays the same for every attempt. */
  draft(
    ctx: Context,
    file: { name: string; mediaType: string; text: string; key: string },
  ): Promise<{ documentId: string; own: boolean }>;
  /** Deletes what `draft` made; nothing to do where it is gone already. */
  discard(ctx: Context, documentId: string): Promise<void>;
}

export async function drafted(
  { draft }: Drafting,
  { ctx, key }: ToolCall,
  file: { name: string; mediaType: string; text: string },
): Promise<Outcome> {
  const { documentId, own } = await draft(ctx, { ...file, key });
  return { result: { documentId }, ...(own ? { undo: { documentId } } : {}) };
}

export async function discarded({ discard }: Drafting, { ctx }: ToolCall, args: Json): Promise<void> {
  await discard(ctx, (args as { documentId: string }).documentId);
}

/** A draft is the company's own and can be taken back: nobody is asked. */
export const askNobody = { when: 'never' } as const;
