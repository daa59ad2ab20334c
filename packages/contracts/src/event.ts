// Every event of ViTo: its current version, its open data (no personal data), and its secret (kept in the vault).
import { z } from 'zod';
import { CommitmentStatus, DuePrecision, DueValue } from './commitment.js';
import { DisabledReason, EventPattern } from './endpoint.js';
import {
  CommitmentId,
  ConnectionId,
  DocumentId,
  EndpointId,
  EventId,
  RecordsId,
  SourceId,
  SyncId,
  WhoId,
} from './ids.js';
import { ModelProblem, ModelVerdict } from './model.js';
import { ChatUser, DocumentKind, Message, Page, Party, ReadingMeta, UnreadableReason } from './reading.js';
import {
  ChosenStream,
  DriftedColumn,
  DriftKind,
  HeldReason,
  StreamCounts,
  SyncDialect,
  SyncMode,
  SyncProblem,
} from './sync.js';
import { TableEncoding } from './table.js';
import { FactOrigin, HmacOptions, SourceKind, Yield } from './webhook.js';

const nothing = z.strictObject({});
const note = z.strictObject({ note: z.string().optional() });
const who = z.strictObject({ id: WhoId });
/** The status that a change found. */
const was = z.strictObject({ from: CommitmentStatus });
const found = {
  data: z.strictObject({
    documentId: DocumentId,
    start: z.number().int(),
    end: z.number().int(),
    page: z.number().int().nullable(),
    due: DueValue.nullable(),
    precision: DuePrecision,
    status: CommitmentStatus,
    confidence: z.number(),
    rule: z.string(),
    rulesVersion: z.string(),
    saidAt: z.string().nullable(),
    /** The zone in which the due day ends. */
    zone: z.string(),
    /** What a model said of it; absent where none was asked, or said nothing. */
    check: z.strictObject({ verdict: ModelVerdict, model: z.string(), prompt: z.string() }).optional(),
  }),
  secret: z.strictObject({
    quote: z.string(),
    debtor: Party.nullable(),
    creditor: Party.nullable(),
    action: z.string(),
    condition: z.string().nullable(),
  }),
};

