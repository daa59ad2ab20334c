// Says that a commitment is done, with the words that show it before whoever approves. Committed with the run's step.
import { CommitmentId, DocumentId } from '@vito/contracts/ids';
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import type { CompanyDeps } from './company.js';

const input = z.strictObject({
  commitment: CommitmentId.describe('The id of the commitment (cmt_…).'),
  line: z.string().max(3000).optional().describe('What it is, for whoever decides.'),
  evidence: z
    .strictObject({ quote: z.string().max(5000), document: DocumentId, documentName: z.string().max(500) })
    .optional()
    .describe('The words that say so.'),
});

export function createFulfilCommitment({ stageDeed, takeBack }: Pick<CompanyDeps, 'stageDeed' | 'takeBack'>): Tool {
  return defineTool({
    name: 'fulfil-commitment',
    title: 'Say that a commitment is done',
    description: 'Marks a commitment as fulfilled. Nobody outside is told; it can be taken back.',
    effect: 'write',
    input,
    summary: ({ commitment, line, evidence }) =>
      `Done: ${line ?? commitment}${evidence ? `, since “${evidence.quote}” (${evidence.documentName})` : ''}`,
    async run({ ctx }, { commitment, evidence }) {
      // The words stay where they were said: a note would outlive their document.
      const note = evidence ? { note: `Said in ${evidence.document}` } : {};
      const { version, staged } = await stageDeed(ctx, commitment, { verb: 'fulfil', input: note });
      const undo = { commitmentId: commitment, version };
      return { result: { commitment, status: 'fulfilled', version }, undo, changes: [staged] };
    },
    undo: ({ ctx }, args) => takeBack(ctx, args as { commitmentId: string; version: number }),
  });
}
