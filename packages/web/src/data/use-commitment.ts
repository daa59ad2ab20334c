// One commitment: from what some list already holds at once, then from the server with its history.
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CommitmentView } from '@vito/contracts/commitment';
import type { LiveTimeline } from '../live/timeline.js';
import { type CommitmentList, commitmentQuery, keys } from './queries.js';
import { useServices } from './services.js';

export function useCommitment(id: string) {
  const { client, timeline } = useServices();
  const cache = useQueryClient();
  const detail = useQuery(commitmentQuery(client, id));
  const commitment = detail.data?.commitment ?? held(cache, timeline, id);
  return { commitment, detail };
}

function held(cache: QueryClient, timeline: LiveTimeline, id: string): CommitmentView | undefined {
  const lists = cache.getQueriesData<CommitmentList>({ queryKey: keys.commitments });
  for (const [, list] of lists) {
    const found = list?.items.find((item) => item.id === id);
    if (found) return found;
  }
  return timeline.get().entries.find((entry) => entry.commitment?.id === id)?.commitment ?? undefined;
}
