// What a server of tools lists, as what a company is offered: only names that playbooks can use, and each only once.
import { ToolName } from '@vito/contracts/playbook';
import type { OfferedTool } from '@vito/contracts/tool-server';
import { Failure } from '@vito/runtime/failure';
import { mcpName } from './mcp-tool.js';

export interface ListedTool {
  name: string;
  title?: string | undefined;
  description?: string | undefined;
  inputSchema: Record<string, unknown>;
  annotations?: { title?: string | undefined; readOnlyHint?: boolean | undefined } | undefined;
}

const mostTools = 200;
const mostDescription = 2000; // characters
const mostSchema = 32 * 1024; // characters of JSON

/** Of two tools with the same name nobody can say which is meant: neither is offered. Throws Failure('too-large'). */
export function offeredOf(server: string, listed: readonly ListedTool[]): OfferedTool[] {
  const times = new Map<string, number>();
  for (const { name } of listed) times.set(name, (times.get(name) ?? 0) + 1);
  const offered = listed.flatMap((tool) => {
    const isNamed = ToolName.safeParse(mcpName(server, tool.name)).success && !tool.name.includes(':');
    const schema = JSON.stringify(tool.inputSchema);
    if (!isNamed || times.get(tool.name) !== 1 || schema.length > mostSchema) return [];
    return [
      {
        name: tool.name,
        title: plain(tool.title ?? tool.annotations?.title ?? tool.name, 120) || tool.name,
        description: plain(tool.description ?? '', mostDescription),
        readOnly: tool.annotations?.readOnlyHint === true,
        input: JSON.parse(schema) as OfferedTool['input'],
      },
    ];
  });
  if (offered.length > mostTools)
    throw new Failure('too-large', `this server offers more than ${mostTools} tools: use one that offers fewer`);
  return offered;
}

const plain = (text: string, most: number): string =>
  text
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()
    .slice(0, most);
