// Finds open commitments of which messages say that they are done: what waits for a person's word.
import type { CommitmentView } from '@vito/contracts/commitment';
import { CommitmentId } from '@vito/contracts/ids';
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import type { CompanyDeps } from './company.js';
import { dayOf, isOpen, lineOf, told } from './told.js';
import { underWay } from './under-way.js';

const input = z.strictObject({
  commitment: CommitmentId.nullable().default(null).describe('Only this one; without it, all that are open.'),
  limit: z.number().int().min(1).max(200).default(50),
});

type Deps = Pick<CompanyDeps, 'database' | 'commitment' | 'suggestedFulfilled' | 'me'>;

/** `items`: what `fulfil-commitment` takes. Of all of them, those that a run asks about already are left out. */
export function createFindFulfilled(deps: Deps): Tool {
  return defineTool({
    name: 'find-fulfilled',
    title: 'Find what is done',
    description: 'Lists open commitments of which a later message says that they are done, with its words.',
    effect: 'read',
    input,
    async run({ ctx, now }, { commitment, limit }) {
      const { zone } = await deps.me(ctx.tenant);
      const found = commitment
        ? [await deps.commitment(ctx.tenant, commitment)]
        : await deps.suggestedFulfilled(ctx.tenant, limit);
      const ids = found.map(({ id }) => id);
      const asked = commitment
        ? new Set<string>()
        : await deps.database.read(ctx.tenant, (reader) => underWay(reader, 'reconciler', ids));
      const items = found.flatMap((one) => (asked.has(one.id) ? [] : itemOf(one, dayOf(now, zone), zone)));
      return { result: { items, underWay: asked.size, text: textOf(items, asked.size) } };
    },
  });
}

type Item = ReturnType<typeof itemOf>[number];

function itemOf(view: CommitmentView, today: string, zone: string) {
  const { suggestion } = view;
  if (!isOpen(view) || suggestion?.status !== 'fulfilled') return [];
  const { quote, documentId, documentName } = suggestion.evidence;
  const one = told(view, { today, zone });
  return [{ commitment: one.id, line: lineOf(one), evidence: { quote, document: documentId, documentName } }];
}

function textOf(items: readonly Item[], asked: number): string {
  const rest = asked > 0 ? ` ${asked} more ${asked === 1 ? 'waits' : 'wait'} for a decision already.` : '';
  if (items.length === 0) return `No message says of an open commitment that it is done.${rest}`;
  const lines = items.map(({ line, evidence }) => `- ${line}\n  “${evidence.quote}” (${evidence.documentName})`);
  return `Messages say that these are done:\n${lines.join('\n')}${rest}`;
}
