// The timeline before anything came in: what to do first.
import { useQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { pickFiles } from '../data/pick-files.js';
import { meQuery } from '../data/queries.js';
import { useLoadSample } from '../data/sample.js';
import { useServices } from '../data/services.js';
import { Button } from './button.js';
import { Empty } from './states.js';

export function EmptyTimeline() {
  const { client, uploads } = useServices();
  const me = useQuery(meQuery(client));
  const sample = useLoadSample();
  return (
    <Empty
      drawing={<Inbox size={38} strokeWidth={1.3} aria-hidden="true" />}
      title="Drop in the first mail"
      actions={
        <>
          <Button tone="strong" onClick={() => pickFiles(uploads)}>
            Add files
          </Button>
          <Button onClick={() => pickFiles(uploads, 'folder')}>Add a folder</Button>
          {me.data?.sample === false ? (
            <Button onClick={() => sample.mutate()} disabled={sample.isPending}>
              Try the sample company
            </Button>
          ) : null}
        </>
      }
    >
      Mails, chats, PDFs, scans, notes: drop files or whole folders anywhere on this page. What was promised in them
      appears here within seconds.
    </Empty>
  );
}
