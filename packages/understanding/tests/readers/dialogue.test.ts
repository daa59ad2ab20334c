// A conversation in plain text: who says what, and what is no conversation although it has colons.
import { readPlain } from '@vito/understanding/readers/plain';
import { describe, expect, test } from 'vitest';
import { brief, commitmentsIn } from '../written.js';

const read = (text: string) => readPlain(Buffer.from(text), 'text').reading;
const turns = (text: string) =>
  read(text).messages.map(({ from, start, end }) => [from?.name ?? null, text.slice(start, end).trim()]);

const ticket = `Ticket 12, 3 March 2026
Agent: Bo Reed (Reed Timber)
Customer: Ada Lind (Lind & Co)

Ada: The gate does not close.
Bo: I'll check it and call you today
before six.
Ada: Thanks, then I'll wait.
`;

describe('a conversation', () => {
  test('has its turns, in full names from its head, and what stands around them', () => {
    expect(turns(ticket)).toEqual([
      [null, ticket.slice(0, ticket.indexOf('\n\n'))],
      ['Ada Lind', 'The gate does not close.'],
      ['Bo Reed', "I'll check it and call you today\nbefore six."],
      ['Ada Lind', "Thanks, then I'll wait."],
    ]);
    expect(read(ticket).kind).toBe('transcript');
    expect(read(ticket).messages[1]?.from?.organisation).toBe('Lind & Co');
  });

  test('is searched for what its speakers promise, by the day that its head names', () => {
    expect(brief(commitmentsIn(read(ticket)))).toEqual([['Bo Reed', '2026-03-03T18:00:00+01:00', expect.any(String)]]);
  });

  test.each([
    ['bold names', '**Ada:** I can send it.\n**Bo:** Do that.\n**Ada:** I will.\n**Bo:** Good, we wait.'],
    ['times', '[10:00] Ada: I can send it.\n[10:01] Bo: Do that.\n[10:02] Ada: I will.\n[10:03] Bo: Good, we wait.'],
    ['empty lines between', 'Ada: I can send it.\n\nBo: Do that.\n\nAda: I will.\n\nBo: Good, we wait.'],
  ])('with %s', (_, text) => {
    expect(turns(text).map(([name]) => name)).toEqual(['Ada', 'Bo', 'Ada', 'Bo']);
  });
});

describe('no conversation', () => {
  test.each([
    ['an offer', 'Scope: We deliver the gate.\nDelivery: We ship within 3 weeks.\nWarranty: We repair for two years.'],
    ['a letter', 'From: Ada Lind\nTo: Bo Reed\nSubject: The gate\n\nDear Bo,\n\nI will send it.\n'],
    ['tasks', '- Ada: send the list\n- Bo: book the hall\n- Ada: call the mill\n- Bo: pay'],
    [
      'a glossary',
      'Gate: a door in a fence.\nPost: what holds a gate.\nHinge: what a gate turns on.\nLatch: closes it.',
    ],
    ['prose', `Ada said: I will come.\n${'We went on and on about the gate, and nobody spoke up again.\n'.repeat(8)}`],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({ kind: 'text', messages: [] });
  });
});
