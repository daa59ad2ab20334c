// Changes something at an address over HTTP. A person says yes first, always.
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import { defineTool, type Tool } from '../tool.js';
import { asked, type HttpDeps, headers, isUnknown, url } from './http-fields.js';

const input = z.strictObject({
  url,
  method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  headers,
  json: z.json().optional().describe('The body, as JSON.'),
  text: z.string().max(1_000_000).optional().describe('The body, as text, instead of `json`.'),
  repeatable: z
    .boolean()
    .default(false)
    .describe(
      'The server there knows a repetition by its Idempotency-Key, so that a lost answer can be asked for again.',
    ),
});

export function createHttpSend(deps: HttpDeps): Tool {
  return defineTool({
    name: 'http-send',
    title: 'Change something over HTTP',
    description: 'Sends a request that changes something at an address. It cannot be taken back.',
    effect: 'write',
    input,
    retry: { attempts: 4, firstSeconds: 5 },
    summary: ({ method, url }) => `${method} ${url}`,
    async run({ key, signal, now }, { url, method, headers: given, json, text, repeatable }) {
      if (json !== undefined && text !== undefined) throw new Failure('invalid', 'give `json` or `text`, not both');
      const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
      const headers = {
        ...(json !== undefined && !names.has('content-type') ? { 'content-type': 'application/json' } : {}),
        ...(names.has('idempotency-key') ? {} : { 'idempotency-key': key }),
        ...given,
      };
      const body = json === undefined ? (text ?? null) : JSON.stringify(json);
      try {
        return { result: await asked(deps, { url, method, headers, body, signal }, now) };
      } catch (error) {
        // PUT and DELETE mean the same twice (RFC 9110, 9.2.2); of the others the second might be one too many.
        if (!isUnknown(error) || repeatable || method === 'PUT' || method === 'DELETE') throw error;
        throw new Failure(
          'unavailable',
          'no answer came, so that it may have been done or not: look there before it is done again',
          { retry: 'never', cause: error },
        );
      }
    },
  });
}
