// Routes of tools: those that runs can use, and the servers of others that bring some.
import { z } from 'zod';
import { ToolServerId } from './ids.js';
import { Name } from './playbook.js';
import { ToolServerTransport, ToolServerView, ToolSetting, ToolView } from './tool-server.js';

const own = { tag: 'tools', access: 'owner' } as const;
const params = z.object({ id: ToolServerId });
const given = z
  .record(z.string().min(1).max(100), z.string().max(8000))
  .refine((all) => Object.keys(all).length <= 30, 'at most 30');

export const toolRoutes = {
  listTools: {
    ...own,
    method: 'GET',
    path: '/v1/tools',
    summary: 'The tools that runs can use: those that ViTo brings, and those of the servers that were added.',
    status: 200,
    answer: z.object({ items: z.array(ToolView.extend({ input: z.record(z.string(), z.unknown()) })) }),
  },
  listToolServers: {
    ...own,
    method: 'GET',
    path: '/v1/tool-servers',
    summary: 'The servers whose tools runs can use.',
    status: 200,
    answer: z.object({ items: z.array(ToolServerView) }),
  },
  addToolServer: {
    ...own,
    method: 'POST',
    path: '/v1/tool-servers',
    summary:
      'Use the tools of a server that speaks MCP. It is asked for them first; one that does not answer is not added.',
    body: z.strictObject({
      name: Name,
      transport: ToolServerTransport,
      /** The name of a program of VITO_MCP_SERVERS, or an address. */
      place: z.string().trim().min(1).max(2000),
      /** Headers, or variables of the environment. */
      given: given.default({}),
    }),
    status: 201,
    answer: ToolServerView,
  },
  refreshToolServer: {
    ...own,
    method: 'POST',
    path: '/v1/tool-servers/:id/refresh',
    summary: 'Ask a server again for the tools that it offers.',
    params,
    status: 200,
    answer: ToolServerView,
  },
  setTool: {
    ...own,
    method: 'POST',
    path: '/v1/tool-servers/:id/tools',
    summary:
      'Say of a tool of a server whether it reads or writes, whether somebody has to approve it, or switch it off.',
    params,
    body: z.strictObject({ tool: z.string().min(1).max(200), ...ToolSetting.shape }),
    status: 200,
    answer: ToolServerView,
  },
  removeToolServer: {
    ...own,
    method: 'DELETE',
    path: '/v1/tool-servers/:id',
    summary: 'Use the tools of a server no more.',
    params,
    status: 204,
    answer: null,
  },
} as const;
