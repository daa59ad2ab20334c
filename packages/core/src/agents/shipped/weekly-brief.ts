// Weekly brief: the week in promises, as a text to read, as data, and as a draft among the documents.
import { Playbook } from '@vito/contracts/playbook';

export const weeklyBrief = Playbook.parse({
  name: 'weekly-brief',
  title: 'The week in promises',
  description:
    'What is due this week, what is late, what was kept, what is new, and what waits for approval; by person, as a text and as data.',
  input: { type: 'object', additionalProperties: false },
  steps: [
    { kind: 'tool', id: 'brief', title: 'Gather the week', tool: 'weekly-brief' },
    {
      kind: 'tool',
      id: 'draft',
      title: 'Put it among the documents',
      tool: 'draft-document',
      with: { name: '=steps.brief.title', text: '=steps.brief.text' },
      optional: true, // the text is the result, with or without a document
    },
  ],
  output: { text: '=steps.brief.text', brief: '=steps.brief', document: '=steps.draft.documentId' },
});
