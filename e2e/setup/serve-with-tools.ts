// The server's `serve` with tools that reach nobody: one that asks a person, one that can be taken back, one that fails.

import { readConfig } from '@vito/runtime/config';
import { Failure } from '@vito/runtime/failure';
import { createLog } from '@vito/runtime/log';
import { z } from 'zod';
import { defineTool } from '../../packages/core/src/agents/tool.js';
import { serve } from '../../packages/core/src/commands/serve.js';

const letter = z.strictObject({
  to: z.email('is no address'),
  subject: z.string().min(1),
  body: z.string().max(500, 'is too long'),
});
const invoice = z.strictObject({ customer: z.string(), total: z.number() });

const tools = [
  defineTool({
    name: 'mail.send',
    title: 'Send a mail',
    description: 'Sends a mail to one person.',
    effect: 'write',
    input: letter,
    summary: ({ to, subject }) => `Mail to ${to}: ${subject}`,
    run: async (_call, { to, subject }) => ({ result: { sent: to, subject } }),
  }),
  defineTool({
    name: 'invoice.draft',
    title: 'Draft an invoice',
    description: 'Makes a draft of an invoice.',
    effect: 'write',
    approval: { when: 'never' },
    input: invoice,
    run: async (_call, { customer, total }) => ({ result: { draft: `${customer} ${total}` }, undo: { customer } }),
    undo: async () => undefined,
  }),
  defineTool({
    name: 'ledger.book',
    title: 'Book it',
    description: 'Fails each time.',
    effect: 'write',
    approval: { when: 'never' },
    input: z.looseObject({}),
    retry: { attempts: 2, firstSeconds: 0 },
    run: async () => {
      throw new Failure('unavailable', 'the ledger does not answer');
    },
  }),
];

const config = readConfig(process.env);
await serve({ config, log: createLog(config.logLevel), version: '0.0.0', args: [] }, { tools });
