// Looks at a commitment as it stands now.
import { CommitmentId } from '@vito/contracts/ids';
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import type { CompanyDeps } from './company.js';
import { dayOf, lineOf, told } from './told.js';
import { runsAbout } from './under-way.js';

const input = z.strictObject({ commitment: CommitmentId.describe('The id of the commitment (cmt_…).') });

type Deps = Pick<CompanyDeps, 'database' | 'commitment' | 'me'>;

/** `earlier`: open follow-ups of it that began before the run that asks; ids of runs are in the order of their beginning. */
export function createGetCommitment({ database, commitment, me }: Deps): Tool {
  return defineTool({
    name: 'get-commitment',
    title: 'Look at a commitment',
    description: 'Tells who owes what to whom by when, how it stands, and in which words it was said.',
    effect: 'read',
    input,
    async run({ ctx, now, run }, { commitment: id }) {
      const [view, { zone }] = await Promise.all([commitment(ctx.tenant, id), me(ctx.tenant)]);
      const one = told(view, { today: dayOf(now, zone), zone });
      const about = await database.read(ctx.tenant, (reader) => runsAbout(reader, [id], ['follow-up']));
      const earlier = about.flatMap((other) => (other.run < run ? [other.run] : []));
      return { result: { ...one, line: lineOf(one), earlier } };
    },
  });
}
