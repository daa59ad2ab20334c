// Reconciler: what messages say is done, proposed to a person one by one, each with the words that say so.
import { Playbook } from '@vito/contracts/playbook';

export const reconciler = Playbook.parse({
  name: 'reconciler',
  title: 'Close what is done',
  description:
    'Finds open commitments of which a later message says that they are done, and proposes each to a person as fulfilled, with the message’s words.',
  input: {
    type: 'object',
    properties: { commitment: { type: 'string', description: 'Only this commitment (cmt_…).' } },
    additionalProperties: false,
  },
  // No limit in itself: by this key the next run sees which commitments somebody is asked about already.
  limit: { key: 'input.commitment ? input.commitment : "all"' },
  steps: [
    {
      kind: 'tool',
      id: 'find',
      title: 'Find what messages say is done',
      tool: 'find-fulfilled',
      with: { commitment: '=input.commitment' },
    },
    {
      kind: 'stop',
      id: 'none',
      title: 'Nothing is said to be done',
      when: '$count(steps.find.items) = 0',
      output: { fulfilled: [], text: '=steps.find.text' },
    },
    {
      kind: 'run',
      id: 'each',
      title: 'Ask about each',
      when: 'input.commitment ? false : true',
      playbook: 'reconciler',
      each: 'steps.find.items',
      with: { commitment: '=item.commitment' },
      optional: true,
    },
    {
      kind: 'tool',
      id: 'fulfil',
      title: 'Say that it is done, once a person agrees',
      when: 'input.commitment ? true : false',
      tool: 'fulfil-commitment',
      with: '=steps.find.items[0]',
      optional: true,
    },
  ],
  output: {
    fulfilled: '=input.commitment ? ($exists(steps.fulfil) ? [input.commitment] : []) : [steps.each.fulfilled]',
    text: `=input.commitment
      ? ($exists(steps.fulfil) ? "Done: " & steps.find.items[0].line : "Left open (" & problems.fulfil.message & "): " & steps.find.items[0].line)
      : $join(steps.each.text, "\\n")`,
  },
});
