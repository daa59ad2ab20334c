// Posts JSON to an address, signed by Standard Webhooks where it is an endpoint of the company. A person says yes first, always.
import { EndpointId } from '@vito/contracts/ids';
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import type { Outgoing } from '../../platform/outgoing.js';
import type { Context } from '../../spine/context.js';
import { defineTool, type Tool } from '../tool.js';
import { throwUnlessDone } from './refused.js';

const input = z.strictObject({
  url: z.string().max(2000).optional().describe('The whole address; without it, that of `endpoint`.'),
  endpoint: EndpointId.optional().describe('An endpoint of the company, whose secret signs what is sent.'),
  body: z.json().describe('What is sent, as JSON.'),
});

export interface PostWebhookDeps {
  outgoing: Pick<Outgoing, 'send'>;
  /** Where an endpoint is, and the secrets that sign for it. Throws Failure('not-found'). */
  endpointOf(ctx: Context, id: string): Promise<{ url: string; secrets: string[] }>;
  /** The headers of Standard Webhooks. */
  signed(id: string, body: string, secrets: string[], at: Date): Record<string, string>;
}

const timeoutMs = 20_000;
const mostBytes = 4096; // of the answer

export function createPostWebhook({ outgoing, endpointOf, signed }: PostWebhookDeps): Tool {
  return defineTool({
    name: 'post-webhook',
    title: 'Post a webhook',
    description: 'Posts JSON to an address. With an endpoint of the company it is signed with its secret.',
    effect: 'write',
    input,
    retry: { attempts: 5, firstSeconds: 5 },
    summary: ({ url, endpoint }) => `Webhook to ${url ?? endpoint ?? 'nowhere'}`,
    async run({ ctx, key, now, signal }, { url: given, endpoint, body }) {
      const known = endpoint === undefined ? null : await endpointOf(ctx, endpoint);
      const url = given ?? known?.url;
      if (url === undefined) throw new Failure('invalid', 'give `url` or `endpoint`: where it is to be posted to');
      const text = JSON.stringify(body);
      // The time is that of the attempt: receivers refuse what is old. The id is the same for all of them.
      const headers = known
        ? signed(key, text, known.secrets, new Date())
        : { 'content-type': 'application/json', 'webhook-id': key };
      const answer = await outgoing.send({ method: 'POST', url, headers, body: text, timeoutMs, mostBytes, signal });
      throwUnlessDone(answer.status, answer.headers, now.getTime());
      return { result: { status: answer.status, id: key } };
    },
  });
}
