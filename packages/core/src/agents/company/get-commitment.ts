// Looks at a commitment as it stands now.
import { CommitmentId } from '@vito/contracts/ids';
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import type { CompanyDeps } from './company.js';
import { dayOf, lineOf, told } from './told.js';

const input = z.strictObject({ commitment: CommitmentId.describe('The id of the commitment (cmt_…).') });

export function createGetCommitment({ commitment, me }: Pick<CompanyDeps, 'commitment' | 'me'>): Tool {
  return defineTool({
    name: 'get-commitment',
    title: 'Look at a commitment',
    description: 'Tells who owes what to whom by when, how it stands, and in which words it was said.',
    effect: 'read',
    input,
    async run({ ctx, now }, { commitment: id }) {
      const [view, { zone }] = await Promise.all([commitment(ctx.tenant, id), me(ctx.tenant)]);
      const one = told(view, { today: dayOf(now, zone), zone });
      return { result: { ...one, line: lineOf(one) } };
    },
  });
}
