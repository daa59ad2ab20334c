// What can be done with a connection at once: run it, also from the beginning, end what is under way, pause and resume.
import type { ConnectionView, SyncRunView } from '@vito/contracts/sync';
import { ChevronDown, Pause, Play, Square } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useServices } from '../data/services.js';
import { syncKeys } from '../data/sync-queries.js';
import { useDeed } from '../data/use-deed.js';
import { isUnderWay } from '../format/sync-words.js';
import { Button } from './button.js';

const item =
  'flex cursor-pointer flex-col rounded-sm px-2.5 py-2 text-sm outline-none data-highlighted:bg-hover data-disabled:opacity-45';

export function ConnectionDeeds(props: { connection: ConnectionView; run: SyncRunView | null }) {
  const { connection, run } = props;
  const { client, notices } = useServices();
  const params = { id: connection.id };
  const touches = [syncKeys.connections, syncKeys.runs(connection.id)];
  const start = useDeed({
    failed: 'Not started.',
    touches,
    run: (fresh: boolean) => client.call('requestSync', { params, body: { fresh } }),
  });
  const cancel = useDeed({
    failed: 'Not cancelled.',
    touches,
    run: () => client.call('cancelSync', { params }),
    done: () => notices.show({ text: 'Cancelled: what is there stays, and the next run goes on from it' }),
  });
  const pause = useDeed({
    failed: 'Not saved.',
    touches,
    run: (paused: boolean) => client.call('changeConnection', { params, body: { paused } }),
    done: (_, paused) => notices.show({ text: paused ? 'Paused: it does not run until you resume it' : 'Resumed' }),
  });
  const busy = run !== null && isUnderWay(run);
  return (
    <div className="flex flex-wrap gap-2">
      <Button disabled={pause.isPending} onClick={() => pause.mutate(!connection.paused)}>
        {connection.paused ? <Play size={13} aria-hidden="true" /> : <Pause size={13} aria-hidden="true" />}
        {connection.paused ? 'Resume' : 'Pause'}
      </Button>
      {busy ? (
        <Button className="min-w-28" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          <Square size={12} aria-hidden="true" />
          Cancel
        </Button>
      ) : (
        <span className="inline-flex min-w-28">
          <Button
            tone="strong"
            className="flex-1 rounded-r-none!"
            disabled={start.isPending || connection.paused}
            onClick={() => start.mutate(false)}
          >
            Run now
          </Button>
          <DropdownMenu.Root>
            <DropdownMenu.Trigger asChild>
              <Button
                tone="strong"
                aria-label="Other ways to run it"
                className="rounded-l-none! border-l border-on-accent/30 px-1.5!"
                disabled={start.isPending || connection.paused}
              >
                <ChevronDown size={14} aria-hidden="true" />
              </Button>
            </DropdownMenu.Trigger>
            <DropdownMenu.Portal>
              <DropdownMenu.Content
                align="end"
                sideOffset={6}
                collisionPadding={8}
                className="z-50 w-72 animate-rise rounded-lg bg-raised p-1 shadow-float"
              >
                <DropdownMenu.Item className={item} onSelect={() => start.mutate(false)}>
                  Run now
                  <span className="text-xs text-muted">Goes on where the last run ended.</span>
                </DropdownMenu.Item>
                <DropdownMenu.Item className={item} onSelect={() => start.mutate(true)}>
                  Run from the beginning
                  <span className="text-xs text-muted">Everything is fetched again; nothing is doubled.</span>
                </DropdownMenu.Item>
              </DropdownMenu.Content>
            </DropdownMenu.Portal>
          </DropdownMenu.Root>
        </span>
      )}
    </div>
  );
}
