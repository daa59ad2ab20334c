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
        <Choice
          label="What it does"
          of={effects}
          words={effectWords}
          value={effect}
          disabled={off}
          onChoose={(next) => set.mutate({ effect: next })}
        />
        <Choice
          label="Whom it asks"
          of={approvals}
          words={approvalWords}
          value={approval}
          disabled={off}
          onChoose={(next) => set.mutate({ approval: next })}
        />
      </fieldset>
    </li>
  );
}

function Choice<T extends string>(props: {
  label: string;
  of: readonly T[];
  words: Readonly<Record<T, string>>;
  value: string | undefined;
  disabled: boolean | undefined;
  onChoose(next: T | undefined): void;
}) {
  return (
    <select
      aria-label={props.label}
      className="field sm:w-auto!"
      disabled={props.disabled}
      value={props.value}
      onChange={(event) => props.onChoose(props.of.find((one) => one === event.target.value))}
    >
      {props.of.map((one) => (
        <option key={one} value={one}>
          {props.words[one]}
        </option>
      ))}
    </select>
  );
}
