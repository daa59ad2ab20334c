// Follow up: a friendly reminder of one commitment, sent once a person has said yes, and what came of it.
import { Playbook } from '@vito/contracts/playbook';

const week = 7 * 86_400;

export const followUp = Playbook.parse({
  name: 'follow-up',
  title: 'Follow up on a commitment',
  description:
    'Looks at a commitment, words a reminder, asks a person, sends it, waits a week for an answer, and tells how it stands. Without a mail server, or with `draft`, it ends with the draft.',
  input: {
    type: 'object',
    properties: {
      commitment: { type: 'string', description: 'The id of the commitment (cmt_…).' },
      draft: { type: 'boolean', description: 'Only word the reminder: ask nobody, send nothing.' },
    },
    required: ['commitment'],
    additionalProperties: false,
  },
  // By this key what comes in the commitment's thread finds the run, and another run sees that somebody is reminded already.
  limit: { key: 'input.commitment' },
  steps: [
    {
      kind: 'tool',
      id: 'look',
      title: 'Look at the commitment',
      tool: 'get-commitment',
      with: { commitment: '=input.commitment' },
    },
    {
      kind: 'stop',
      id: 'over',
      title: 'Nothing to remind of',
      when: 'steps.look.open ? false : true',
      output: {
        commitment: '=input.commitment',
        status: '=steps.look.status',
        sent: false,
        draft: null,
        text: '="This is " & steps.look.status & " already, so nobody was written to: " & steps.look.line',
      },
    },
    {
      kind: 'stop',
      id: 'twice',
      title: 'Somebody is reminded already',
      when: '$count(steps.look.earlier) > 0',
      output: {
        commitment: '=input.commitment',
        status: '=steps.look.status',
        sent: false,
        draft: null,
        text: '="Another follow-up of this is under way: " & steps.look.earlier[0]',
      },
    },
    {
      kind: 'tool',
      id: 'draft',
      title: 'Word a reminder',
      tool: 'draft-reminder',
      with: { commitment: '=input.commitment' },
    },
    {
      kind: 'tool',
      id: 'send',
      title: 'Send it, once a person says yes',
      tool: 'send-mail',
      when: 'steps.draft.sendable and (input.draft ? false : true)',
      with: '=steps.draft.mail',
      optional: true,
    },
    {
      kind: 'wait',
      id: 'answer',
      title: 'Wait for an answer',
      when: '$exists(steps.send)',
      signal: 'answered',
      seconds: week,
    },
    {
      kind: 'tool',
      id: 'again',
      title: 'Look again',
      tool: 'get-commitment',
      when: '$exists(steps.send)',
      with: { commitment: '=input.commitment' },
    },
  ],
  output: {
    commitment: '=input.commitment',
    status: '=$exists(steps.again) ? steps.again.status : steps.look.status',
    sent: '=$exists(steps.send)',
    answer: '=steps.answer',
    suggested: '=steps.again.suggested',
    draft:
      '=$exists(steps.send) ? null : {"mail": steps.draft.mail, "subject": steps.draft.subject, "text": steps.draft.text}',
    text: `=$exists(steps.send)
      ? ($exists(steps.answer.settled) ? "It was settled meanwhile. " : steps.answer ? "There was an answer. " : "There was no answer within a week. ") & "It is now " & steps.again.status &
        ($exists(steps.again.suggested) and steps.again.suggested ? ", and a message lets one think that it is " & steps.again.suggested & ": look at it" : "") & ". " & steps.again.line
      : "Nothing was sent: " & (input.draft ? "only a draft was asked for"
          : steps.draft.why ? steps.draft.why : problems.send.message) & "."`,
  },
});
