// Follow up on all: a follow-up for each commitment of others that is due soon or late and has none yet.
import { Playbook } from '@vito/contracts/playbook';

export const followUpAll = Playbook.parse({
  name: 'follow-up-all',
  title: 'Follow up on all that is late',
  description:
    'Finds what others owe the company that is due within some days or past its due, and begins a follow-up for each that has none open.',
  input: {
    type: 'object',
    properties: {
      days: { type: 'integer', minimum: 0, maximum: 366, description: 'Due within so many days; 0: today or late.' },
    },
    additionalProperties: false,
  },
  steps: [
    {
      kind: 'tool',
      id: 'find',
      title: 'Find whom to remind',
      tool: 'find-to-remind',
      with: { days: '=input.days ? input.days : 0' },
    },
    {
      kind: 'run',
      id: 'each',
      title: 'Follow up on each',
      playbook: 'follow-up',
      each: 'steps.find.commitments',
      with: { commitment: '=item.id' },
      optional: true,
    },
  ],
  output: {
    commitments: '=[steps.find.commitments.id]',
    outcomes: '=[steps.each[$exists(commitment)]]',
    text: '=$join($append(steps.find.text, steps.each.text), "\\n")',
  },
});
