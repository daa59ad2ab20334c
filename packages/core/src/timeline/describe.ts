// Events as timeline entries: what happened, to which document and commitment, and what it changed. Pure.
import type { CommitmentView } from '@vito/contracts/commitment';
import type { DocumentSummary } from '@vito/contracts/document';
import { EventType } from '@vito/contracts/event';
import { deciderWords } from '@vito/contracts/run-words';
import type { TimelineEntry } from '@vito/contracts/timeline';
import type { FactView } from '@vito/contracts/webhook';
import type { OpenEvent } from '../spine/event.js';

/** Bookkeeping: these have a seq, but people do not see them. */
const bookkeeping: readonly EventType[] = [
  'company.founded',
  'company.calendar-link-made',
  'document.received-alone',
  'document.people-listed',
  'document.people-known',
  'document.thread-grown',
  'document.thread-shrunk',
  'document.extracted',
  'document.checked',
  'document.check-failed',
  'model.called',
  'budget.set',
  'source.renamed',
  'source.mapping-set',
  'source.signing-set',
  'source.secret-rotated',
  'payload.received',
  'payload.mapped',
  'payload.unmapped',
  'payload.replayed',
  'payload.erased',
  'fact.erased',
  'endpoint.changed',
  'endpoint.secret-rotated',
  'sending.planned',
  'sending.attempted',
  'sending.replayed',
  'connection.changed',
  'connection.catalog-chosen',
  'connection.columns-added',
  'connection.drift-ended',
  'connection.mapping-set',
  'connection.scheduled',
  'connection.live-set',
  'sync.requested',
  'sync.started',
  'sync.advanced',
  'sync.finished',
  'sync.cancelled',
  'records.synced',
  'records.held',
  'records.released',
  'records.erased',
  'file.received',
  'file.imported',
  'file.erased',
  'mapping.advanced',
  'mapping.replayed',
  'mapping.erased',
  'playbook.published',
  'playbook.switched',
  'playbook.withdrawn',
  'run.requested',
  'run.step-started',
  'run.step-completed',
  'run.step-skipped',
  'run.step-failed',
  'run.gate-escalated',
  'run.approvers-asked',
  'run.waiting',
  'run.signalled',
  'run.children-requested',
  'run.child-ended',
  'run.handed-back',
  'run.turn-reserved',
  'run.turn-lost',
  'run.turn-taken',
  'run.undoing',
  'run.step-undone',
  'run.undo-failed',
  'run.cancel-requested',
  'run.moved',
  'tool-server.added',
  'tool-server.told',
  'tool-server.tool-set',
  'tool-server.removed',
];
export const shownTypes = EventType.options.filter((type) => !bookkeeping.includes(type));

export interface Subjects {
  documents: Map<string, DocumentSummary>;
  commitments: Map<string, CommitmentView>;
  facts: Map<string, FactView>;
  /** What each run is called. */
  runs?: Map<string, RunName>;
}
export interface RunName {
  id: string;
  playbook: string;
  title: string;
}

/** The document and the commitment that an event is about. */
export function subjectIds(event: OpenEvent): { documentId: string | null; commitmentId: string | null } {
  if (event.stream.startsWith('doc_')) return { documentId: event.stream, commitmentId: null };
  if (!event.stream.startsWith('cmt_')) return { documentId: null, commitmentId: null };
  // What a message made of it is told with that message.
  if (event.type === 'commitment.followed') {
    return { documentId: event.data.evidence.at(-1)?.documentId ?? null, commitmentId: event.stream };
  }
  return { documentId: null, commitmentId: event.stream };
}

export function describe(
  event: OpenEvent,
  seq: number,
  subjects: Subjects,
  names: (id: string) => string | null,
): TimelineEntry {
  const ids = subjectIds(event);
  const commitment = ids.commitmentId ? (subjects.commitments.get(ids.commitmentId) ?? null) : null;
  const documentId = ids.documentId ?? commitment?.documentId;
  return {
    seq,
    eventId: event.id,
    type: event.type,
    at: event.at,
    actor: { ...event.actor, name: names(event.actor.id) },
    document: documentId ? (subjects.documents.get(documentId) ?? null) : null,
    commitment,
    fact: subjects.facts.get(event.stream) ?? null,
    ...runOf(event, subjects),
    change: changeOf(event),
  };
}

function runOf(event: OpenEvent, { runs }: Subjects): Pick<TimelineEntry, 'run'> {
  const run = runs?.get(event.stream);
  return run ? { run: { ...run, said: saidOf(event) } } : {};
}

/** What was asked, the reason of a decision, or why it ended. */
function saidOf(event: OpenEvent): string | null {
  switch (event.type) {
    case 'run.gate-opened':
      return event.secret?.summary ?? null;
    case 'run.gate-decided':
      return [`${event.data.decision}${deciderWords(event.data.by, event.secret?.address)}`, event.secret?.reason]
        .filter(Boolean)
        .join(': ');
    case 'run.ended':
      return event.secret?.message ?? null;
    case 'run.compensation-failed':
      return event.data.steps.join(', ');
    default:
      return null;
  }
}

const statusAfter = {
  'commitment.accepted': 'accepted',
  'commitment.declined': 'declined',
  'commitment.fulfilled': 'fulfilled',
  'commitment.cancelled': 'cancelled',
  'commitment.delegated': 'delegated',
} as const;

function changeOf(event: OpenEvent): TimelineEntry['change'] {
  const note = event.secret && 'note' in event.secret && event.secret.note ? { note: event.secret.note } : {};
  switch (event.type) {
    case 'commitment.proposed':
    case 'commitment.stated':
      return { status: { from: null, to: event.data.status }, ...note };
    case 'commitment.accepted':
    case 'commitment.declined':
    case 'commitment.fulfilled':
    case 'commitment.cancelled':
    case 'commitment.delegated':
      return { status: { from: event.data.from, to: statusAfter[event.type] }, ...note };
    case 'commitment.renegotiated':
      return {
        status: { from: event.data.from, to: 'renegotiated' },
        due: { from: event.data.fromDue, to: event.data.due },
        ...note,
      };
    case 'commitment.corrected':
      if (event.data.due === undefined) return note;
      return { due: { from: event.data.fromDue ?? null, to: event.data.due }, ...note };
    case 'commitment.followed': {
      const { from, status, fromDue, due, suggests } = event.data;
      return {
        ...(from === status ? {} : { status: { from, to: status } }),
        ...(fromDue === due ? {} : { due: { from: fromDue, to: due } }),
        ...(suggests === null ? {} : { suggests }),
      };
    }
    case 'commitment.dismissed':
    case 'commitment.refused':
    case 'commitment.undone':
      return note;
    default:
      return null;
  }
}
