// The document: what came in and what became of it, folded from its stream.
import type { EventData, EventSecret } from '@vito/contracts/event';
import type { ModelProblem } from '@vito/contracts/model';
import type { ChatUser, Message, Party } from '@vito/contracts/reading';
import { threadLinks } from '@vito/understanding/thread';
import type { DocumentPartyRow } from '../platform/tables.js';
import type { Aggregate, Recorded, Rows } from '../spine/aggregate.js';

export const erased = '[erased]';

export interface Document {
  received: (EventData<'document.received'> & { at: string }) | null;
  file: EventSecret<'document.received'> | null;
  state: 'none' | 'received' | 'read' | 'unreadable' | 'deleted';
  reading: EventData<'document.read'> | null;
  content: EventSecret<'document.read'> | null;
  problem: { reason: string; message: string } | null;
  extracted: number;
  /** The version of the last extraction; 0: none yet. */
  extractedAt: number;
  /** How asking a model about it went since; null: not asked, or not yet. */
  check: { by: string; problem: ModelProblem | null } | null;
  /** It is the list of people of a chat export. */
  listsPeople: boolean;
}

export const document: Aggregate<Document> = {
  kind: 'doc',
  tables: ['document', 'document_reading', 'document_page', 'document_link', 'document_party', 'chat_people'],
  initial: {
    received: null,
    file: null,
    state: 'none',
    reading: null,
    content: null,
    problem: null,
    extracted: 0,
    extractedAt: 0,
    check: null,
    listsPeople: false,
  },
  fold(state, event) {
    switch (event.type) {
      case 'document.received':
        return { ...state, state: 'received', received: { ...event.data, at: event.at }, file: event.secret };
      case 'document.received-alone':
        return { ...state, received: state.received && { ...state.received, parentId: null } };
      case 'document.people-listed':
        return { ...state, listsPeople: true };
      case 'document.people-known':
      case 'document.retried':
        return { ...state, state: 'received', problem: null };
      case 'document.read':
        return { ...state, state: 'read', reading: event.data, content: event.secret, problem: null };
      case 'document.unreadable':
        return {
          ...state,
          state: 'unreadable',
          problem: { reason: event.data.reason, message: event.secret?.message ?? erased },
        };
      case 'document.extracted':
        return { ...state, extracted: state.extracted + 1, extractedAt: event.version, check: null };
      case 'document.checked':
        return { ...state, check: { by: event.data.model, problem: null } };
      case 'document.check-failed':
        return { ...state, check: { by: event.data.model, problem: event.data.problem } };
      case 'document.deleted':
        return { ...state, state: 'deleted', file: null, content: null, problem: null };
      default:
        return state;
    }
  },
  rows(state, event) {
    const rows: Rows = { document: [documentRow(state, event)] };
    if (event.type === 'document.read' || (event.type === 'document.deleted' && state.reading)) {
      Object.assign(rows, readingRows(state, event));
    }
    const people = peopleOf(state, event);
    if (people) rows.chat_people = [{ tenant_id: event.tenant, document_id: event.stream, people }];
    return rows;
  },
};

/** The people that this event makes known; nobody once their list is deleted. */
function peopleOf(state: Document, event: Recorded): ChatUser[] | null {
  if (event.type === 'document.people-listed') return event.secret?.people ?? [];
  return event.type === 'document.deleted' && state.listsPeople ? [] : null;
}

function documentRow(state: Document, event: Recorded): Rows[string][number] {
  return {
    tenant_id: event.tenant,
    document_id: event.stream,
    name: state.file?.name ?? erased,
    state: state.state,
    kind: state.reading?.kind ?? null,
    size: state.received?.size ?? 0,
    media_type: state.file?.mediaType ?? '',
    address: state.state === 'deleted' ? null : (state.received?.address ?? null),
    parent_id: state.received?.parentId ?? null,
    title: state.content?.meta.title ?? null,
    pages: state.reading?.pages.length ?? 0,
    problem_reason: state.problem?.reason ?? null,
    problem_message: state.problem?.message ?? null,
    extracted: state.extracted,
    received_at: state.received?.at ?? event.at,
    version: event.version,
    model_check: state.check ? (state.check.problem ?? 'done') : null,
    checked_by: state.check?.by ?? null,
  };
}

function readingRows(state: Document, event: Recorded): Rows {
  const reading = state.reading as NonNullable<Document['reading']>;
  const content = state.content;
  const own = { tenant_id: event.tenant, document_id: event.stream };
  const links = content
    ? threadLinks({ kind: reading.kind, text: content.text, pages: [], messages: content.messages, meta: content.meta })
    : { ids: [], refs: [] };
  return {
    document_reading: [
      {
        ...own,
        text: content?.text ?? erased,
        messages: content?.messages ?? [],
        meta: content?.meta ?? { title: null, date: null, language: null, warnings: [] },
        attachments: reading.attachments,
      },
    ],
    document_page: reading.pages.map((page, index) => ({
      ...own,
      page: page.page,
      from_offset: page.start,
      to_offset: page.end,
      ocr: page.ocr,
      confidence: page.confidence,
      width: page.width,
      height: page.height,
      rotation: page.rotation,
      words: content?.words[index] ?? [],
    })),
    document_link: [{ ...own, ids: links.ids, refs: links.refs, sent_at: content?.messages[0]?.sentAt ?? null }],
    document_party: [{ ...own, parties: partiesOf(content?.messages ?? []) }],
  };
}

/** Everybody in the messages, in order. */
function partiesOf(messages: Message[]): DocumentPartyRow['parties'] {
  return messages.flatMap((message) => {
    const entry = (role: string, party: Party) => ({
      role,
      name: party.name,
      address: party.address?.toLowerCase() ?? null,
      organisation: party.organisation,
      zone: role === 'from' ? message.zone : null,
      sentAt: message.sentAt,
    });
    return [
      ...(message.from ? [entry('from', message.from)] : []),
      ...message.to.map((party) => entry('to', party)),
      ...message.cc.map((party) => entry('cc', party)),
    ];
  });
}
