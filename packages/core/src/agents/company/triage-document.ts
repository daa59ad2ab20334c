// What a document is, what was found in it, who is asked for what by when, and what is missing.
import type { CommitmentView } from '@vito/contracts/commitment';
import { DocumentId } from '@vito/contracts/ids';
import type { Reading } from '@vito/contracts/reading';
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import { type CompanyDeps, nameOf } from './company.js';
import { languageIn } from './language.js';
import { dayOf, isOpen, lineOf, told } from './told.js';

const input = z.strictObject({ document: DocumentId.describe('The id of the document (doc_…).') });

type Deps = Pick<CompanyDeps, 'commitments' | 'document' | 'reading' | 'me'>;
const most = 200;
const clearFrom = 0.7; // confidence: a person would call this a commitment

export function createTriageDocument(deps: Deps): Tool {
  return defineTool({
    name: 'triage-document',
    title: 'Look through a document',
    description: 'Tells what a document is, what is promised or asked in it, of whom, by when, and what is missing.',
    effect: 'read',
    input,
    // It may not have been read yet: then it is looked at again.
    retry: { attempts: 8, firstSeconds: 1 },
    async run({ ctx, now }, { document: id }) {
      const [document, reading, { zone }] = await Promise.all([
        deps.document(ctx.tenant, id),
        deps.reading(ctx.tenant, id),
        deps.me(ctx.tenant),
      ]);
      if (!reading)
        throw new Failure('unavailable', 'this document was not read yet, or cannot be', { retry: 'later' });
      const { items, more } = await deps.commitments(ctx.tenant, { document: id, limit: most }, now);
      const day = { today: dayOf(now, zone), zone };
      const found = items.map((one) => ({ ...told(one, day), missing: missingOf(one), clear: isClear(one) }));
      const about = aboutOf(id, document, reading);
      // What `accept-commitments` takes.
      const proposals = found.filter(({ clear }) => clear).map(({ id: commitment, quote }) => ({ commitment, quote }));
      const missing = found.filter((one) => one.missing.length > 0).length;
      const text = textOf(about, found, more);
      return { result: { document: about, commitments: found, proposals, missing, text } };
    },
  });
}

function missingOf({ debtor, creditor, due }: CommitmentView): string[] {
  return [
    ...(debtor === null ? ['who owes it'] : []),
    ...(creditor === null ? ['to whom'] : []),
    ...(due === null ? ['by when'] : []),
  ];
}

/** Ours, not settled yet, and there is nothing to ask about it. */
const isClear = (one: CommitmentView): boolean =>
  isOpen(one) &&
  one.status === 'proposed' &&
  one.side === 'i-owe' &&
  one.condition === null &&
  one.due !== null &&
  one.confidence >= clearFrom;

function aboutOf(id: string, { name, kind, receivedAt }: Awaited<ReturnType<Deps['document']>>, reading: Reading) {
  const { messages, meta, pages } = reading;
  const [first] = messages;
  return {
    ...{ id, name, kind: kind ?? reading.kind, receivedAt },
    title: meta.title,
    date: meta.date,
    language: languageIn(reading, first ?? null),
    from: nameOf(first?.from ?? null),
    to: (first?.to ?? []).flatMap((party) => nameOf(party) ?? []),
    messages: messages.length,
    pages: pages.length,
    automatic: first !== undefined && messages.every((one) => one.automatic || one.bulk),
  };
}

type Found = ReturnType<typeof told> & { missing: string[]; clear: boolean };

function textOf(about: ReturnType<typeof aboutOf>, found: readonly Found[], more: boolean): string {
  const { name, kind, title, from, date, automatic } = about;
  const head = [
    `${name}: a ${kind}${title ? ` about “${title}”` : ''}`,
    ...(from ? [`from ${from}`] : []),
    ...(date ? [`of ${date.slice(0, 10)}`] : []),
    ...(automatic ? ['sent by a machine'] : []),
  ].join(', ');
  if (found.length === 0) return `${head}. Nothing is promised or asked in it.`;
  const lines = found.map((one) => {
    const missing = one.missing.length > 0 ? `; missing: ${one.missing.join(', ')}` : '';
    return `- ${lineOf(one)}${one.creditor ? `, for ${one.creditor}` : ''}${missing}`;
  });
  return [`${head}. In it:`, ...lines, ...(more ? [`There are more than ${most}.`] : [])].join('\n');
}
