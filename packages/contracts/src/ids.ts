// Ids: a prefix that names the kind, then 26 characters that sort by the time they were made.
import { z } from 'zod';

export const idKinds = {
  document: 'doc',
  commitment: 'cmt',
  event: 'evt',
  vault: 'vlt',
  key: 'key',
  actor: 'act',
  work: 'wrk',
  person: 'per',
  organisation: 'org',
  modelCall: 'mdl',
  source: 'src',
  payload: 'pay',
  fact: 'fct',
  endpoint: 'end',
  sending: 'snd',
  connection: 'con',
  sync: 'syn',
  file: 'fil',
  run: 'run',
  toolServer: 'tsv',
  token: 'tok',
} as const;
export type IdKind = keyof typeof idKinds;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32, lower case
const pattern = (prefix: string) => new RegExp(`^${prefix}_[${alphabet}]{26}$`);

export const DocumentId = z.string().regex(pattern(idKinds.document), 'not a document id (doc_…)');
export const CommitmentId = z.string().regex(pattern(idKinds.commitment), 'not a commitment id (cmt_…)');
export const EventId = z.string().regex(pattern(idKinds.event), 'not an event id (evt_…)');
/** A person or an organisation of the directory. */
export const WhoId = z
  .string()
  .regex(/^(per|org)_[0-9a-z]{26}$/, 'not the id of a person or organisation (per_…, org_…)');
export type WhoId = z.infer<typeof WhoId>;
export const SourceId = z.string().regex(pattern(idKinds.source), 'not the id of a source (src_…)');
export const PayloadId = z.string().regex(pattern(idKinds.payload), 'not the id of a payload (pay_…)');
export const FactId = z.string().regex(/^fct_[0-9a-z]{26}$/, 'not the id of a fact (fct_…)');
export const EndpointId = z.string().regex(pattern(idKinds.endpoint), 'not the id of an endpoint (end_…)');
export const SendingId = z.string().regex(pattern(idKinds.sending), 'not the id of a sending (snd_…)');
export const ConnectionId = z.string().regex(pattern(idKinds.connection), 'not the id of a connection (con_…)');
export const SyncId = z.string().regex(pattern(idKinds.sync), 'not the id of a sync (syn_…)');
/** What one stream of a connection brought: a keyed hash. */
export const RecordsId = z.string().regex(/^rec_[0-9a-z]{26}$/, 'not the id of a stream (rec_…)');
/** What became of these records: the same hash. */
export const MappingId = z.string().regex(/^map_[0-9a-z]{26}$/, 'not the id of a mapped stream (map_…)');
/** A file that was uploaded to a connection. */
export const FileId = z.string().regex(pattern(idKinds.file), 'not the id of a file (fil_…)');
export const RunId = z.string().regex(pattern(idKinds.run), 'not the id of a run (run_…)');
/** A server whose tools a company uses. */
export const ToolServerId = z.string().regex(pattern(idKinds.toolServer), 'not the id of a server of tools (tsv_…)');
export const TokenId = z.string().regex(pattern(idKinds.token), 'not the id of a token (tok_…)');
export const TenantId = z.uuid();

// Random bytes are drawn many at a time, each used once: a draw costs the same for ten bytes as for thousands.
const drawn = new Uint8Array(10 * 256);
let used = drawn.length;

/** A new id of a kind: 50 bits of milliseconds, then 80 random bits. Unique without asking anybody. */
export function newId(kind: IdKind, now: number = Date.now()): string {
  if (used === drawn.length) {
    crypto.getRandomValues(drawn);
    used = 0;
  }
  let id = '';
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) id = alphabet[rest % 32] + id;
  for (let at = used; at < used + 10; at += 5) id += fiveBytes(drawn, at);
  used += 10;
  return `${idKinds[kind]}_${id}`;
}

/** Forty bits as eight characters. */
function fiveBytes(bytes: Uint8Array, at: number): string {
  let high = ((bytes[at] ?? 0) << 12) | ((bytes[at + 1] ?? 0) << 4) | ((bytes[at + 2] ?? 0) >> 4);
  let low = (((bytes[at + 2] ?? 0) & 15) << 16) | ((bytes[at + 3] ?? 0) << 8) | (bytes[at + 4] ?? 0);
  let text = '';
  for (let i = 0; i < 4; i++, low >>= 5) text = alphabet[low & 31] + text;
  for (let i = 0; i < 4; i++, high >>= 5) text = alphabet[high & 31] + text;
  return text;
}
