// Evidence: exactly the commitments that a figure counted.
import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { ArrowLeft, SearchX } from 'lucide-react';
import { evidenceQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { count } from '../format/words.js';
import { Button } from '../parts/button.js';
import { CommitmentRow } from '../parts/commitment-row.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Bone, Empty, Trouble } from '../parts/states.js';

export function Evidence() {
  const { client } = useServices();
  const router = useRouter();
  const { title = 'Commitments', by = {}, c } = useSearch({ from: '/shell/evidence' });
  const list = useQuery(evidenceQuery(client, by));
  return (
    <div>
      <ScreenHeader
        title={title}
        controls={
          <>
            <span className="text-sm text-muted">
              {list.data ? `${count(list.data.items.length, 'commitment')}${list.data.cut ? ', and more' : ''}` : ''}
            </span>
            <Button onClick={() => router.history.back()}>
              <ArrowLeft size={15} aria-hidden="true" />
              Back
            </Button>
          </>
        }
      />
      {list.isPending ? <Waiting /> : null}
      {list.isError ? (
        <Trouble what="What was counted could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data?.items.length === 0 ? (
        <Empty
          drawing={<SearchX size={36} strokeWidth={1.4} aria-hidden="true" />}
          title="Nothing stands here any more"
        >
          It may have changed since the figure was shown.
        </Empty>
      ) : null}
      <ul className="@container pb-16">
        {list.data?.items.map((item) => (
          <CommitmentRow key={item.id} commitment={item} selected={item.id === c} />
        ))}
      </ul>
    </div>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="px-6">
      {[70, 58, 64, 76, 52].map((width) => (
        <div key={width} className="flex h-10.25 items-center border-b border-hair">
          <span style={{ width: `${width}%` }}>
            <Bone className="h-3.5 w-full" />
          </span>
        </div>
      ))}
    </div>
  );
}
