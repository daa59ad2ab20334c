// Finds clauses that end or renew contracts, and whose last day to act is near.
import { lastDayOf, type Period, type RenewalClause, renewalsIn } from '@vito/understanding/renewal';
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import type { CompanyDeps } from './company.js';
import { dayAfter, dayOf, daysLate, isOpen } from './told.js';

const input = z.strictObject({
  days: z.number().int().min(0).max(3660).default(90).describe('Whose last day to act comes within so many days.'),
});

/** What such clauses are about, in the five languages; only documents with such a word are read. */
const cues =
  'renew|terminat|cancel|notice|kündig|verläng|frist|préavis|résili|reconduc|renouvel|preaviso|prórrog|prorrog|denunci|renova|rescis|rescind|aviso prévio|aviso previo';
const mostDocuments = 500;
const mostDrafts = 50;

type Deps = Pick<CompanyDeps, 'documentsWith' | 'reading' | 'commitments' | 'me'>;

export function createFindRenewals(deps: Deps): Tool {
  return defineTool({
    name: 'find-renewals',
    title: 'Find contracts that end or renew',
    description: 'Lists clauses of notice, renewal and termination whose last day to act is near, with their words.',
    effect: 'read',
    input,
    timeoutSeconds: 300,
    stuckSeconds: 60,
    async run({ ctx, now, progress, signal }, { days }) {
      const { zone } = await deps.me(ctx.tenant);
      const today = dayOf(now, zone);
      const until = dayAfter(today, days);
      const clauses: Clause[] = [];
      const commitments: { id: string }[] = [];
      for (const { id, name } of await deps.documentsWith(ctx.tenant, cues, mostDocuments)) {
        signal.throwIfAborted();
        const reading = await deps.reading(ctx.tenant, id);
        const near = (reading ? renewalsIn(reading, { zone }) : []).flatMap((one) => {
          const last = lastDayOf(one, today);
          return last && last.lastDay >= today && last.lastDay <= until ? [{ ...one, ...last }] : [];
        });
        progress();
        if (near.length === 0) continue;
        clauses.push(...near.map((one) => clauseOf(id, name, one, -(daysLate(one.lastDay, today, zone) ?? 0))));
        const { items } = await deps.commitments(ctx.tenant, { document: id, limit: 200 }, now);
        const within = items.filter(
          (one) =>
            isOpen(one) && one.side !== 'i-owe' && near.some(({ start, end }) => start < one.end && one.start < end),
        );
        commitments.push(...within.map((one) => ({ id: one.id })));
      }
      clauses.sort((a, b) => a.lastDay.localeCompare(b.lastDay));
      return { result: { clauses, commitments: commitments.slice(0, mostDrafts), text: textOf(clauses, until) } };
    },
  });
}

type Clause = ReturnType<typeof clauseOf>;

const clauseOf = (
  document: string,
  documentName: string,
  { kind, section, quote, date, notice, lastDay }: RenewalClause & { lastDay: string; date: string },
  daysLeft: number,
) => ({ document, documentName, kind, section, quote, date, notice: notice && periodOf(notice), lastDay, daysLeft });

const periodOf = ({ amount, unit }: Period): string =>
  `${amount} ${unit === 'business' ? 'business day' : unit}${amount === 1 ? '' : 's'}`;

function textOf(clauses: readonly Clause[], until: string): string {
  if (clauses.length === 0)
    return `No contract has a notice, a renewal or an end to act on by ${until}. Contracts whose clauses name no day are not seen.`;
  const lines = clauses.map(
    ({ documentName, kind, section, quote, date, notice, lastDay, daysLeft }) =>
      `- By ${lastDay} (${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left): ${documentName}${section ? `, ${section}` : ''}, ${kind} on ${date}${notice ? `, ${notice} notice` : ''}\n  “${quote}”`,
  );
  return `To act on by ${until}:\n${lines.join('\n')}`;
}
