// Reads an unreadable document again.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DocumentSummary } from '@vito/contracts/document';
import { RotateCw } from 'lucide-react';
import { keys } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { inWords } from '../format/errors.js';
import { Button } from './button.js';

export function Retry(props: { document: Pick<DocumentSummary, 'id' | 'name'> }) {
  const { client, notices } = useServices();
  const cache = useQueryClient();
  const retry = useMutation({
    mutationFn: () => client.call('retryDocument', { params: { id: props.document.id } }),
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: keys.documents });
      void cache.invalidateQueries({ queryKey: keys.document(props.document.id) });
    },
    onError: (error) => notices.show({ text: `It cannot be read again. ${inWords(error)}`, tone: 'problem' }),
  });
  return (
    <Button
      size="sm"
      className="relative z-1 justify-self-end"
      disabled={retry.isPending}
      onClick={() => retry.mutate()}
    >
      <RotateCw size={12} aria-hidden="true" />
      Read again
    </Button>
  );
}
