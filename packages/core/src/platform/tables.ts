// The tables as the code reads them. Writing goes through vito.append and the dispatch functions only.
import type { CommitmentChange } from '@vito/contracts/commitment';
import type { ChatUser, Message, Party, ReadingMeta } from '@vito/contracts/reading';
import type { Actor } from '@vito/contracts/timeline';
import type { BudgetTables } from './budget-tables.js';
import type { ConnectTables } from './connect-tables.js';
import type { LogTables } from './log-tables.js';
import type { RunTables } from './run-tables.js';
import type { SyncTables } from './sync-tables.js';

export interface DocumentRow {
  tenant_id: string;
  document_id: string;
  name: string;
  state: string;
  kind: string | null;
  size: number;
  media_type: string;
  address: string | null;
  parent_id: string | null;
  title: string | null;
  pages: number;
  problem_reason: string | null;
  problem_message: string | null;
  extracted: number;
  received_at: Date;
  version: number;
  /** How the model's look at it went: `done`, or the problem; null: none since it was extracted. */
  model_check: string | null;
  checked_by: string | null;
}

export interface DocumentReadingRow {
  tenant_id: string;
  document_id: string;
  text: string;
  messages: Message[];
  meta: ReadingMeta;
  attachments: string[];
}

export interface DocumentPageRow {
  tenant_id: string;
  document_id: string;
  page: number;
  from_offset: number;
  to_offset: number;
  ocr: boolean;
  confidence: number | null;
  width: number | null;
  height: number | null;
  rotation: number;
  /** Six numbers a word: start, end, x, y, width, height. */
  words: number[];
}

export interface DocumentLinkRow {
  tenant_id: string;
  document_id: string;
  ids: string[];
  refs: string[];
  sent_at: string | null;
}

export interface DocumentPartyRow {
  tenant_id: string;
  document_id: string;
  parties: {
    role: string;
    name: string | null;
    address: string | null;
    organisation: string | null;
    zone: string | null;
    sentAt: string | null;
  }[];
}

export interface ChatPeopleRow {
  tenant_id: string;
  document_id: string;
  people: ChatUser[];
}

/** What a message of the thread says of a commitment; its words are in its document's text. */
export type Heard = Omit<CommitmentChange, 'documentName' | 'quote'>;

export interface CommitmentRow {
  tenant_id: string;
  commitment_id: string;
  /** Null where a run made it. */
  document_id: string | null;
  run_id: string | null;
  quote: string;
  from_offset: number;
  to_offset: number;
  page: number | null;
  debtor: Party | null;
  creditor: Party | null;
  debtor_keys: string[];
  creditor_keys: string[];
  debtor_who: string | null;
  creditor_who: string | null;
  action: string;
  due: string | null;
  due_at: Date | null;
  precision: string;
  condition: string | null;
  status: string;
  open: boolean;
  confidence: number;
  rule: string;
  said_at: string | null;
  said_time: Date | null;
  hidden: string | null;
  touched: boolean;
  undoable: string | null;
  ended_at: Date | null;
  moved: number;
  version: number;
  restates: string | null;
  heard: Heard[] | null;
  verdict: string | null;
  checked_by: string | null;
}

export interface DirectoryRow {
  tenant_id: string;
  corrections: Record<string, unknown>[];
  version: number;
}

export interface ModelCallRow {
  tenant_id: string;
  call_id: string;
  document_id: string;
  model: string;
  fingerprint: string;
  outcome: string;
  tokens_in: number | null;
  tokens_out: number | null;
  cost_micros: number | null;
  ms: number;
  at: Date;
}

export interface CompanyRow {
  tenant_id: string;
  name: string | null;
  addresses: string[];
  organisation: string | null;
  zone: string | null;
  sample: boolean;
  calendar_hash: string | null;
  approvers: string[] | null;
  version: number;
}

export interface EventRow {
  tenant_id: string;
  stream: string;
  version: number;
  event_id: string;
  type: string;
  type_version: number;
  data: Record<string, unknown>;
  vault_id: string | null;
  actor: Actor;
  cause: string | null;
  at: Date;
  recorded_at: Date;
}

export interface EventSeqRow {
  tenant_id: string;
  seq: number;
  event_id: string;
  stream: string;
  version: number;
  type: string;
  recorded_at: Date;
}

export interface WorkRow {
  tenant_id: string;
  subscription: string;
  event_id: string;
  stream: string;
  version: number;
  recorded_at: Date;
  attempts: number;
  due_at: Date;
  lease: string | null;
  lease_until: Date | null;
  error: string | null;
  dead_at: Date | null;
}

export interface DocumentIndexRow {
  tenant_id: string;
  document_id: string;
  cutter: string;
  embedder: string | null;
}

export interface PassageRow {
  tenant_id: string;
  document_id: string;
  number: number;
  from_offset: number;
  to_offset: number;
  page: number | null;
  kind: string;
  text: string;
  context: string;
  speakers: Party[];
  people: string;
  said: string | null;
  said_at: Date | null;
}

export interface Tables extends BudgetTables, ConnectTables, LogTables, RunTables, SyncTables {
  tenant: { tenant_id: string; region: string; created_at: Date };
  stream_head: { tenant_id: string; stream: string; version: number };
  event_key: { tenant_id: string; key: string; stream: string; version: number };
  events: EventRow;
  data_key: {
    tenant_id: string;
    key_id: string;
    wrapped: Buffer | null;
    master: string;
    created_at: Date;
    destroyed_at: Date | null;
  };
  vault: { tenant_id: string; vault_id: string; key_id: string; box: Buffer };
  outbox: { tenant_id: string; position: string; event_id: string; stream: string; version: number; type: string };
  tenant_seq: { tenant_id: string; last: number };
  event_seq: EventSeqRow;
  work: WorkRow;
  document: DocumentRow;
  document_reading: DocumentReadingRow;
  document_page: DocumentPageRow;
  document_link: DocumentLinkRow;
  document_party: DocumentPartyRow;
  chat_people: ChatPeopleRow;
  commitment: CommitmentRow;
  model_call: ModelCallRow;
  company: CompanyRow;
  document_index: DocumentIndexRow;
  passage: PassageRow;
  directory: DirectoryRow;
}
