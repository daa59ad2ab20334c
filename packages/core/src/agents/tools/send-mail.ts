// Sends a mail over the install's own mail server. A person says yes first, always.
import { createHash } from 'node:crypto';
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import type { MailOut } from '../../platform/mail-out.js';
import { defineTool, type Tool } from '../tool.js';
import { Addressed, MessageId, mailboxOf, Subject } from './mail-fields.js';

const input = z.strictObject({
  to: z.array(Addressed).min(1).max(50).describe('Who gets it: `ada@example.com` or `Ada Roe <ada@example.com>`.'),
  cc: z.array(Addressed).max(50).default([]).describe('Who gets a copy.'),
  subject: Subject.describe('The subject, one line.'),
  text: z.string().min(1).max(100_000).describe('The whole text, plain.'),
  inReplyTo: MessageId.optional().describe('The Message-ID of the mail that it answers, with its angle brackets.'),
  references: z.array(MessageId).max(100).default([]).describe('Message-IDs of the thread before, oldest first.'),
});

/** `mail`: null where no server is set. */
export function createSendMail({ mail }: { mail: MailOut | null }): Tool {
  return defineTool({
    name: 'send-mail',
    title: 'Send a mail',
    description: 'Sends a plain-text mail from the company to the given addresses. It cannot be taken back.',
    effect: 'write',
    input,
    timeoutSeconds: 90,
    retry: { attempts: 5, firstSeconds: 30 },
    summary: ({ to, cc, subject }) => `Mail to ${[...to, ...cc].join(', ')}: ${subject}`,
    async run({ key, now, signal }, { to, cc, subject, text, inReplyTo, references }) {
      if (!mail) {
        throw new Failure(
          'unavailable',
          'no mail server is set: whoever runs ViTo sets VITO_SMTP (smtps://user:password@host) and VITO_MAIL_FROM',
          { retry: 'never' },
        );
      }
      const messageId = messageIdOf(key, mail.from.address);
      const thread = inReplyTo && !references.includes(inReplyTo) ? [...references, inReplyTo] : references;
      const taken = await mail.send(
        {
          ...{ to: to.map(mailboxOf), cc: cc.map(mailboxOf), subject, text, messageId, date: now },
          inReplyTo: inReplyTo ?? null,
          references: thread,
        },
        signal,
      );
      return { result: { messageId, ...taken } };
    },
  });
}

/** The same at each attempt, so that servers and readers can tell that a second mail is the first once more. */
function messageIdOf(key: string, from: string): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 40);
  return `<${hash}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}
