// Documents and commitments as the work of the worker leaves them, without readers or extraction: for tests of what comes after.
import { randomBytes } from 'node:crypto';
import type { EventData, EventSecret } from '@vito/contracts/event';
import { newId } from '@vito/contracts/ids';
import type { Message, Party } from '@vito/contracts/reading';
import { commitment } from '../../src/commitments/commitment.js';
import type { Commitment } from '../../src/commitments/layers.js';
import { document } from '../../src/intake/document.js';
import type { Context } from '../../src/spine/context.js';
import type { Draft } from '../../src/spine/event.js';
import type { EventStore } from '../../src/spine/event-store.js';

export const party = (
  name: string | null,
  address: string | null = null,
  organisation: string | null = null,
): Party => ({
  name,
  address,
  organisation,
});

export interface Story {
  name?: string;
  text?: string;
  from?: Party;
  to?: Party[];
  sentAt?: string | null;
  attachments?: string[];
  parentId?: string | null;
}

/** A document that came in. Returns its id. */
export async function receiveStory(store: EventStore, ctx: Context, story: Story = {}): Promise<string> {
  const id = newId('document');
  const loaded = { stream: id, version: 0, state: document.initial };
  const draft: Draft = {
    type: 'document.received',
    data: { address: randomBytes(32).toString('hex'), size: 100, parentId: story.parentId ?? null, source: 'api' },
    secret: { name: story.name ?? 'letter.eml', mediaType: 'message/rfc822' },
  };
  await store.commit(ctx, [store.stage(ctx, document, loaded, [draft], { id, isNew: true })]);
  return id;
}

/** A document that came in and was read. Returns its id. */
export async function readStory(store: EventStore, ctx: Context, story: Story = {}): Promise<string> {
  const id = await receiveStory(store, ctx, story);
  await onDocument(store, ctx, id, readDraft(story));
  return id;
}

export async function onDocument(store: EventStore, ctx: Context, id: string, draft: Draft): Promise<void> {
  const loaded = await store.load(ctx, document, id);
  await store.commit(ctx, [store.stage(ctx, document, loaded, [draft], { id })]);
}

export function readDraft(story: Story): Draft {
  const text = story.text ?? 'We will send the drawings on Friday.';
  const message: Message = {
    id: `${newId('key')}@mail.example`,
    inReplyTo: null,
    references: [],
    threadId: null,
    from: story.from ?? party('Ada Quill', 'ada@quill.example'),
    to: story.to ?? [party('Bo Reed', 'bo@reed.example')],
    cc: [],
    subject: 'The drawings',
    sentAt: story.sentAt === undefined ? '2026-03-02T09:00:00+01:00' : story.sentAt,
    zone: 'Europe/Berlin',
    automatic: false,
    bulk: false,
    start: 0,
    end: text.length,
    quoted: [],
    signature: null,
  };
  const page = {
    page: 1,
    start: 0,
    end: text.length,
    ocr: false,
    confidence: null,
    width: null,
    height: null,
    rotation: 0,
  };
  return {
    type: 'document.read',
    data: { kind: 'mail', pages: [page], attachments: story.attachments ?? [] },
    secret: {
      text,
      messages: [message],
      meta: { title: 'The drawings', date: message.sentAt, language: 'en', warnings: [] },
      words: [[0, 2, 0.1, 0.1, 0.05, 0.02]],
    },
  };
}

export type Terms = Partial<EventData<'commitment.proposed'> & EventSecret<'commitment.proposed'>>;

/** The proposal of a commitment in a document. */
export function proposal(documentId: string, terms: Terms = {}): Extract<Draft, { type: 'commitment.proposed' }> {
  return {
    type: 'commitment.proposed',
    data: {
      documentId,
      start: terms.start ?? 0,
      end: terms.end ?? 10,
      page: terms.page ?? null,
      due: terms.due === undefined ? '2026-03-06' : terms.due,
      precision: terms.precision ?? (terms.due === null ? 'none' : (terms.due ?? '').length > 10 ? 'time' : 'day'),
      status: terms.status ?? 'proposed',
      confidence: terms.confidence ?? 0.9,
      rule: terms.rule ?? 'will-do',
      rulesVersion: terms.rulesVersion ?? 'test',
      saidAt: terms.saidAt === undefined ? '2026-03-02T09:00:00+01:00' : terms.saidAt,
      zone: terms.zone ?? 'Europe/Berlin',
    },
    secret: {
      quote: terms.quote ?? 'We will send the drawings on Friday.',
      debtor: terms.debtor === undefined ? party('Ada Quill', 'ada@quill.example') : terms.debtor,
      creditor: terms.creditor === undefined ? party('Bo Reed', 'bo@reed.example') : terms.creditor,
      action: terms.action ?? 'send the drawings',
      condition: terms.condition ?? null,
    },
  };
}

/** A commitment found in a document. Returns its id. */
export async function propose(store: EventStore, ctx: Context, documentId: string, terms: Terms = {}): Promise<string> {
  const id = newId('commitment');
  const loaded = { stream: id, version: 0, state: commitment.initial as Commitment };
  await store.commit(ctx, [store.stage(ctx, commitment, loaded, [proposal(documentId, terms)], { id: documentId })]);
  return id;
}
