// Something done to a connection: what it touches is asked for again, and what went wrong is said in words.
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { inWords } from '../format/errors.js';
import { useServices } from './services.js';

interface Deed<A, R> {
  /** Before the reason, e.g. "Not saved."; null: the form that did it says it itself. */
  failed: string | null;
  touches: readonly QueryKey[];
  run(input: A): Promise<R>;
  done?(result: R, input: A): void;
}

export function useDeed<A = void, R = unknown>(deed: Deed<A, R>) {
  const { notices } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: deed.run,
    onSuccess: (result, input) => deed.done?.(result, input),
    onSettled: () => {
      for (const queryKey of deed.touches) void cache.invalidateQueries({ queryKey });
    },
    onError: (error) => {
      if (deed.failed !== null) notices.show({ text: `${deed.failed} ${inWords(error)}`, tone: 'problem' });
    },
  });
}
