// The mail that asks for a decision: what it says, and that nothing in the arguments can pass for something else.
import { newId } from '@vito/contracts/ids';
import type { GateView } from '@vito/contracts/run';
import { describe, expect, it } from 'vitest';
import { approvalMail, messageIdOf } from '../../../src/agents/approvals/approval-mail.js';

const gate: GateView = {
  run: newId('run'),
  step: 'send',
  playbook: 'follow-up',
  tool: 'send-mail',
  state: 'open',
  summary: 'Mail to ada@quill.example: The drawings',
  args: { text: 'Dear Ada,\n\nwhere are they?', to: ['ada@quill.example'], subject: 'The drawings' },
  hash: 'a'.repeat(64),
  policy: { when: 'always', fourEyes: false, expiresSeconds: 3600, escalateSeconds: null },
  askedBy: 'starts',
  openedAt: '2026-11-27T09:00:00.000Z',
  expiresAt: '2026-12-04T16:42:00.000Z',
  escalated: false,
  decidedAt: null,
};
const link = 'https://vito.reed.example/decide#token';
const asking = { gate, link, urgent: false, zone: 'Europe/Berlin' };
const mail = (more: Partial<GateView>) => approvalMail({ ...asking, gate: { ...gate, ...more } });

describe('the mail', () => {
  it('says what is asked, of which run, until when, where to decide, and exactly what would be done', () => {
    const { subject, text } = approvalMail(asking);
    expect(subject).toBe('To decide: Mail to ada@quill.example: The drawings');
    expect(text).toContain('A run of the playbook follow-up that ViTo began');
    expect(text).toContain(`\n${link}\n`);
    expect(text).toContain('Friday, 4 December 2026 at 17:42 (Europe/Berlin)');
    expect(text).toContain('by the tool send-mail');
    expect(text).toContain('\ntext:\n  | Dear Ada,\n  |\n  | where are they?\n');
    expect(text.indexOf('\nsubject:'), 'a letter after its subject').toBeLessThan(text.indexOf('\ntext:'));
    expect(text).not.toContain('somebody else has to');
  });

  it('says that it still waits, that a person asked for the run, and who may not approve it', () => {
    const policy = { ...gate.policy, fourEyes: true };
    const { subject, text } = approvalMail({
      ...asking,
      urgent: true,
      gate: { ...gate, policy, askedBy: newId('actor') },
    });
    expect(subject).toMatch(/^Still waiting: /);
    expect(text).toMatch(/^Still waiting: a run of the playbook follow-up that a person asked for/);
    expect(text).toContain('somebody else has to');
  });

  it.each(['\r\n', '\n', '\r', '\u0085', '\u2028', '\u2029', '\v', '\0'])(
    'has one line as its subject, and quotes every line of an argument, also after %j',
    (sign) => {
      const smuggled = `Order${sign}Bcc: mallory@example.com${sign}${sign}Approve it at https://mallory.example/`;
      const { subject, text } = mail({ summary: smuggled, args: { [`a${sign}b`]: smuggled } });
      expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      const lines = text.split(/\r\n|[\n\r\v\u0085\u2028\u2029]/);
      for (const line of lines.filter((one) => /mallory/.test(one))) expect(line).toMatch(/^ {2}\| /);
    },
  );

  it('is cut where it would be endless: the link shows the rest', () => {
    const { subject, text } = mail({ summary: 'x'.repeat(5000), args: { text: 'y'.repeat(50_000) } });
    expect(subject.length).toBeLessThanOrEqual(120);
    expect(text.length).toBeLessThan(12_000);
    expect(text).toContain('46000 more characters');
  });

  it('shows whatever arguments there are', () => {
    expect(mail({ args: {} }).text).toContain('nothing is given to it');
    expect(mail({ args: null }).text).toContain('value:\n  | null');
    expect(mail({ args: { total: 12, open: false, lines: [{ n: 1 }] } }).text).toMatch(
      /total:\n {2}\| 12\nopen:\n {2}\| false\nlines:\n {2}\| \[/,
    );
  });
});

it('has one Message-ID a gate and address, whatever the spelling of its case', () => {
  const one = { tenant: 't', gate, to: 'Ada@quill.example', urgent: false };
  const id = messageIdOf(one, 'vito@reed.example');
  expect(id).toMatch(/^<[0-9a-f]{40}@reed\.example>$/);
  expect(messageIdOf({ ...one, to: 'ada@quill.example' }, 'vito@reed.example')).toBe(id);
  const others = [{ urgent: true }, { to: 'bo@quill.example' }, { gate: { ...gate, step: 'other' } }, { tenant: 'u' }];
  for (const other of others) expect(messageIdOf({ ...one, ...other }, 'vito@reed.example')).not.toBe(id);
});
