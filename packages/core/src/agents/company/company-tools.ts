// The tools over the company's own data, which the playbooks that come with ViTo stand on.
import type { Tool } from '../tool.js';
import type { CompanyDeps } from './company.js';
import { createDraftReminder } from './draft-reminder.js';
import { createGetCommitment } from './get-commitment.js';

export const createCompanyTools = (deps: CompanyDeps): Tool[] => [createGetCommitment(deps), createDraftReminder(deps)];
