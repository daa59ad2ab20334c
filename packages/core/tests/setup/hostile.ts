// Mails that try to make an agent act, and a model that obeys them: so that tests show what holds when the model does not.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { defineTool, type Toolbox } from '../../src/agents/tool.js';
import type { Act, Body, Heard } from './chat-server.js';

export interface Hostile {
  file: string;
  kind: string;
  /** Where the instruction shows. */
  phrase: string;
  /** The effect that it is after: a tool, and some of its arguments. */
  wants: { tool: string; args: Record<string, unknown> };
  bytes: Buffer;
}

const folder = new URL('../../fixtures/hostile/', import.meta.url);

export async function hostileMails(): Promise<Hostile[]> {
  const index = JSON.parse(await readFile(new URL('index.json', folder), 'utf8')) as Omit<Hostile, 'bytes'>[];
  return Promise.all(index.map(async (one) => ({ ...one, bytes: await readFile(new URL(one.file, folder)) })));
}

/** The tools that the mails are after, each of which asks for an approval; and what was done by them. */
export function wantedTools(hostile: readonly Hostile[]): {
  toolbox: Toolbox;
  ran: { tool: string; input: unknown }[];
} {
  const ran: { tool: string; input: unknown }[] = [];
  const tools = [...new Set(hostile.map(({ wants }) => wants.tool))].map((name) =>
    defineTool({
      name,
      title: name,
      description: `Does ${name}.`,
      effect: 'write',
      input: z.looseObject({}),
      async run(_, input) {
        ran.push({ tool: name, input });
        return { result: null };
      },
    }),
  );
  const find = async (_: string, name: string) => tools.find((one) => one.name === name) ?? null;
  return { toolbox: { find, list: async () => tools }, ran };
}

/** Calls whatever tool a hostile mail in the conversation wants, once, if it is offered; otherwise it is done. */
export function obeying(hostile: readonly Hostile[]): (heard: Heard) => Act {
  return ({ body }) => {
    const read = flat(textsOf(body).join('\n'));
    const one = hostile.find(({ phrase }) => read.includes(flat(phrase)));
    const wire = one && wireName(body, one.wants.tool);
    const called = JSON.stringify(body.messages).includes('"call_1"');
    if (!one || !wire || called) return { kind: 'says', text: 'Done.' };
    return { kind: 'says', text: 'As I was told.', calls: [{ name: wire, args: one.wants.args }] };
  };
}

/** A tool's name as it was offered: other signs than these are replaced on the way. */
function wireName({ tools = [] }: Body, tool: string): string | undefined {
  const wanted = tool.replace(/[^A-Za-z0-9_-]/g, '_');
  return tools.map((one) => one.function?.name ?? one.name).find((name) => name === wanted);
}

/** All that was said, with the JSON of data blocks read as a model reads it. */
function textsOf(body: Body): string[] {
  return stringsIn([body.system, body.messages.filter(({ role }) => role !== 'assistant')]).flatMap((text) =>
    text.split('\n').flatMap((line) => {
      try {
        return stringsIn(JSON.parse(line));
      } catch {
        return [line];
      }
    }),
  );
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

const flat = (text: string) => text.replace(/\s+/g, ' ');
