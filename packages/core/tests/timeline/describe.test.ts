// Events as people read them on the timeline: what changed, from what to what, and nothing that was erased.
import type { CommitmentView } from '@vito/contracts/commitment';
import type { DocumentSummary } from '@vito/contracts/document';
import { EventType } from '@vito/contracts/event';
import { TimelineEntry } from '@vito/contracts/timeline';
import { describe, expect, it } from 'vitest';
import type { Draft, OpenEvent } from '../../src/spine/event.js';
import { describe as entryOf, type Subjects, shownTypes, subjectIds } from '../../src/timeline/describe.js';
import { eventOf } from '../setup/fold.js';
import { party, proposal, readDraft } from '../setup/stories.js';

const documentId = 'doc_01jq0m7x8k3c5v9w2d4f6h8n0p';
const commitmentId = 'cmt_01jq0m7x8k3c5v9w2d4f6h8n0p';
const document: DocumentSummary = {
  id: documentId,
  name: 'letter.eml',
  kind: 'mail',
  state: 'read',
  size: 100,
  mediaType: 'message/rfc822',
  receivedAt: '2026-03-02T08:00:00.000Z',
  parentId: null,
  title: null,
  pages: 1,
  commitments: 1,
  problem: null,
  progress: null,
};
const { data, secret } = proposal(documentId);
const { rulesVersion: _, zone: __, ...shown } = data;
const commitment: CommitmentView = {
  ...shown,
  ...secret,
  id: commitmentId,
  runId: null,
  documentName: 'letter.eml',
  debtorId: null,
  creditorId: null,
  checked: 'rules',
  verdict: null,
  checkedBy: null,
  checkProblem: null,
  side: 'i-owe',
  hidden: null,
  touched: false,
  version: 1,
  undoable: null,
  restates: null,
  sources: [],
  changes: [],
  suggestion: null,
};
const subjects: Subjects = {
  documents: new Map([[documentId, document]]),
  commitments: new Map([[commitmentId, commitment]]),
  facts: new Map(),
};
const names = (id: string) => (id === 'act_tester' ? 'Ada Quill' : null);
const entry = (draft: Draft, more: Partial<OpenEvent> & { erased?: boolean } = {}) =>
  entryOf(eventOf(draft, 3, more), 7, subjects, names);

describe('an entry', () => {
  it('has the event’s place, actor and subjects as they stand now', () => {
    const found = entry({ type: 'commitment.accepted', data: { from: 'proposed' }, secret: { note: 'on the phone' } });
    expect(found).toEqual({
      seq: 7,
      eventId: expect.stringMatching(/^evt_/),
      type: 'commitment.accepted',
      at: '2026-03-02T08:00:00.000Z',
      actor: { kind: 'person', id: 'act_tester', name: 'Ada Quill' },
      document,
      commitment,
      fact: null,
      change: { status: { from: 'proposed', to: 'accepted' }, note: 'on the phone' },
    });
    expect(() => TimelineEntry.parse(found)).not.toThrow();
  });

  it.each<[Draft, TimelineEntry['change']]>([
    [proposal(documentId, { status: 'accepted' }), { status: { from: null, to: 'accepted' } }],
    [
      { type: 'commitment.declined', data: { from: 'accepted' }, secret: {} },
      { status: { from: 'accepted', to: 'declined' } },
    ],
    [
      { type: 'commitment.fulfilled', data: { from: 'delegated' }, secret: {} },
      { status: { from: 'delegated', to: 'fulfilled' } },
    ],
    [
      { type: 'commitment.cancelled', data: { from: 'proposed' }, secret: {} },
      { status: { from: 'proposed', to: 'cancelled' } },
    ],
    [
      { type: 'commitment.delegated', data: { from: 'proposed' }, secret: { debtor: party('Bo') } },
      { status: { from: 'proposed', to: 'delegated' } },
    ],
    [
      {
        type: 'commitment.renegotiated',
        data: { from: 'accepted', due: null, precision: 'none', fromDue: '2026-03-06' },
        secret: { note: 'later' },
      },
      { status: { from: 'accepted', to: 'renegotiated' }, due: { from: '2026-03-06', to: null }, note: 'later' },
    ],
    [
      { type: 'commitment.corrected', data: { due: '2026-03-07', precision: 'day', fromDue: null }, secret: {} },
      { due: { from: null, to: '2026-03-07' } },
    ],
    [{ type: 'commitment.corrected', data: {}, secret: { action: 'x', note: 'typo' } }, { note: 'typo' }],
    [{ type: 'commitment.undone', data: { verb: 'accept' }, secret: {} }, {}],
    [{ type: 'document.deleted', data: {}, secret: {} }, null],
    [readDraft({}), null],
  ])('tells what $type changed', (draft, change) => {
    const found = entry(draft);
    expect(found.change).toEqual(change);
    expect(() => TimelineEntry.parse(found)).not.toThrow();
  });

  it('of something erased says what happened, and nothing of what was said', () => {
    const found = entry(
      { type: 'commitment.accepted', data: { from: 'proposed' }, secret: { note: 'secret' } },
      { erased: true },
    );
    expect(found.change).toEqual({ status: { from: 'proposed', to: 'accepted' } });
  });

  it('of a document has it, of neither has none, and a subject that is gone is none', () => {
    const received = eventOf(readDraft({}), 2, { stream: documentId });
    expect(entryOf(received, 7, subjects, names)).toMatchObject({ document, commitment: null });
    const gone = entryOf(received, 7, { documents: new Map(), commitments: new Map(), facts: new Map() }, names);
    expect(gone).toMatchObject({ document: null, commitment: null });
    const founded = eventOf({ type: 'company.founded', data: {}, secret: {} }, 1, { stream: 'company' });
    expect(subjectIds(founded)).toEqual({ documentId: null, commitmentId: null });
  });

  it('names persons only: the system has none', () => {
    const actor = { kind: 'system', id: 'extract-commitments', name: null } as const;
    expect(entry(proposal(documentId), { actor }).actor).toEqual(actor);
  });
});

it('every type of event is either shown or bookkeeping, and what people do is always shown', () => {
  for (const type of EventType.options) if (/^commitment\./.test(type)) expect(shownTypes).toContain(type);
  for (const type of ['document.received', 'document.read', 'document.unreadable', 'document.deleted'])
    expect(shownTypes).toContain(type);
  expect(shownTypes).not.toContain('document.extracted');
});
