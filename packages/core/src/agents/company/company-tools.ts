// The tools over the company's own data, which the playbooks that come with ViTo stand on.
import type { Tool } from '../tool.js';
import { createAcceptCommitments } from './accept-commitments.js';
import type { CompanyDeps } from './company.js';
import { createDraftReminder } from './draft-reminder.js';
import { createFindFulfilled } from './find-fulfilled.js';
import { createFindRenewals } from './find-renewals.js';
import { createFindToRemind } from './find-to-remind.js';
import { createFulfilCommitment } from './fulfil-commitment.js';
import { createGetCommitment } from './get-commitment.js';
import { createTriageDocument } from './triage-document.js';
import { createWeeklyBrief } from './weekly-brief.js';

export const createCompanyTools = (deps: CompanyDeps): Tool[] => [
  createGetCommitment(deps),
  createDraftReminder(deps),
  createFindToRemind(deps),
  createTriageDocument(deps),
  createAcceptCommitments(deps),
  createFindFulfilled(deps),
  createFulfilCommitment(deps),
  createWeeklyBrief(deps),
  createFindRenewals(deps),
];
