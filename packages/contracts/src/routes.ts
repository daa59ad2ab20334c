// Every route of the API as data: method, path, what it takes, what it answers. Server, client, OpenAPI and tests read this.
import { z } from 'zod';
import { approverRoutes } from './approver.js';
import { budgetRoutes } from './budget.js';
import { type CommitmentVerb, CommitmentView, commitmentVerbs } from './commitment.js';
import { CommitmentFilter } from './commitment-filter.js';
import { directoryRoutes } from './directory-routes.js';
import { DocumentState, DocumentSummary, DocumentView, PageView } from './document.js';
import { endpointRoutes } from './endpoint-routes.js';
import { CommitmentId, DocumentId, EventId } from './ids.js';
import { ModelUse } from './model.js';
import { recordMappingRoutes } from './record-mapping-routes.js';
import { runRoutes } from './run-routes.js';
import type { Scope } from './scope.js';
import { AskAnswer, IndexState, SearchAnswer, SearchQuery } from './search.js';
import { syncRoutes } from './sync-routes.js';
import { tableRoutes } from './table-routes.js';
import { Me, Profile, ProfileSuggestion } from './tenant.js';
import { Seq, TimelineEntry } from './timeline.js';
import { tokenRoutes } from './token-routes.js';
import { toolRoutes } from './tool-routes.js';
import { webhookRoutes } from './webhook-routes.js';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  summary: string;
  tag:
    | 'documents'
    | 'commitments'
    | 'directory'
    | 'search'
    | 'timeline'
    | 'company'
    | 'webhooks'
    | 'sync'
    | 'agents'
    | 'tools'
    | 'access'
    | 'operations';
  /** `open` needs no sign-in. */
  access: 'owner' | 'open';
  /** Where it is not what its method says: see `scopeOf`. */
  scope?: Scope;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Content types other than JSON that the route takes or answers. */
  consumes?: string;
  produces?: string;
  status: 200 | 201 | 202 | 204;
  answer: z.ZodType | null;
}

const page = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const paged = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
const documentParams = z.object({ id: DocumentId });
const commitmentParams = z.object({ id: CommitmentId });
const tableParams = documentParams.extend({ table: z.coerce.number().int().min(1) });
const pageParams = documentParams.extend({ page: z.coerce.number().int().min(1) });

export const CommitmentHistoryItem = z.object({
  seq: Seq.nullable(),
  eventId: EventId,
  type: z.string(),
  at: z.string(),
  actor: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  note: z.string().nullable(),
});

export const DeadWork = z.object({
  subscription: z.string(),
  eventId: EventId,
  attempts: z.number().int(),
  error: z.string(),
  deadAt: z.string(),
});

export const Status = z.object({
  version: z.string(),
  database: z.enum(['embedded', 'external']),
  queue: z.enum(['postgres', 'redis']),
  seq: Seq,
  /** Events appended but not yet sequenced, and work not yet done. */
  unsequenced: z.number().int(),
  work: z.object({ waiting: z.number().int(), dead: z.number().int() }),
  documents: z.number().int(),
  commitments: z.number().int(),
  /** The model that is asked about commitments; null where none is, nor ever was. */
  model: ModelUse.nullable(),
});

