// The tools that ViTo brings: one file each, made once, the same for every company.
import type { Tool } from '../tool.js';
import { type AskKnowledgeDeps, createAskKnowledge } from './ask-knowledge.js';
import { createCalendarEvent } from './calendar-event.js';
import { type CreateCommitmentDeps, createCreateCommitment } from './create-commitment.js';
import { createDraftDocument } from './draft-document.js';
import { createDraftMail } from './draft-mail.js';
import type { Drafting } from './drafting.js';
import type { HttpDeps } from './http-fields.js';
import { createHttpGet } from './http-get.js';
import { createHttpSend } from './http-send.js';
import { createListCommitments, type ListCommitmentsDeps } from './list-commitments.js';
import { createPostWebhook, type PostWebhookDeps } from './post-webhook.js';
import { createScheduleRun, type ScheduleRunDeps } from './schedule-run.js';
import { createSearchKnowledge, type SearchKnowledgeDeps } from './search-knowledge.js';
import { createSendMail } from './send-mail.js';
import { createToday, type TodayDeps } from './today.js';
import { createUpdateCommitment, type UpdateCommitmentDeps } from './update-commitment.js';

export type BuiltInDeps = Parameters<typeof createSendMail>[0] &
  AskKnowledgeDeps &
  CreateCommitmentDeps &
  Drafting &
  HttpDeps &
  ListCommitmentsDeps &
  PostWebhookDeps &
  SearchKnowledgeDeps &
  TodayDeps &
  UpdateCommitmentDeps & {
    /** Null where nothing runs playbooks. */
    runs: ScheduleRunDeps | null;
  };

export const createBuiltIn = (deps: BuiltInDeps): Tool[] => [
  createSendMail(deps),
  createDraftMail(deps),
  createDraftDocument(deps),
  createPostWebhook(deps),
  createHttpGet(deps),
  createHttpSend(deps),
  createCreateCommitment(deps),
  createUpdateCommitment(deps),
  createListCommitments(deps),
  createAskKnowledge(deps),
  createSearchKnowledge(deps),
  createCalendarEvent(),
  createToday(deps),
  ...(deps.runs ? [createScheduleRun(deps.runs)] : []),
];
