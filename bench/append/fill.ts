// Fills a company's log through the real store: mails received, read and extracted, with two commitments each.
import { newId } from '@vito/contracts/ids';
import { commitment } from '../../packages/core/src/commitments/commitment.js';
import { document } from '../../packages/core/src/intake/document.js';
import type { Context } from '../../packages/core/src/spine/context.js';
import type { Staged } from '../../packages/core/src/spine/event-store.js';
import { createAccess } from '../../packages/core/src/tenants/access.js';
import { found } from '../../packages/core/src/tenants/found.js';
import { setProfile } from '../../packages/core/src/tenants/profile.js';
import type { Bench } from '../setup/bench-server.js';

const perDocument = 5; // received, read, extracted, two proposed
const atOnce = 20;
const lanes = 3;
const people = ['ada', 'ben', 'cleo', 'dan', 'eve', 'finn', 'gus', 'hal', 'ida', 'jo'];

/** A company to be filled, with an owner who may look. */
export async function company(bench: Bench): Promise<Context> {
  const tenant = crypto.randomUUID();
  await createAccess(bench.database).addOwner(tenant);
  await found(bench, 'local', tenant);
  const ctx: Context = { tenant, actor: { kind: 'system', id: 'bench', name: null } };
  await setProfile(bench.store, ctx, {
    name: 'Ada Bench',
    addresses: ['ada@bench.example'],
    organisation: 'Bench',
    zone: 'Europe/London',
  });
  return ctx;
}

/** Fills it up to so many events, `from` of which are there. Returns some ids to ask for. */
export async function fill(bench: Bench, ctx: Context, events: number, say: (line: string) => void, from = 0) {
  const documents: string[] = [];
  const commitments: string[] = [];
  const wanted = Math.ceil(events / perDocument);
  let next = Math.ceil(from / perDocument);
  const lane = async () => {
    while (next < wanted) {
      const at = next;
      next += atOnce;
      const batch: Staged[] = [];
      for (let n = at; n < Math.min(at + atOnce, wanted); n++) {
        const made = stageDocument(bench, ctx, n);
        batch.push(...made.staged);
        if (n % 400 !== 0) continue;
        documents.push(made.documentId);
        commitments.push(...made.commitmentIds);
      }
      await bench.store.commit(ctx, batch);
      if (at % 10_000 === 0) say(`filling: ${at * perDocument} of ${events} events`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  for (const patience = Date.now() + 120_000; Date.now() < patience; ) {
    const left = await bench.owner.query('select 1 from vito.outbox limit 1');
    if (left.rowCount === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // As PostgreSQL does by itself within minutes: until then every look at the outbox passes what the flood has left there, and
  // what it left in memory is written beside us.
  await bench.owner.query('vacuum (analyze)');
  await bench.owner.query('checkpoint');
  return { documents, commitments };
}

function stageDocument(bench: Bench, ctx: Context, n: number) {
  const documentId = newId('document');
  const from = people[n % people.length] as string;
  const to = people[(n * 7 + 3) % people.length] as string;
  const text = `Dear ${to},\n\nI will send you the figures for order ${n} by Friday. We will deliver the goods on the 20th.\n\nBest regards,\n${from}`;
  const party = (name: string) => ({ name: `${name} Bench`, address: `${name}@bench.example`, organisation: null });
  const sentAt = `2026-${String((n % 9) + 1).padStart(2, '0')}-${String((n % 27) + 1).padStart(2, '0')}T09:00:00+00:00`;
  const staged = bench.store.stage(
    ctx,
    document,
    { stream: documentId, version: 0, state: document.initial },
    [
      {
        type: 'document.received',
        data: { address: documentId, size: text.length, parentId: null, source: 'api' },
        secret: { name: `order-${n}.eml`, mediaType: 'message/rfc822' },
      },
      {
        type: 'document.read',
        data: { kind: 'mail', pages: [], attachments: [] },
        secret: {
          text,
          words: [],
          meta: { title: `Order ${n}`, date: sentAt, language: 'en', warnings: [] },
          messages: [
            {
              id: `bench-${n}@bench.example`,
              inReplyTo: null,
              references: [],
              threadId: null,
              from: party(from),
              to: [party(to)],
              cc: [],
              subject: `Order ${n}`,
              sentAt,
              zone: null,
              automatic: false,
              bulk: false,
              start: 0,
              end: text.length,
              quoted: [],
              signature: null,
            },
          ],
        },
      },
      { type: 'document.extracted', data: { rulesVersion: 'bench', found: 2 }, secret: {} },
    ],
    { id: documentId, isNew: true },
  );
  const sentences = ['I will send you the figures', 'We will deliver the goods'];
  const proposals = sentences.map((sentence, i) => {
    const start = text.indexOf(sentence);
    const stream = newId('commitment');
    return bench.store.stage(
      ctx,
      commitment,
      { stream, version: 0, state: commitment.initial },
      [
        {
          type: 'commitment.proposed',
          data: {
            documentId,
            start,
            end: start + sentence.length,
            page: null,
            due: n % 5 === 0 ? null : sentAt.slice(0, 10),
            precision: n % 5 === 0 ? 'none' : 'day',
            status: i === 0 ? 'accepted' : 'proposed',
            confidence: 0.8,
            rule: 'bench',
            rulesVersion: 'bench',
            saidAt: sentAt,
            zone: 'Europe/London',
          },
          secret: {
            quote: sentence,
            debtor: party(from),
            creditor: party(to),
            action: sentence.slice(2),
            condition: null,
          },
        },
      ],
      { id: documentId, isNew: true },
    );
  });
  return { staged: [staged, ...proposals], documentId, commitmentIds: proposals.map((p) => p.stream) };
}
