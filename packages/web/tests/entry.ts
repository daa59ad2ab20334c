// A log entry to test with; its document and commitment follow from its type.
import type { DocumentSummary } from '@vito/contracts/document';
import { newId } from '@vito/contracts/ids';
import type { TimelineEntry } from '@vito/contracts/timeline';
import { commitment } from './commitment.js';

export function entry(
  seq: number,
  type: string,
  fields: { at?: string; documentId?: string; state?: DocumentSummary['state']; entry?: Partial<TimelineEntry> } = {},
): TimelineEntry {
  return {
    seq,
    eventId: newId('event'),
    type,
    at: fields.at ?? '2026-11-25T08:00:00Z',
    actor: { kind: 'system', id: 'read-document', name: null },
    document: type.startsWith('document.')
      ? summary(documentId(fields.documentId ?? 'x'), fields.state ?? 'read')
      : null,
    commitment: type.startsWith('commitment.') ? commitment() : null,
    fact: null,
    change: null,
    ...fields.entry,
  };
}

/** A valid id for a short name. */
export function documentId(name: string): string {
  return `doc_${name.padStart(26, '0')}`;
}

function summary(id: string, state: DocumentSummary['state']): DocumentSummary {
  return {
    id,
    name: 'letter.eml',
    kind: 'mail',
    state,
    size: 100,
    mediaType: 'message/rfc822',
    receivedAt: '2026-11-25T08:00:00Z',
    parentId: null,
    title: null,
    pages: 0,
    commitments: 0,
    problem: null,
    progress: null,
  };
}
