// A server of tools: what it offers, asking it again, and an end to it. That it does not answer is said where it was asked.
import type { ToolServerView } from '@vito/contracts/tool-server';
import { RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useClock } from '../data/clock.js';
import { useServices } from '../data/services.js';
import { toolKeys } from '../data/tool-queries.js';
import { useDeed } from '../data/use-deed.js';
import { fullMoment } from '../format/moment.js';
import { distanceWords } from '../format/run-tones.js';
import { count } from '../format/words.js';
import { Arrow } from './arrow.js';
import { Button } from './button.js';
import { Confirm } from './confirm.js';
import { Pill } from './pill.js';
import { Refused } from './refused.js';
import { ServerTool } from './server-tool.js';

const touches = [toolKeys.servers, toolKeys.tools];

export function ToolServerRow({ server }: { server: ToolServerView }) {
  const { client, notices } = useServices();
  const clock = useClock();
  const [open, setOpen] = useState(false);
  const params = { id: server.id };
  const ask = useDeed({ failed: null, touches, run: () => client.call('refreshToolServer', { params }) });
  const remove = useDeed({
    failed: 'Not removed.',
    touches,
    run: () => client.call('removeToolServer', { params }),
    done: () => notices.show({ text: `${server.name} is removed: its tools are used no more` }),
  });
  const used = server.tools.filter(({ off }) => !off).length;
  return (
    <li className="border-b border-hair last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-3 px-4 py-3 text-left hover:bg-hover"
      >
        <Arrow open={open} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{server.name}</span>
          <span className="block truncate font-mono text-xs text-faint">{server.place}</span>
        </span>
        <span className="shrink-0 text-xs text-faint max-sm:hidden">
          {used === server.tools.length
            ? count(used, 'tool')
            : `${used} of ${count(server.tools.length, 'tool')} in use`}
        </span>
        {ask.isError ? <Pill tone="bad">Does not answer</Pill> : null}
      </button>
      {open ? (
        <div className="flex animate-fade flex-col gap-4 px-4 pt-1 pb-5 sm:pl-11">
          <div className="flex flex-wrap items-center gap-2">
            <Button size="sm" disabled={ask.isPending} onClick={() => ask.mutate()}>
              <RefreshCw size={12} aria-hidden="true" />
              {ask.isPending ? 'Asking it …' : 'Ask it again'}
            </Button>
            <Confirm
              danger
              title={`Remove ${server.name}?`}
              text="No run can use its tools any more, and what it was given is destroyed."
              yes="Remove it"
              onYes={() => remove.mutate()}
            >
              <Button size="sm" disabled={remove.isPending || ask.isPending}>
                <Trash2 size={12} aria-hidden="true" />
                Remove
              </Button>
            </Confirm>
            <span className="text-xs text-faint">
              told its tools{' '}
              <time dateTime={server.toldAt} title={fullMoment(server.toldAt, clock.zone)}>
                {distanceWords(server.toldAt, clock.now)}
              </time>
              {server.secretNames.length > 0 ? ` · is given ${server.secretNames.join(', ')}` : ''}
            </span>
          </div>
          {ask.error ? (
            <div>
              <Refused error={ask.error} />
              <p className="mt-1 text-xs text-pretty text-muted">
                Runs go on with the tools that it told last; a call of one fails while it does not answer. Where its
                place or what it is given has changed, remove it and add it anew.
              </p>
            </div>
          ) : null}
          {server.tools.length === 0 ? (
            <p className="text-sm text-muted">It offers no tool that runs could use.</p>
          ) : (
            <ul aria-label={`Tools of ${server.name}`} className="divide-y divide-hair rounded-md border border-line">
              {server.tools.map((tool) => (
                <ServerTool key={tool.name} server={server.id} tool={tool} />
              ))}
            </ul>
          )}
        </div>
      ) : null}
    </li>
  );
}
