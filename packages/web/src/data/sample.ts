// Puts in the fictional sample company; the server sets its profile with it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { inWords } from '../format/errors.js';
import { useServices } from './services.js';

export function useLoadSample() {
  const { client, notices } = useServices();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => client.call('loadSample'),
    onSuccess: () => cache.invalidateQueries(),
    onError: (error) =>
      notices.show({ text: `The sample company could not be loaded. ${inWords(error)}`, tone: 'problem' }),
  });
}
