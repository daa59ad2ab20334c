// Makes a commitment that no document tells: somebody owes somebody something, because a run says so.
import { DueValue } from '@vito/contracts/commitment';
import type { Party } from '@vito/contracts/reading';
import { z } from 'zod';
import type { Context } from '../../spine/context.js';
import type { Staged } from '../../spine/event-store.js';
import { defineTool, type Tool } from '../tool.js';
import { PartyIn, partyOf, told } from './party-in.js';

const input = z.strictObject({
  debtor: PartyIn.optional().describe('Who owes it.'),
  creditor: PartyIn.optional().describe('To whom.'),
  action: z.string().trim().min(1).max(2000).describe('What is to be done, e.g. "send the drawings".'),
  due: DueValue.optional().describe('Until when: a day as 2026-10-31, or a time with its offset.'),
  condition: z.string().trim().min(1).max(2000).optional().describe('Only if this comes to pass.'),
  agreed: z.boolean().default(false).describe('Both sides have agreed to it already.'),
});

export interface CreateCommitmentDeps {
  stageStatement(
    ctx: Context,
    statement: {
      runId: string;
      debtor: Party | null;
      creditor: Party | null;
      action: string;
      due: string | null;
      condition: string | null;
      status: 'proposed' | 'accepted';
      saidAt: Date;
    },
  ): Promise<{ commitmentId: string; staged: Staged }>;
  /** Takes back what a run did to a commitment. */
  takeBack(ctx: Context, past: { commitmentId: string; version: number }): Promise<void>;
}

export function createCreateCommitment({ stageStatement, takeBack }: CreateCommitmentDeps): Tool {
  return defineTool({
    name: 'create-commitment',
    title: 'Note a commitment',
    description: "Notes that somebody owes somebody something, among the company's commitments. Nobody is told.",
    effect: 'write',
    input,
    summary: ({ debtor, action, due }) => `Note that ${told(debtor)} is to ${action}${due ? ` by ${due}` : ''}`,
    async run({ ctx, run, now }, { debtor, creditor, action, due, condition, agreed }) {
      const { commitmentId, staged } = await stageStatement(ctx, {
        runId: run,
        debtor: partyOf(debtor),
        creditor: partyOf(creditor),
        action,
        due: due ?? null,
        condition: condition ?? null,
        status: agreed ? 'accepted' : 'proposed',
        saidAt: now,
      });
      return { result: { commitmentId }, undo: { commitmentId, version: 1 }, changes: [staged] };
    },
    undo: ({ ctx }, args) => takeBack(ctx, args as { commitmentId: string; version: number }),
  });
}
