// Finds what others owe the company that is due soon or late, and that nobody is being reminded of yet.
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import type { CompanyDeps } from './company.js';
import { dayAfter, dayOf, lineOf, told } from './told.js';
import { underWay } from './under-way.js';

const input = z.strictObject({
  days: z.number().int().min(0).max(366).default(0).describe('Due within so many days; 0: today or past its due.'),
  limit: z.number().int().min(1).max(200).default(50),
});

export function createFindToRemind({
  database,
  commitments,
  me,
}: Pick<CompanyDeps, 'database' | 'commitments' | 'me'>): Tool {
  return defineTool({
    name: 'find-to-remind',
    title: 'Find whom to remind',
    description:
      'Lists open commitments of others to the company that are due soon or late and have no open follow-up.',
    effect: 'read',
    input,
    async run({ ctx, now }, { days, limit }) {
      const { zone } = await me(ctx.tenant);
      const today = dayOf(now, zone);
      const dueTo = dayAfter(today, days);
      const { items, more } = await commitments(ctx.tenant, { side: 'owed-to-me', open: true, dueTo, limit }, now);
      const ids = items.map(({ id }) => id);
      const busy = await database.read(ctx.tenant, (reader) => underWay(reader, 'follow-up', ids));
      const found = items.filter(({ id }) => !busy.has(id)).map((one) => told(one, { today, zone }));
      const lines = found.map((one) => `- ${lineOf(one)}`);
      const rest = [
        ...(busy.size > 0 ? [`${busy.size} under way already.`] : []),
        ...(more ? [`There are more than ${limit}: run it again after these.`] : []),
      ];
      const head =
        found.length > 0
          ? `Owed to you and due by ${dueTo}:`
          : `Nothing that others owe you is due by ${dueTo} without being followed up.`;
      return { result: { commitments: found, underWay: busy.size, more, text: [head, ...lines, ...rest].join('\n') } };
    },
  });
}
