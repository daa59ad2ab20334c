// Intake triage: what a document is and asks for, what is missing; and what is clear and ours, proposed to be accepted.
import { Playbook } from '@vito/contracts/playbook';

export const intakeTriage = Playbook.parse({
  name: 'intake-triage',
  title: 'Look through a new document',
  description:
    'Tells what a document is, who is asked for what by when, and what is missing; proposes to accept what the company clearly owes.',
  input: {
    type: 'object',
    properties: { document: { type: 'string', description: 'The id of the document (doc_…).' } },
    required: ['document'],
    additionalProperties: false,
  },
  steps: [
    {
      kind: 'tool',
      id: 'look',
      title: 'Look through it',
      tool: 'triage-document',
      with: { document: '=input.document' },
    },
    {
      kind: 'tool',
      id: 'accept',
      title: 'Accept what is clear, once a person agrees',
      when: '$count(steps.look.proposals) > 0',
      tool: 'accept-commitments',
      with: { commitments: '=[steps.look.proposals]' },
      optional: true,
    },
  ],
  output: {
    document: '=steps.look.document',
    commitments: '=[steps.look.commitments]',
    missing: '=steps.look.missing',
    accepted: '=[steps.accept.accepted]',
    text: `=steps.look.text & ($exists(steps.accept) ? "\\nAccepted: " & $count(steps.accept.accepted) & "."
      : $exists(problems.accept) ? "\\nNothing was accepted: " & problems.accept.message & "." : "")`,
  },
});
