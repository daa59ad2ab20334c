// The uploaded tables that are kept: which stream each became, opened again, or removed.
import type { FileView } from '@vito/contracts/table';
import { Trash2 } from 'lucide-react';
import { useClock } from '../data/clock.js';
import { useServices } from '../data/services.js';
import { tableKeys } from '../data/table-queries.js';
import { useDeed } from '../data/use-deed.js';
import { shortMoment } from '../format/moment.js';
import { size } from '../format/words.js';
import { Button, IconButton } from './button.js';
import { Confirm } from './confirm.js';

export function TableFiles(props: { connectionId: string; files: readonly FileView[]; onOpen(file: FileView): void }) {
  const { client } = useServices();
  const clock = useClock();
  const remove = useDeed({
    failed: 'Not removed.',
    touches: [tableKeys.files(props.connectionId)],
    run: (id: string) => client.call('removeTable', { params: { id } }),
  });
  return (
    <ul className="divide-y divide-hair overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
      {props.files.map((file) => (
        <li key={file.id} className="flex min-h-12.25 items-center gap-3 px-4 py-2">
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{file.name}</span>
            <span className="block truncate text-xs text-faint">
              {size(file.size)} · uploaded {shortMoment(file.receivedAt, clock)} ·{' '}
              {file.stream === null ? 'not imported yet' : `imported as ${file.stream}`}
            </span>
          </span>
          <Button size="sm" onClick={() => props.onOpen(file)}>
            {file.stream === null ? 'Import' : 'Import again'}
          </Button>
          <Confirm
            title={`Remove ${file.name}?`}
            text="The file is removed. What its rows became stays."
            yes="Remove it"
            danger
            onYes={() => remove.mutate(file.id)}
          >
            <IconButton label={`Remove ${file.name}`} disabled={remove.isPending}>
              <Trash2 size={14} aria-hidden="true" />
            </IconButton>
          </Confirm>
        </li>
      ))}
    </ul>
  );
}
