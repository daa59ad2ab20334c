// A link that signs in another browser: made when asked for, copied at once.
import { useMutation } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useServices } from '../data/services.js';
import { inWords } from '../format/errors.js';
import { Button } from './button.js';

export function SignInLink() {
  const { client, notices } = useServices();
  const make = useMutation({
    mutationFn: () => client.call('makeSignInLink'),
    onSuccess: async (answer) => {
      const link = new URL(answer.path, location.origin).href;
      try {
        await navigator.clipboard.writeText(link);
        notices.show({ text: 'Copied: a link that signs in for the next 12 hours. Give it to nobody else.' });
      } catch {
        notices.show({
          text: 'The browser does not let it be copied. Run npx vito status --link instead.',
          tone: 'problem',
        });
      }
    },
    onError: (error) => notices.show({ text: `No link. ${inWords(error)}`, tone: 'problem' }),
  });
  return (
    <Button onClick={() => make.mutate()} disabled={make.isPending}>
      <Link2 size={14} aria-hidden="true" />
      Copy a sign-in link
    </Button>
  );
}
