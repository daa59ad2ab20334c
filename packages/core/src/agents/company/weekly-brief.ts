// The week in promises: what is due, late, kept, new, and what waits for somebody's yes; by person, as data and as text.
import type { CommitmentView } from '@vito/contracts/commitment';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Reader } from '../../platform/database.js';
import { defineTool, type Tool } from '../tool.js';
import { type Brief, briefText } from './brief-text.js';
import type { CompanyDeps } from './company.js';
import { dayAfter, dayOf, dueDay, isOpen, told } from './told.js';

const input = z.strictObject({
  limit: z.number().int().min(1).max(200).default(100).describe('Of each kind at most.'),
});

type Deps = Pick<CompanyDeps, 'database' | 'commitments' | 'me'>;

export function createWeeklyBrief({ database, commitments, me }: Deps): Tool {
  return defineTool({
    name: 'weekly-brief',
    title: 'The week in promises',
    description: 'Tells what is due this week, what is late, what was kept, what is new, and what waits for approval.',
    effect: 'read',
    input,
    async run({ ctx, now }, { limit }) {
      const { zone } = await me(ctx.tenant);
      const today = dayOf(now, zone);
      const [from, to] = weekOf(today);
      const ask = (question: object) => commitments(ctx.tenant, { ...question, limit }, now);
      const [due, late, kept, fresh, waiting] = await Promise.all([
        ask({ open: true, dueFrom: today, dueTo: to }),
        ask({ open: true, dueTo: dayAfter(today, -1) }),
        ask({ outcome: 'kept', dueFrom: from, dueTo: to }),
        ask({ sort: 'said' }),
        database.read(ctx.tenant, (reader) => openGates(reader, limit)),
      ]);
      const said = ({ items }: { items: CommitmentView[] }) => items.map((one) => told(one, { today, zone }));
      const isFresh = (one: CommitmentView) => isOpen(one) && (dueDay(one.saidAt, zone) ?? '') >= from;
      const kinds = { due, late, kept, fresh: { ...fresh, items: fresh.items.filter(isFresh) } };
      const brief: Omit<Brief, 'byPerson'> = {
        ...{ from, to, today, waiting },
        due: said(kinds.due),
        late: said(kinds.late),
        kept: said(kinds.kept),
        fresh: said(kinds.fresh),
        more: Object.entries({ due, late, kept }).flatMap(([kind, { more }]) => (more ? [kind] : [])),
      };
      const whole = { ...brief, byPerson: personsOf(brief) };
      return { result: { ...whole, title: `The week of ${from}`, text: briefText(whole) } };
    },
  });
}

/** Monday and Sunday of that day's week. */
function weekOf(day: string): [string, string] {
  const at = DateTime.fromISO(day, { zone: 'UTC' });
  return [at.startOf('week').toISODate() ?? day, at.endOf('week').toISODate() ?? day];
}

async function openGates(reader: Reader, limit: number): Promise<Brief['waiting']> {
  const rows = await reader
    .selectFrom('run_gate as g')
    .innerJoin('run as r', (join) => join.onRef('r.tenant_id', '=', 'g.tenant_id').onRef('r.run_id', '=', 'g.run_id'))
    .select(['g.run_id', 'g.step', 'g.summary', 'g.expires_at', 'r.playbook'])
    .where('g.state', '=', 'open')
    .where('r.status', '=', 'open')
    .orderBy('g.expires_at')
    .limit(limit)
    .execute();
  return rows.map(({ run_id, step, playbook, summary, expires_at }) => ({
    ...{ run: run_id, step, playbook, summary },
    expiresAt: expires_at.toISOString(),
  }));
}

/** Whoever owes most that is late comes first. */
function personsOf({ due, late, kept }: Pick<Brief, 'due' | 'late' | 'kept'>): Brief['byPerson'] {
  const people = new Map<string, Brief['byPerson'][number]>();
  for (const [kind, list] of [['due', due] as const, ['late', late] as const, ['kept', kept] as const]) {
    for (const { debtor } of list) {
      const name = debtor ?? 'nobody named';
      const one = people.get(name) ?? { name, due: 0, late: 0, kept: 0 };
      people.set(name, { ...one, [kind]: one[kind] + 1 });
    }
  }
  return [...people.values()].sort((a, b) => b.late - a.late || b.due - a.due || a.name.localeCompare(b.name));
}