export const routes = {
  postDocument: {
    method: 'POST',
    path: '/v1/documents',
    summary:
      'Put in a document: one file as multipart/form-data `file`, or raw bytes with `X-File-Name`. At most 50 MB.',
    tag: 'documents',
    access: 'owner',
    consumes: 'multipart/form-data',
    status: 202,
    answer: z.object({ document: DocumentSummary, duplicate: z.boolean() }),
  },
  listDocuments: {
    method: 'GET',
    path: '/v1/documents',
    summary: 'Documents, newest first.',
    tag: 'documents',
    access: 'owner',
    query: page.extend({ state: DocumentState.optional() }),
    status: 200,
    answer: paged(DocumentSummary),
  },
  getDocument: {
    method: 'GET',
    path: '/v1/documents/:id',
    summary: 'A document with its text, pages, messages and attachments.',
    tag: 'documents',
    access: 'owner',
    params: documentParams,
    status: 200,
    answer: DocumentView,
  },
  getPage: {
    method: 'GET',
    path: '/v1/documents/:id/pages/:page',
    summary: 'One page with the box of every word.',
    tag: 'documents',
    access: 'owner',
    params: pageParams,
    status: 200,
    answer: PageView,
  },
  getPageImage: {
    method: 'GET',
    path: '/v1/documents/:id/pages/:page/image',
    summary: "The page's own picture, upright.",
    tag: 'documents',
    access: 'owner',
    params: pageParams,
    produces: 'image/png',
    status: 200,
    answer: null,
  },
  getTable: {
    method: 'GET',
    path: '/v1/documents/:id/tables/:table',
    summary: 'One table of a document (counted from 1) as CSV, as an attachment.',
    tag: 'documents',
    access: 'owner',
    params: tableParams,
    produces: 'text/csv',
    status: 200,
    answer: null,
  },
  getContent: {
    method: 'GET',
    path: '/v1/documents/:id/content',
    summary: 'The original bytes, as an attachment.',
    tag: 'documents',
    access: 'owner',
    params: documentParams,
    produces: 'application/octet-stream',
    status: 200,
    answer: null,
  },
  retryDocument: {
    method: 'POST',
    path: '/v1/documents/:id/retry',
    summary: 'Read an unreadable document again.',
    tag: 'documents',
    access: 'owner',
    params: documentParams,
    status: 202,
    answer: DocumentSummary,
  },
  deleteDocument: {
    method: 'DELETE',
    path: '/v1/documents/:id',
    summary: 'Delete a document, its bytes, its texts, and what was derived from it.',
    tag: 'documents',
    access: 'owner',
    params: documentParams,
    status: 204,
    answer: null,
  },
  listCommitments: {
    method: 'GET',
    path: '/v1/commitments',
    summary: 'Commitments by due date (those without one last), or by the time they were said.',
    tag: 'commitments',
    access: 'owner',
    query: page.extend({
      ...CommitmentFilter.shape,
      sort: z.enum(['due', 'said']).default('due'),
    }),
    status: 200,
    answer: paged(CommitmentView),
  },
  getCommitment: {
    method: 'GET',
    path: '/v1/commitments/:id',
    summary: 'A commitment and everything that happened to it.',
    tag: 'commitments',
    access: 'owner',
    params: commitmentParams,
    status: 200,
    answer: z.object({ commitment: CommitmentView, history: z.array(CommitmentHistoryItem) }),
  },
  search: {
    method: 'GET',
    path: '/v1/search',
    summary: 'Passages by their words and by their meaning, best first. Takes quotes, OR and -, as search engines do.',
    tag: 'search',
    access: 'owner',
    query: SearchQuery,
    status: 200,
    answer: SearchAnswer,
  },
  ask: {
    method: 'GET',
    path: '/v1/ask',
    summary:
      'The passages and commitments that a question is about; with a model configured, its answer with citations.',
    tag: 'search',
    access: 'owner',
    query: SearchQuery,
    status: 200,
    answer: AskAnswer,
  },
  getSearchIndex: {
    method: 'GET',
    path: '/v1/search/index',
    summary:
      'How many documents are indexed. Asking also wakes the model, so that the next search need not wait for it.',
    tag: 'search',
    access: 'owner',
    status: 200,
    answer: IndexState,
  },
  getTimeline: {
    method: 'GET',
    path: '/v1/timeline',
    summary:
      'The log: `after` a seq, oldest first; or `before` one, newest first. Live at /v1/timeline/live (WebSocket) and /v1/timeline/stream (SSE).',
    tag: 'timeline',
    access: 'owner',
    query: z.object({
      after: z.coerce.number().int().min(0).optional(),
      before: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    status: 200,
    answer: z.object({ entries: z.array(TimelineEntry), seq: Seq, more: z.boolean() }),
  },
  getMe: {
    method: 'GET',
    path: '/v1/me',
    summary: 'Who is looking, and the company.',
    tag: 'company',
    access: 'owner',
    status: 200,
    answer: Me,
  },
  putMe: {
    method: 'PUT',
    path: '/v1/me',
    summary: 'Say who you are: name, addresses, organisation, time zone.',
    tag: 'company',
    access: 'owner',
    body: Profile,
    status: 200,
    answer: Me,
  },
  suggestMe: {
    method: 'GET',
    path: '/v1/me/suggestion',
    summary: 'A guess at who you are, from the mail that came in.',
    tag: 'company',
    access: 'owner',
    status: 200,
    answer: ProfileSuggestion,
  },
  loadSample: {
    method: 'POST',
    path: '/v1/sample',
    summary: 'Put in the fictional sample company.',
    tag: 'company',
    access: 'owner',
    status: 202,
    answer: z.object({ documents: z.number().int(), profile: Profile }),
  },
  getCalendarLink: {
    method: 'GET',
    path: '/v1/calendar-link',
    scope: 'manage', // whoever has the link reads on without a token
    summary: 'The secret address of the calendar of dues.',
    tag: 'company',
    access: 'owner',
    status: 200,
    answer: z.object({ path: z.string() }),
  },
  rotateCalendarLink: {
    method: 'POST',
    path: '/v1/calendar-link',
    summary: 'Make a new secret address; the old one stops working.',
    tag: 'company',
    access: 'owner',
    status: 201,
    answer: z.object({ path: z.string() }),
  },
  getCalendar: {
    method: 'GET',
    path: '/v1/calendar/:secret',
    summary: 'The dues as iCalendar, by the secret link (ends in .ics).',
    tag: 'company',
    access: 'open',
    params: z.object({ secret: z.string().max(200) }),
    produces: 'text/calendar',
    status: 200,
    answer: null,
  },
  signIn: {
    method: 'POST',
    path: '/v1/session',
    summary: 'Exchange the token of a sign-in link for a session cookie.',
    tag: 'access',
    access: 'open',
    body: z.strictObject({ token: z.string().min(1).max(200) }),
    status: 204,
    answer: null,
  },
  signOut: {
    method: 'DELETE',
    path: '/v1/session',
    summary: 'End this session; its sockets close within a second.',
    tag: 'access',
    access: 'owner',
    status: 204,
    answer: null,
  },
  makeSignInLink: {
    method: 'POST',
    path: '/v1/sign-in-link',
    summary: 'A new link that signs in, for 12 hours.',
    tag: 'access',
    access: 'owner',
    status: 201,
    answer: z.object({ path: z.string() }),
  },
  revealEvent: {
    method: 'POST',
    path: '/v1/events/:id/reveal',
    summary: 'An event with what the vault holds of it, for debugging. That somebody looked is an event of its own.',
    tag: 'operations',
    access: 'owner',
    params: z.object({ id: EventId }),
    status: 200,
    answer: z.object({
      id: EventId,
      stream: z.string(),
      version: z.number().int(),
      type: z.string(),
      at: z.string(),
      data: z.unknown(),
      secret: z.unknown(),
    }),
  },
  listDeadWork: {
    method: 'GET',
    path: '/v1/work/dead',
    scope: 'manage',
    summary: 'Work that failed for good.',
    tag: 'operations',
    access: 'owner',
    query: page,
    status: 200,
    answer: paged(DeadWork),
  },
  retryDeadWork: {
    method: 'POST',
    path: '/v1/work/:subscription/:event/retry',
    summary: 'Try dead work again.',
    tag: 'operations',
    access: 'owner',
    params: z.object({ subscription: z.string().max(100), event: EventId }),
    status: 202,
    answer: null,
  },
  getStatus: {
    method: 'GET',
    path: '/v1/status',
    summary: 'What runs, how far it is, what waits.',
    tag: 'operations',
    access: 'owner',
    status: 200,
    answer: Status,
  },
  ...directoryRoutes,
  ...webhookRoutes,
  ...endpointRoutes,
  ...syncRoutes,
  ...recordMappingRoutes,
  ...tableRoutes,
  ...runRoutes,
  ...approverRoutes,
  ...budgetRoutes,
  ...toolRoutes,
  ...tokenRoutes,
} as const satisfies Record<string, Route>;
export type RouteName = keyof typeof routes;

/** POST /v1/commitments/:id/{verb} — one route per verb of `commitmentVerbs`, answering the commitment as it now stands. */
export const commitmentVerbRoute = (verb: CommitmentVerb) =>
  ({
    method: 'POST',
    path: `/v1/commitments/:id/${verb}`,
    summary: verbSummaries[verb],
    tag: 'commitments',
    access: 'owner',
    params: commitmentParams,
    body: commitmentVerbs[verb],
    status: 200,
    answer: CommitmentView,
  }) satisfies Route;

const verbSummaries: Record<CommitmentVerb, string> = {
  accept: 'Say that it is agreed.',
  decline: 'Say that it was refused.',
  fulfil: 'Say that it is done.',
  cancel: 'Say that it is off.',
  dismiss: 'Say that it is no commitment at all: a correction of the extractor.',
  renegotiate: 'Give it a new due date.',
  delegate: 'Hand it to another debtor.',
  correct: 'Correct what was read wrongly: who, what, when.',
  refuse: 'Say that what a message was taken to say of it is not so.',
  undo: "Take back the last person's change; without one, the last that was taken from a message.",
};
