// Puts a mail among the company's documents, as a draft for a person to send.
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import { askNobody, type Drafting, discarded, drafted } from './drafting.js';
import { Addressed, Subject } from './mail-fields.js';

const input = z.strictObject({
  to: z.array(Addressed).min(1).max(50).describe('Whom it is for: `ada@example.com` or `Ada Roe <ada@example.com>`.'),
  cc: z.array(Addressed).max(50).default([]).describe('Who is to get a copy.'),
  subject: Subject.describe('The subject, one line.'),
  text: z.string().min(1).max(100_000).describe('The whole text, plain.'),
});

/** A text and not a mail file: as a mail it would become part of its thread, as if it had been said. */
export function createDraftMail(deps: Drafting): Tool {
  return defineTool({
    name: 'draft-mail',
    title: 'Draft a mail',
    description:
      "Puts a mail among the company's documents as a draft. Nothing is sent; nothing in it counts as promised.",
    effect: 'write',
    input,
    approval: askNobody,
    summary: ({ to, subject }) => `Draft of a mail to ${to.join(', ')}: ${subject}`,
    run(call, { to, cc, subject, text }) {
      const head = [`To: ${to.join(', ')}`, ...(cc.length > 0 ? [`Cc: ${cc.join(', ')}`] : []), `Subject: ${subject}`];
      const whole = `Draft\n\n${head.join('\n')}\n\n${text}\n`;
      return drafted(deps, call, { name: `Draft: ${subject}.txt`, mediaType: 'text/plain', text: whole });
    },
    undo: (call, args) => discarded(deps, call, args),
  });
}
