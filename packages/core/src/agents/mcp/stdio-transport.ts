// A program that speaks MCP over its input and output: kept, in a folder of its own, within a size, and nothing left of it.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { deserializeMessage, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { Failure } from '@vito/runtime/failure';
import { wait } from '@vito/runtime/wait';
import { signalGroup, startKept } from '../../platform/keeper.js';

const mostBytes = 8 * 2 ** 20; // of all that it says
const grace = 1000; // ms to end by itself once its input has ended

export interface FallibleTransport extends Transport {
  /** Why it can go on no more; null: for no reason. */
  failure(): Failure | null;
}

export function createStdioTransport(program: string, env: Record<string, string>): FallibleTransport {
  let child: ChildProcess | null = null;
  let folder: string | null = null;
  let failure: Failure | null = null;
  let exited: Promise<unknown> = Promise.resolve();
  let closing: Promise<void> | null = null;

  const transport: FallibleTransport = {
    failure: () => failure,
    async start() {
      folder = await mkdtemp(join(tmpdir(), 'vito-mcp-')); // mode 0700
      child = startKept(program, [], folder, { env, hasInput: true });
      exited = once(child, 'exit').then(
        () => fail('it ended before it had answered'),
        () => fail('it could not be started'),
      );
      for (const stream of child.stdio) stream?.on('error', () => {}); // told by its end
      (child.stderr as Readable).resume();
      take(child.stdout as Readable);
    },
    async send(message) {
      const input = child?.stdio[3] as Writable | undefined;
      if (!input || failure || closing) throw failure ?? new Failure('unavailable', 'the server of tools is closed');
      if (!input.write(serializeMessage(message))) await Promise.race([once(input, 'drain').catch(() => {}), exited]);
    },
    close: () => {
      closing ??= end();
      return closing;
    },
  };

  function take(output: Readable): void {
    let begun: Buffer[] = [];
    let size = 0;
    output.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBytes) return fail(`it said more than ${mostBytes / 2 ** 20} MiB`, 'too-large');
      let from = 0;
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
        hear(Buffer.concat([...begun, chunk.subarray(from, at)]).toString('utf8'));
        begun = [];
        from = at + 1;
      }
      if (from < chunk.length) begun.push(chunk.subarray(from));
    });
  }

  function hear(line: string): void {
    if (failure || closing || line.trim() === '') return;
    try {
      transport.onmessage?.(deserializeMessage(line));
    } catch {
      fail('it said something that is no message of MCP', 'invalid');
    }
  }

  function fail(what: string, code: 'unavailable' | 'too-large' | 'invalid' = 'unavailable'): void {
    if (failure || closing) return;
    failure = new Failure(code, `the server of tools failed: ${what}`);
    closing = end();
    closing.catch(() => {}); // heard by whoever closes it
  }

  /** Whatever it started goes with it. */
  async function end(): Promise<void> {
    try {
      if (child) {
        (child.stdio[3] as Writable | undefined)?.end();
        child.stdout?.destroy();
        if (!failure) await Promise.race([exited, wait(grace)]);
        signalGroup(child, 'SIGKILL');
        await exited;
      }
    } finally {
      if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      transport.onclose?.();
    }
  }

  return transport;
}
