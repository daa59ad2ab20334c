// Clients of the MCP server: the official one, and bare requests for what it would never send.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';

type Fetch = NonNullable<ConstructorParameters<typeof StreamableHTTPClientTransport>[1]>['fetch'];

/** The official client, connected. `fetch`: how it reaches the server, e.g. to alternate between several. */
export async function connected(url: string, token: string, fetch?: Fetch): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', url), {
    requestInit: { headers: { authorization: `Bearer ${token}` } },
    ...(fetch ? { fetch } : {}),
  });
  await client.connect(transport as Transport);
  return client;
}

export async function called(client: Client, name: string, args: Record<string, unknown> = {}): Promise<Told> {
  const result = (await client.callTool({ name, arguments: args })) as CallToolResult;
  const [first] = result.content;
  const text = first?.type === 'text' ? first.text : '';
  return { isError: result.isError === true, text, told: (result.structuredContent ?? {}) as Record<string, unknown> };
}
export interface Told {
  isError: boolean;
  text: string;
  told: Record<string, unknown>;
}

export const namesOf = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name).sort();

export interface Bare {
  status: number;
  headers: Headers;
  text: string;
}

/** One POST as it is given. */
export async function post(url: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Bare> {
  const answer = await fetch(`${url}/mcp`, {
    method: 'POST',
    headers: { accept: 'application/json, text/event-stream', 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

export const request = (method: string, params?: unknown, id: number | string = 1) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, ...(params === undefined ? {} : { params }) });
export const initialize = (protocolVersion: string) =>
  request('initialize', { protocolVersion, capabilities: {}, clientInfo: { name: 'bare', version: '1' } });
