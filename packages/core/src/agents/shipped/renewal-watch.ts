// Renewal watch: contracts that end or renew soon, the last day to act on each, and drafts of what to write.
import { Playbook } from '@vito/contracts/playbook';

export const renewalWatch = Playbook.parse({
  name: 'renewal-watch',
  title: 'Watch contracts that end or renew',
  description:
    'Finds clauses of notice, renewal and termination whose last day to act comes within some days (90), with their words and section; words reminders of what others owe under them, as drafts only.',
  input: {
    type: 'object',
    properties: { days: { type: 'integer', minimum: 0, maximum: 3660, description: 'How far to look ahead.' } },
    additionalProperties: false,
  },
  steps: [
    {
      kind: 'tool',
      id: 'find',
      title: 'Look through the contracts',
      tool: 'find-renewals',
      with: { days: '=$exists(input.days) ? input.days : 90' },
    },
    {
      kind: 'run',
      id: 'drafts',
      title: 'Word a reminder of each',
      playbook: 'follow-up',
      each: 'steps.find.commitments',
      with: { commitment: '=item.id', draft: true },
      optional: true,
    },
  ],
  output: { clauses: '=[steps.find.clauses]', drafts: '=[steps.drafts.draft]', text: '=steps.find.text' },
});