/** A sentence of a thread's document, and the rule that read it. */
const place = z.strictObject({
  documentId: DocumentId,
  start: z.number().int(),
  end: z.number().int(),
  rule: z.string(),
});
/** What a sentence changes on a commitment: only what it changes is there. Its words stay in its own document. */
export const Evidence = place.extend({
  page: z.number().int().nullable(),
  status: CommitmentStatus.optional(),
  due: DueValue.nullable().optional(),
  /** Somebody else owes it from then on: the debtor in the event's secret. */
  handedOver: z.literal(true).optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** How far the records of a stream are mapped: whole in every event, so that its rows need no other. */
const mapping = {
  connectionId: ConnectionId,
  recordsId: RecordsId,
  /** The version of the connection at which the mapping was set. */
  set: z.number().int(),
  /** All batches up to this version of the records, and so many records of the next. */
  upTo: z.strictObject({ version: z.number().int(), records: z.number().int() }),
  /** A mapping of all, by the version at which it was wanted, and the key that it has come to. */
  replay: z.strictObject({ by: z.number().int(), after: z.string() }).nullable(),
};

/** `version` rises when a shape changes; old events are brought up to it when they are read. */
export const events = {
  'company.founded': { version: 1, data: nothing, secret: nothing },
  'company.profile-set': {
    version: 1,
    data: nothing,
    secret: z.strictObject({
      name: z.string(),
      addresses: z.array(z.string()),
      organisation: z.string().nullable(),
      zone: z.string(),
    }),
  },
  'company.sample-loaded': { version: 1, data: z.strictObject({ documents: z.number().int() }), secret: nothing },
  'company.calendar-link-made': {
    version: 1,
    data: z.strictObject({ hash: z.string() }),
    secret: z.strictObject({ link: z.string() }),
  },

  /** Somebody looked at an event's secret: `vito show EVENT --reveal`. */
  'company.event-revealed': { version: 1, data: z.strictObject({ eventId: EventId }), secret: nothing },

  /**
   * What a person said about somebody of the directory. The ids are keyed hashes of addresses and names, useless to anybody
   * without the company's key; `undone` takes the last one back that stands.
   */
  'directory.merged': { version: 1, data: z.strictObject({ id: WhoId, into: WhoId }), secret: nothing },
  'directory.split': { version: 1, data: z.strictObject({ id: WhoId, part: WhoId }), secret: nothing },
  'directory.renamed': { version: 1, data: who, secret: z.strictObject({ name: z.string() }) },
  'directory.alias-added': { version: 1, data: who, secret: z.strictObject({ alias: z.string() }) },
  'directory.organisation-set': {
    version: 1,
    data: who.extend({ organisation: WhoId.nullable() }),
    secret: z.strictObject({ name: z.string().optional() }),
  },
  'directory.us-set': { version: 1, data: who, secret: nothing },
  'directory.undone': { version: 1, data: z.strictObject({ verb: z.string() }), secret: nothing },

  'document.received': {
    version: 1,
    data: z.strictObject({
      address: z.string(),
      size: z.number().int(),
      parentId: DocumentId.nullable(),
      source: z.enum(['api', 'attachment', 'sample', 'webhook', 'connection', 'imap', 'folder']),
    }),
    secret: z.strictObject({ name: z.string(), mediaType: z.string() }),
  },
  /** What had come in as an attachment was put in by itself: it stays when the mail is deleted. */
  'document.received-alone': { version: 1, data: nothing, secret: nothing },
  'document.read': {
    version: 1,
    data: z.strictObject({
      kind: DocumentKind,
      pages: z.array(Page.omit({ words: true })),
      attachments: z.array(DocumentId),
    }),
    secret: z.strictObject({
      text: z.string(),
      messages: z.array(Message),
      meta: ReadingMeta,
      /** Per page, six numbers a word: start, end, x, y, width, height. */
      words: z.array(z.array(z.number())),
    }),
  },
  /** It is the list of people of a chat export: ids, names, addresses and zones. */
  'document.people-listed': {
    version: 1,
    data: z.strictObject({ people: z.number().int() }),
    secret: z.strictObject({ people: z.array(ChatUser) }),
  },
  /** A list of people came in after this chat: its names and times may read differently now. */
  'document.people-known': { version: 1, data: z.strictObject({ by: DocumentId }), secret: nothing },
  'document.unreadable': {
    version: 1,
    data: z.strictObject({ reason: UnreadableReason }),
    secret: z.strictObject({ message: z.string() }),
  },
  'document.retried': { version: 1, data: nothing, secret: nothing },
  /** An earlier message of its thread came in later: what it promises may read differently now. */
  'document.thread-grown': { version: 1, data: z.strictObject({ by: DocumentId }), secret: nothing },
  /** Another message of its thread was deleted: what was understood with its help must be understood without it. */
  'document.thread-shrunk': { version: 1, data: z.strictObject({ by: DocumentId }), secret: nothing },
  'document.extracted': {
    version: 1,
    data: z.strictObject({ rulesVersion: z.string(), found: z.number().int() }),
    secret: nothing,
  },
  /** A model was asked about what the rules found, and its answer was used. */
  'document.checked': {
    version: 1,
    data: z.strictObject({
      model: z.string(),
      prompt: z.string(),
      rulesVersion: z.string(),
      /** Commitments with a verdict; findings that were dropped; items of the answer that the source did not bear out. */
      judged: z.number().int(),
      dropped: z.number().int(),
      refused: z.number().int(),
    }),
    secret: nothing,
  },
  /** A model was asked in vain: what the rules found stands. */
  'document.check-failed': {
    version: 1,
    data: z.strictObject({ model: z.string(), prompt: z.string(), problem: ModelProblem }),
    secret: nothing,
  },
  'document.deleted': { version: 1, data: nothing, secret: nothing },

  /** One call of a model about a document, with what it cost. The answer is kept, so that the same question costs nothing. */
  'model.called': {
    version: 1,
    data: z.strictObject({
      documentId: DocumentId,
      model: z.string(),
      prompt: z.string(),
      /** A keyed hash of the question. */
      fingerprint: z.string(),
      outcome: z.union([z.literal('answered'), ModelProblem]),
      tokensIn: z.number().int().nullable(),
      tokensOut: z.number().int().nullable(),
      /** Millionths of a US dollar; null where the price or the tokens are not known. */
      costMicros: z.number().int().nullable(),
      /** The month of the list price, or `own`. */
      priced: z.string().nullable(),
      ms: z.number().int(),
      tries: z.number().int(),
    }),
    secret: z.strictObject({ answer: z.string().optional() }),
  },

  /** A source may send webhooks from now on. `id` names a secret; what it is stands in the vault. */
  'source.added': {
    version: 1,
    data: z.strictObject({ kind: SourceKind, hmac: HmacOptions.nullable(), id: z.string() }),
    secret: z.strictObject({ name: z.string(), secret: z.string(), mapping: z.string().nullable() }),
  },
  'source.renamed': { version: 1, data: nothing, secret: z.strictObject({ name: z.string() }) },
  'source.mapping-set': { version: 1, data: nothing, secret: z.strictObject({ mapping: z.string().nullable() }) },
  'source.signing-set': { version: 1, data: z.strictObject({ hmac: HmacOptions }), secret: nothing },
  /** The secrets before it verify until `until`. */
  'source.secret-rotated': {
    version: 1,
    data: z.strictObject({ id: z.string(), until: z.string() }),
    secret: z.strictObject({ secret: z.string() }),
  },
  'source.paused': { version: 1, data: nothing, secret: nothing },
  'source.resumed': { version: 1, data: nothing, secret: nothing },
  'source.removed': { version: 1, data: nothing, secret: nothing },

  /** A webhook that its source signed. A long body is a blob, at `address`; another is text, or base64 where it is none. */
  'payload.received': {
    version: 1,
    data: z.strictObject({ sourceId: SourceId, size: z.number().int(), address: z.string().nullable() }),
    secret: z.strictObject({
      type: z.string(),
      externalId: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string().optional(),
      base64: z.string().optional(),
    }),
  },
  'payload.mapped': { version: 1, data: z.strictObject({ yields: z.array(Yield) }), secret: nothing },
  'payload.unmapped': { version: 1, data: nothing, secret: z.strictObject({ problem: z.string() }) },
  /** A person wants it mapped again. */
  'payload.replayed': { version: 1, data: nothing, secret: nothing },
  /** Its source was removed, and what it held is gone. */
  'payload.erased': { version: 1, data: nothing, secret: nothing },

  /**
   * What a payload or a record told of something; `at`: when it happened there. A late one does not change how that stands,
   * unless it is the same record that told it before. `gone`: the record is no more. v1 knew payloads only.
   */
  'fact.recorded': {
    version: 2,
    data: z.strictObject({ from: FactOrigin, at: z.string(), gone: z.boolean() }),
    secret: z.strictObject({
      type: z.string(),
      entity: z.string(),
      title: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  },

  /** The connection that its record came from was removed, and what it said is gone. */
  'fact.erased': { version: 1, data: nothing, secret: nothing },

  /** Events of these types are sent to an address from now on. */
  'endpoint.added': {
    version: 1,
    data: z.strictObject({ types: z.array(EventPattern), ordered: z.boolean(), id: z.string() }),
    secret: z.strictObject({ name: z.string(), url: z.string(), filter: z.string().nullable(), secret: z.string() }),
  },
  /** Only what differs is there. */
  'endpoint.changed': {
    version: 1,
    data: z.strictObject({ types: z.array(EventPattern), ordered: z.boolean() }).partial(),
    secret: z.strictObject({ name: z.string(), url: z.string(), filter: z.string().nullable() }).partial(),
  },
  'endpoint.secret-rotated': {
    version: 1,
    data: z.strictObject({ id: z.string(), until: z.string() }),
    secret: z.strictObject({ secret: z.string() }),
  },
  'endpoint.disabled': { version: 1, data: z.strictObject({ reason: DisabledReason }), secret: nothing },
  'endpoint.enabled': { version: 1, data: nothing, secret: nothing },
  'endpoint.removed': { version: 1, data: nothing, secret: nothing },

  /** An event is to be sent to an endpoint; `about`: the stream that it is about. What is sent is fixed here. */
  'sending.planned': {
    version: 1,
    data: z.strictObject({
      endpointId: EndpointId,
      eventId: EventId.nullable(),
      seq: z.number().int().nullable(),
      type: z.string(),
      about: z.string(),
    }),
    secret: z.strictObject({ body: z.string() }),
  },
  /** It was tried, or will not be: `status` null where no answer came; `next`: when it is tried again. */
  'sending.attempted': {
    version: 1,
    data: z.strictObject({
      outcome: z.enum(['delivered', 'failed', 'given-up']),
      status: z.number().int().nullable(),
      ms: z.number().int(),
      problem: z.string().nullable(),
      next: z.string().nullable(),
    }),
    secret: z.strictObject({ answer: z.string().optional() }),
  },
  /** A person wants it sent again. */
  'sending.replayed': { version: 1, data: nothing, secret: nothing },

  /** Rows are fetched by a program from now on, mails from a mailbox or files from a folder, as its configuration says. */
  'connection.added': {
    version: 1,
    data: z.strictObject({ dialect: SyncDialect }),
    secret: z.strictObject({ name: z.string(), command: z.string(), config: z.unknown() }),
  },
  /** Only what differs is there. */
  'connection.changed': {
    version: 1,
    data: nothing,
    secret: z.strictObject({ name: z.string(), command: z.string(), config: z.unknown() }).partial(),
  },
  /** What is fetched, in place of what was chosen before. */
  'connection.catalog-chosen': {
    version: 1,
    data: z.strictObject({ streams: z.array(z.strictObject({ id: RecordsId, mode: SyncMode })) }),
    secret: z.strictObject({ streams: z.array(ChosenStream) }),
  },
  /** The program offers more columns of a stream, none of which must be there: they are taken. */
  'connection.columns-added': {
    version: 1,
    data: z.strictObject({ id: RecordsId, columns: z.number().int() }),
    secret: z.strictObject({ columns: z.array(z.string()), schema: z.record(z.string(), z.unknown()) }),
  },
  /** A stream is no longer what was chosen: its records are held back. */
  'connection.drifted': {
    version: 1,
    data: z.strictObject({ id: RecordsId, kinds: z.array(DriftKind) }),
    secret: z.strictObject({ columns: z.array(DriftedColumn) }),
  },
  /** It is again what was chosen. */
  'connection.drift-ended': { version: 1, data: z.strictObject({ id: RecordsId }), secret: nothing },
  /** What the records of a stream become; null: they are only kept. `from`: the last batch that it does not see. */
  'connection.mapping-set': {
    version: 1,
    data: z.strictObject({ id: RecordsId, from: z.number().int() }),
    secret: z.strictObject({ mapping: z.string().nullable() }),
  },
  'connection.scheduled': {
    version: 1,
    data: z.strictObject({ minutes: z.number().int().nullable() }),
    secret: nothing,
  },
  /** It is watched, and read whenever something comes in; or no longer. */
  'connection.live-set': { version: 1, data: z.strictObject({ live: z.boolean() }), secret: nothing },
  'connection.paused': { version: 1, data: nothing, secret: nothing },
  'connection.resumed': { version: 1, data: nothing, secret: nothing },
  'connection.removed': { version: 1, data: nothing, secret: nothing },

  /** A run is wanted. It goes on from `bookmark`, where the run before it ended; null: from the beginning. */
  'sync.requested': {
    version: 1,
    data: z.strictObject({ connectionId: ConnectionId, dueAt: z.string().nullable() }),
    secret: z.strictObject({ bookmark: z.unknown() }),
  },
  /** A process took it up. Whoever had it before can commit nothing any more. */
  'sync.started': { version: 1, data: z.strictObject({ attempt: z.number().int() }), secret: nothing },
  /** Committed together with its records; the bookmark of the source, where it gave a new one. */
  'sync.advanced': {
    version: 1,
    data: z.strictObject({ streams: z.array(StreamCounts) }),
    secret: z.strictObject({ bookmark: z.unknown() }).partial(),
  },
  'sync.finished': { version: 1, data: nothing, secret: z.strictObject({ log: z.array(z.string()) }) },
  'sync.failed': {
    version: 1,
    data: z.strictObject({ reason: SyncProblem }),
    secret: z.strictObject({ problem: z.string(), log: z.array(z.string()) }),
  },
  'sync.cancelled': { version: 1, data: nothing, secret: nothing },

  /**
   * What a batch of a run brought of one stream: `kept` were written (the rows in the secret, in the same order), `gone` were
   * deleted, `same` were seen unchanged. `generation`: the refresh in which they were seen. Keys are keyed hashes.
   */
  'records.synced': {
    version: 1,
    data: z.strictObject({
      connectionId: ConnectionId,
      runId: SyncId,
      generation: z.string().nullable(),
      kept: z.array(z.string()),
      gone: z.array(z.string()),
      same: z.array(z.string()),
    }),
    secret: z.strictObject({ stream: z.string(), rows: z.array(z.unknown()) }),
  },
  /** Records that were not taken. */
  'records.held': {
    version: 1,
    data: z.strictObject({
      connectionId: ConnectionId,
      runId: SyncId,
      generation: z.string().nullable(),
      held: z.array(z.strictObject({ key: z.string(), reason: HeldReason })),
    }),
    secret: z.strictObject({
      stream: z.string(),
      /** `line`: of its file, where it came from one. */
      rows: z.array(
        z.strictObject({ columns: z.array(z.string()), data: z.unknown(), line: z.number().int().optional() }),
      ),
    }),
  },
  /** They are held no more: they were taken, or a later one was. */
  'records.released': {
    version: 1,
    data: z.strictObject({ connectionId: ConnectionId, keys: z.array(z.string()) }),
    secret: nothing,
  },
  /** Its connection was removed, and what it brought is gone. */
  'records.erased': {
    version: 1,
    data: z.strictObject({ connectionId: ConnectionId, keys: z.array(z.string()), held: z.array(z.string()) }),
    secret: nothing,
  },

  /** A table was uploaded to a connection: its bytes are a blob. */
  'file.received': {
    version: 1,
    data: z.strictObject({
      connectionId: ConnectionId,
      address: z.string(),
      size: z.number().int(),
      encoding: TableEncoding,
    }),
    secret: z.strictObject({ name: z.string() }),
  },
  /** Its rows are to be records of a stream. */
  'file.imported': { version: 1, data: z.strictObject({ recordsId: RecordsId }), secret: nothing },
  /** Its bytes are gone: it was removed, a later one took its place, or its connection was removed. */
  'file.erased': { version: 1, data: nothing, secret: nothing },

  /**
   * What records became, many at once. `of`: the batch in which each was told; `upTo`: how far the batches are mapped; `replay`:
   * how far a mapping of all goes; `stalled`: the mapping takes too long, and is not tried again until it is another one.
   * Problems are in the secret, by key.
   */
  'mapping.advanced': {
    version: 1,
    data: z.strictObject({
      ...mapping,
      stalled: z.boolean(),
      mapped: z.array(z.strictObject({ key: z.string(), of: z.number().int(), yields: z.array(Yield) })),
      unmapped: z.array(z.strictObject({ key: z.string(), of: z.number().int() })),
    }),
    secret: z.strictObject({ stream: z.string(), problems: z.array(z.string()) }),
  },
  /** A person wants all records that stand mapped again, or only those that could not be. */
  'mapping.replayed': {
    version: 1,
    data: z.strictObject({ ...mapping, only: z.literal('unmapped').nullable() }),
    secret: nothing,
  },
  /** Its connection was removed. */
  'mapping.erased': {
    version: 1,
    data: z.strictObject({ connectionId: ConnectionId, recordsId: RecordsId, keys: z.array(z.string()) }),
    secret: nothing,
  },

  /** v1 had no `precision` and no `zone`. */
  'commitment.proposed': { version: 2, ...found },
  'commitment.reread': { version: 1, ...found },
  'commitment.withdrawn': {
    version: 1,
    data: z.strictObject({ reason: z.enum(['document-deleted', 'reread']) }),
    secret: nothing,
  },
  'commitment.accepted': { version: 1, data: was, secret: note },
  'commitment.declined': { version: 1, data: was, secret: note },
  'commitment.fulfilled': { version: 1, data: was, secret: note },
  'commitment.cancelled': { version: 1, data: was, secret: note },
  'commitment.dismissed': { version: 1, data: nothing, secret: note },
  'commitment.renegotiated': {
    version: 1,
    data: was.extend({ due: DueValue.nullable(), precision: DuePrecision, fromDue: DueValue.nullable() }),
    secret: note,
  },
  'commitment.delegated': { version: 1, data: was, secret: note.extend({ debtor: Party }) },
  'commitment.corrected': {
    version: 1,
    data: z.strictObject({ due: DueValue.nullable(), precision: DuePrecision, fromDue: DueValue.nullable() }).partial(),
    secret: note.extend({
      debtor: Party.nullable().optional(),
      creditor: Party.nullable().optional(),
      action: z.string().optional(),
      condition: z.string().nullable().optional(),
    }),
  },
  /** It only tells another commitment again, and is hidden; null: it does not, and is there again. */
  'commitment.restated': { version: 1, data: z.strictObject({ of: CommitmentId.nullable() }), secret: nothing },
  /**
   * All that its thread now says became of it, in place of what it said before. The secret, under the key of the document
   * that hands it over: who owes it from then on.
   */
  'commitment.followed': {
    version: 1,
    data: was.extend({
      status: CommitmentStatus,
      fromDue: DueValue.nullable(),
      due: DueValue.nullable(),
      /** What waits for a person's word. */
      suggests: CommitmentStatus.nullable(),
      evidence: z.array(Evidence),
    }),
    secret: z.strictObject({ debtor: Party.nullable() }).partial(),
  },
  /** A person says that these sentences do not mean that: they apply no more. */
  'commitment.refused': { version: 1, data: z.strictObject({ evidence: z.array(place) }), secret: note },
  /** Takes back the last change a person made; `verb` says which. */
  'commitment.undone': { version: 1, data: z.strictObject({ verb: z.string() }), secret: note },
} as const satisfies Record<string, { version: number; data: z.ZodType; secret: z.ZodType }>;

export type EventType = keyof typeof events;
export type EventData<T extends EventType> = z.infer<(typeof events)[T]['data']>;
export type EventSecret<T extends EventType> = z.infer<(typeof events)[T]['secret']>;
export const EventType = z.enum(Object.keys(events) as [EventType, ...EventType[]]);

/** The stream an event type belongs to by its prefix. */
export const CommitmentStream = CommitmentId;
export const DocumentStream = DocumentId;
