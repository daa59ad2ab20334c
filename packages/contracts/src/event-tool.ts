// Events of servers of tools.
import { z } from 'zod';
import { Name } from './playbook.js';
import { OfferedTool, ToolServerTransport, ToolSetting } from './tool-server.js';

const nothing = z.strictObject({});

export const toolEvents = {
  /** `given`: headers, or variables of its environment. */
  'tool-server.added': {
    version: 1,
    data: z.strictObject({ transport: ToolServerTransport }),
    secret: z.strictObject({ name: Name, place: z.string(), given: z.record(z.string(), z.string()) }),
  },
  /** What it offers now, in place of what it offered before. */
  'tool-server.told': {
    version: 1,
    data: z.strictObject({ tools: z.number().int() }),
    secret: z.strictObject({ tools: z.array(OfferedTool) }),
  },
  'tool-server.tool-set': {
    version: 1,
    data: nothing,
    secret: z.strictObject({ tool: z.string(), setting: ToolSetting }),
  },
  'tool-server.removed': { version: 1, data: nothing, secret: nothing },
} as const;
