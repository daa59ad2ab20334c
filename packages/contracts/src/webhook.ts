// Webhooks that come in: the sources that may send them, the payloads they sent, and what a payload is mapped to.
import { z } from 'zod';
import { ConnectionId, FactId, PayloadId, RecordsId, SourceId } from './ids.js';

/** By whose rules a source signs, names and repeats what it sends. */
export const SourceKind = z.enum([
  'standard',
  'github',
  'stripe',
  'slack',
  'cloudevents',
  'hmac',
  'postmark',
  'mailgun',
  'sendgrid',
]);
export type SourceKind = z.infer<typeof SourceKind>;

const headerName = z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'a header name: letters, digits and -');

/** How a source of the kind `hmac` signs. */
export const HmacOptions = z.strictObject({
  /** The header that carries the signature. */
  header: headerName,
  algorithm: z.enum(['sha256', 'sha512', 'sha1']).default('sha256'),
  encoding: z.enum(['hex', 'base64']).default('hex'),
  /** What stands before the signature in its header, e.g. `sha256=`. */
  prefix: z.string().max(40).default(''),
  /** What is signed: {body}, {timestamp} and {id} stand for themselves. */
  signed: z
    .string()
    .max(200)
    .default('{body}')
    .refine((text) => text.includes('{body}'), 'the signed text must hold {body}'),
  /** The header with the sender's id; without one, equal bodies are one payload. */
  idHeader: headerName.optional(),
  /** The header with the time, in seconds since 1970; older or newer than five minutes is refused. */
  timestampHeader: headerName.optional(),
});
export type HmacOptions = z.infer<typeof HmacOptions>;

export const SourceView = z.object({
  id: SourceId,
  name: z.string(),
  kind: SourceKind,
  /** Where it posts to, below the server's address. */
  path: z.string(),
  /** The last characters of each secret that verifies; `until`: it does no more from then on. */
  secrets: z.array(z.object({ id: z.string(), hint: z.string(), until: z.string().nullable() })),
  hmac: HmacOptions.nullable(),
  /** The JSONata that maps its payloads; null: the mapping of its kind. */
  mapping: z.string().nullable(),
  paused: z.boolean(),
  addedAt: z.string(),
  version: z.number().int(),
});
export type SourceView = z.infer<typeof SourceView>;

const text = (most: number) => z.string().max(most);
const words = (most: number) => z.string().trim().min(1).max(most);

/** Something that happened elsewhere, to something that has a name there. */
const Fact = z.strictObject({
  type: words(100),
  /** What it happened to, e.g. an invoice's id: of two facts the later one tells how it stands. */
  entity: words(300),
  title: text(500).optional(),
  /** When it happened there; without it, when it came in. */
  at: z.iso.datetime({ offset: true }).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});
const FileOfMapping = z
  .strictObject({
    name: words(255),
    mediaType: text(200).default('application/octet-stream'),
    text: z.string().optional(),
    base64: z.string().optional(),
  })
  .refine((file) => (file.text === undefined) !== (file.base64 === undefined), 'give `text` or `base64`');
const address = z.union([text(500), z.array(text(500)).max(200)]);
const MessageOfMapping = z
  .strictObject({
    from: words(500),
    to: address.optional(),
    cc: address.optional(),
    subject: text(1000).optional(),
    text: z.string().optional(),
    /** Read where there is no `text`. */
    html: z.string().optional(),
    sentAt: z.iso.datetime({ offset: true }).optional(),
    /** The sender's own id of it, by which answers find it. */
    id: words(500).optional(),
    inReplyTo: words(500).optional(),
    attachments: z
      .array(
        z.strictObject({
          name: text(255),
          mediaType: text(200).default('application/octet-stream'),
          base64: z.string(),
        }),
      )
      .max(50)
      .optional(),
  })
  .refine((message) => message.text !== undefined || message.html !== undefined, 'give `text` or `html`');

/** What a mapping may yield for a payload. */
export const Mapped = z.union([
  z.strictObject({ fact: Fact }),
  z.strictObject({ document: FileOfMapping }),
  z.strictObject({ message: MessageOfMapping }),
]);
export type Mapped = z.infer<typeof Mapped>;

/** What a payload became. */
export const Yield = z.object({ kind: z.enum(['fact', 'document']), id: z.string() });
export type Yield = z.infer<typeof Yield>;

export const PayloadState = z.enum(['received', 'mapped', 'unmapped']);
export type PayloadState = z.infer<typeof PayloadState>;

export const PayloadSummary = z.object({
  id: PayloadId,
  sourceId: SourceId,
  sourceName: z.string(),
  /** What its sender calls its kind and it, e.g. `invoice.paid` and `evt_1`. */
  type: z.string(),
  externalId: z.string(),
  receivedAt: z.string(),
  /** Bytes of the body. */
  size: z.number().int(),
  state: PayloadState,
  yields: z.array(Yield),
  /** Why it could not be mapped. */
  problem: z.string().nullable(),
});
export type PayloadSummary = z.infer<typeof PayloadSummary>;

export const PayloadView = PayloadSummary.extend({
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  /** `base64` where the body is no UTF-8. */
  encoding: z.enum(['utf8', 'base64']),
});
export type PayloadView = z.infer<typeof PayloadView>;

/** What a mapping would make of a payload that came in before. */
export const MappingPreview = z.object({
  payloadId: PayloadId,
  type: z.string(),
  receivedAt: z.string(),
  yields: z.array(Mapped),
  problem: z.string().nullable(),
});
export type MappingPreview = z.infer<typeof MappingPreview>;

/** A record of a connection. */
const RecordOrigin = z.strictObject({ connectionId: ConnectionId, recordsId: RecordsId, key: z.string() });

/** What told a fact. */
export const FactOrigin = z.union([z.strictObject({ sourceId: SourceId, payloadId: PayloadId }), RecordOrigin]);
export type FactOrigin = z.infer<typeof FactOrigin>;

/** How something stands elsewhere, by the latest that was told of it. */
export const FactView = z.object({
  id: FactId,
  /** Null where a record told it. */
  sourceId: SourceId.nullable(),
  /** Null where a payload told it. */
  record: RecordOrigin.nullable(),
  /** It is no more there: its record was deleted. */
  gone: z.boolean(),
  type: z.string(),
  entity: z.string(),
  title: z.string(),
  at: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type FactView = z.infer<typeof FactView>;

/** Bytes of a request that are taken. */
export const largestPayload = 30 * 1024 * 1024;
