// A session with a server of tools: opened for one question, closed after it, and every fault a Failure.
import { setMaxListeners } from 'node:events';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { CallToolResultSchema, ErrorCode, ListToolsResultSchema, McpError } from '@modelcontextprotocol/sdk/types.js';
import { Failure } from '@vito/runtime/failure';
import type { z } from 'zod';
import type { Outgoing } from '../../platform/outgoing.js';
import type { Programs } from '../../platform/programs.js';
import { createHttpTransport } from './http-transport.js';
import { createStdioTransport } from './stdio-transport.js';
import type { ToolServer } from './tool-server.js';

export interface SessionDeps {
  programs: Programs;
  outgoing: Pick<Outgoing, 'send'>;
  /** Milliseconds that a session may take, all in all. */
  patience: number;
}

export type Reached = Pick<ToolServer, 'transport' | 'place' | 'given'>;
type Listed = z.output<typeof ListToolsResultSchema>['tools'];
type Called = z.output<typeof CallToolResultSchema>;

const mostTools = 500;

export function createSessions({ programs, outgoing, patience }: SessionDeps) {
  /** Everything that it offers. */
  function list(server: Reached, signal: AbortSignal): Promise<Listed> {
    return within(server, signal, async (client, options) => {
      const tools: Listed = [];
      let cursor: string | undefined;
      do {
        const params = cursor === undefined ? {} : { cursor };
        const page = await client.request({ method: 'tools/list', params }, ListToolsResultSchema, options);
        tools.push(...page.tools);
        cursor = page.nextCursor;
        if (tools.length > mostTools || (cursor !== undefined && page.tools.length === 0))
          throw new Failure('too-large', `the server of tools lists more than ${mostTools} tools, or does not end`);
      } while (cursor !== undefined);
      return tools;
    });
  }

  /** `sent` is told once the call may have reached the tool. */
  function call(
    server: Reached,
    asked: { tool: string; args: Record<string, unknown>; key: string },
    { signal, progress, sent }: { signal: AbortSignal; progress: () => void; sent: () => void },
  ): Promise<Called> {
    return within(server, signal, (client, options) => {
      sent();
      const params = { name: asked.tool, arguments: asked.args, _meta: { 'vito/idempotency-key': asked.key } };
      const method = 'tools/call' as const;
      return client.request({ method, params }, CallToolResultSchema, { ...options, onprogress: progress });
    });
  }

  async function within<T>(
    server: Reached,
    given: AbortSignal,
    use: (client: Client, options: { signal: AbortSignal; timeout: number }) => Promise<T>,
  ): Promise<T> {
    given.throwIfAborted();
    const slow = AbortSignal.timeout(patience);
    const signal = AbortSignal.any([given, slow]);
    setMaxListeners(0, signal); // the SDK leaves one for each request
    const options = { signal, timeout: patience + 1000 }; // the signal is the one clock
    const transport =
      server.transport === 'stdio'
        ? createStdioTransport(await programs.find(server.place), server.given)
        : createHttpTransport(outgoing, { url: server.place, headers: server.given, timeoutMs: patience, signal });
    const client = new Client({ name: 'ViTo', version: '1' }, { capabilities: {} });
    try {
      await client.connect(transport, options);
      return await use(client, options);
    } catch (error) {
      given.throwIfAborted();
      if (slow.aborted)
        throw new Failure('unavailable', `the server of tools did not answer within ${patience / 1000} seconds`);
      throw transport.failure() ?? failureOf(error);
    } finally {
      await client.close().catch(() => {});
      await transport.close().catch(() => {});
    }
  }

  return { list, call };
}

/** What it says itself can quote anything: it goes no further. */
function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const cause = error;
  if (!(error instanceof McpError)) {
    return new Failure('invalid', 'the server of tools answered with something that is no answer of MCP', { cause });
  }
  if (error.code === ErrorCode.ConnectionClosed)
    return new Failure('unavailable', 'the server of tools hung up before it had answered', { cause });
  if (error.code === ErrorCode.InternalError)
    return new Failure('unavailable', 'the server of tools failed at this', { cause });
  return new Failure('invalid', `the server of tools refuses this (${error.code})`, { cause });
}
