// What a mail's link is about, and the word of who opened it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RequestFailed } from '@vito/contracts/client';
import type { Verdict } from './decide-gate.js';
import { keys } from './queries.js';
import { useServices } from './services.js';

export function useGateLink(token: string) {
  const { client } = useServices();
  return useQuery({
    queryKey: keys.gateLink(token),
    queryFn: ({ signal }) => client.call('viewGateLink', { body: { token }, signal }),
    gcTime: 0,
  });
}

/** Where somebody else was first, how it stands is asked for again. */
export function useDecideLink(token: string) {
  const { client } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (verdict: Verdict) => client.call('decideGateLink', { body: { ...verdict, token } }),
    onSuccess: (view) => cache.setQueryData(keys.gateLink(token), view),
    onError: (error) => {
      if (error instanceof RequestFailed && error.problem.code !== 'invalid')
        void cache.invalidateQueries({ queryKey: keys.gateLink(token) });
    },
  });
}
