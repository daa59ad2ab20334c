// A tool of a server of others: what it does, and what a person says of it, against what its server says.

import { useQueryClient } from '@tanstack/react-query';
import type { ToolServerView, ToolSetting } from '@vito/contracts/tool-server';
import { useServices } from '../data/services.js';
import { toolKeys, toolServersQuery } from '../data/tool-queries.js';
import { useDeed } from '../data/use-deed.js';
import { approvalWords, effectWords } from '../format/tool-words.js';
import { ToolName } from './tool-name.js';

const effects = ['read', 'write'] as const;
const approvals = ['never', 'always'] as const;

export function ServerTool({ server, tool }: { server: string; tool: ToolServerView['tools'][number] }) {
  const { client } = useServices();
  const cache = useQueryClient();
  const set = useDeed({
    failed: 'Not saved.',
    touches: [toolKeys.servers, toolKeys.tools],
    run: (setting: ToolSetting) =>
      client.call('setTool', { params: { id: server }, body: { tool: tool.tool, ...setting } }),
    done: (next) =>
      cache.setQueryData(toolServersQuery(client).queryKey, (all) =>
        all?.map((one) => (one.id === next.id ? next : one)),
      ),
  });
  const { off, effect, approval } = { ...tool, ...(set.isPending ? set.variables : {}) };
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 px-3 py-3">
      <ToolName tool={tool} />
      <fieldset
        aria-label={tool.title}
        disabled={set.isPending}
        className="flex items-center gap-2 max-sm:w-full max-sm:flex-col max-sm:items-stretch"
      >
        <label className="flex items-center gap-2 text-xs">
          <input type="checkbox" checked={!off} onChange={(event) => set.mutate({ off: !event.target.checked })} />
          In use
        </label>
        <select
          aria-label="What it does"
          className="field sm:w-auto!"
          disabled={off}
          value={effect}
          onChange={(event) => set.mutate({ effect: effects.find((one) => one === event.target.value) })}
        >
          {effects.map((one) => (
            <option key={one} value={one}>
              {effectWords[one]}
            </option>
          ))}
        </select>
        <select
          aria-label="Whom it asks"
          className="field sm:w-auto!"
          disabled={off}
          value={approval}
          onChange={(event) => set.mutate({ approval: approvals.find((one) => one === event.target.value) })}
        >
          {approvals.map((one) => (
            <option key={one} value={one}>
              {approvalWords[one]}
            </option>
          ))}
        </select>
      </fieldset>
    </li>
  );
}
