// Accepts commitments, several at once: all of them with the run's step, or none.
import { CommitmentId } from '@vito/contracts/ids';
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import type { CompanyDeps } from './company.js';

const input = z.strictObject({
  commitments: z
    .array(
      z.strictObject({
        commitment: CommitmentId.describe('The id of the commitment (cmt_…).'),
        quote: z.string().max(5000).optional().describe('Its words, for whoever decides.'),
      }),
    )
    .min(1)
    .max(200)
    .refine((list) => new Set(list.map(({ commitment }) => commitment)).size === list.length, 'one stands there twice'),
});

interface Past {
  commitmentId: string;
  version: number;
}

export function createAcceptCommitments({ stageDeed, takeBack }: Pick<CompanyDeps, 'stageDeed' | 'takeBack'>): Tool {
  return defineTool({
    name: 'accept-commitments',
    title: 'Accept commitments',
    description: 'Marks commitments as accepted. Nobody outside is told; it can be taken back.',
    effect: 'write',
    input,
    summary: ({ commitments }) =>
      `Accept ${commitments.length}: ${commitments.map(({ commitment, quote }) => (quote ? `“${quote}”` : commitment)).join('; ')}`,
    async run({ ctx }, { commitments }) {
      const staged = await Promise.all(
        commitments.map(async ({ commitment }) => ({
          commitmentId: commitment,
          ...(await stageDeed(ctx, commitment, { verb: 'accept', input: {} })),
        })),
      );
      return {
        result: { accepted: staged.map(({ commitmentId }) => commitmentId) },
        undo: staged.map(({ commitmentId, version }) => ({ commitmentId, version })),
        changes: staged.map((one) => one.staged),
      };
    },
    async undo({ ctx }, args) {
      for (const past of args as unknown as Past[]) await takeBack(ctx, past);
    },
  });
}
