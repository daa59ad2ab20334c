// The tools that runs can use: those of servers of others, which a person may add, and those that come with ViTo.
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useServices } from '../data/services.js';
import { toolServersQuery, toolsQuery } from '../data/tool-queries.js';
import { approvalWords, effectWords } from '../format/tool-words.js';
import { Button } from './button.js';
import { Pill } from './pill.js';
import { Section } from './section.js';
import { Bone, Trouble } from './states.js';
import { ToolName } from './tool-name.js';
import { ToolServerForm } from './tool-server-form.js';
import { ToolServerRow } from './tool-server-row.js';

export function ToolsPart() {
  return (
    <div className="flex flex-col gap-10">
      <Section title="Servers of others" hint="Each speaks MCP and brings tools of another system.">
        <Servers />
      </Section>
      <Section title="Comes with ViTo" hint="What a run may do here without any server of others.">
        <OwnTools />
      </Section>
    </div>
  );
}

function Servers() {
  const { client } = useServices();
  const [adding, setAdding] = useState(false);
  const list = useQuery(toolServersQuery(client));
  const servers = list.data ?? [];
  if (list.isPending) return <Bone className="h-20 w-full" />;
  if (list.isError && !list.data)
    return <Trouble what="The servers could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <div className="flex flex-col items-start gap-3">
      {servers.length === 0 && !adding ? <NoServers /> : null}
      {servers.length > 0 ? (
        <ul
          aria-label="Servers of tools"
          className="w-full overflow-hidden rounded-lg border border-line bg-surface shadow-raised"
        >
          {servers.map((server) => (
            <ToolServerRow key={server.id} server={server} />
          ))}
        </ul>
      ) : null}
      {adding ? (
        <div className="w-full">
          <ToolServerForm onClose={() => setAdding(false)} />
        </div>
      ) : (
        <Button onClick={() => setAdding(true)}>
          <Plus size={14} aria-hidden="true" />
          Add a server
        </Button>
      )}
    </div>
  );
}

function NoServers() {
  return (
    <div className="w-full rounded-lg border border-dashed border-edge px-4 py-5">
      <h3 className="text-sm font-medium">No server of others yet</h3>
      <p className="mt-1 max-w-[40rem] text-sm text-pretty text-muted">
        A server that speaks MCP (Model Context Protocol) offers what another system can do: open a ticket, look up a
        customer, note something. Once you add one, playbooks and agents can use its tools. What it says only reads asks
        nobody; everything else asks a person first, until you say otherwise.
      </p>
    </div>
  );
}

function OwnTools() {
  const { client } = useServices();
  const list = useQuery(toolsQuery(client));
  if (list.isPending) return <Bone className="h-40 w-full" />;
  if (list.isError && !list.data)
    return <Trouble what="The tools could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <ul aria-label="Tools of ViTo" className="overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
      {list.data
        ?.filter(({ name }) => !name.startsWith('mcp:'))
        .map((tool) => (
          <li
            key={tool.name}
            className="flex flex-wrap items-start gap-x-6 gap-y-2 border-b border-hair px-4 py-3 last:border-b-0"
          >
            <ToolName tool={tool} />
            <span className="flex flex-wrap gap-1.5 sm:w-56 sm:justify-end">
              <Pill tone="off">{effectWords[tool.effect]}</Pill>
              <Pill tone={tool.approval === 'never' ? 'off' : 'good'}>{approvalWords[tool.approval]}</Pill>
            </span>
          </li>
        ))}
    </ul>
  );
}
