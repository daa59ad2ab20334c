// The secret address of the calendar of dues: to copy, or to make anew.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Copy, RefreshCw } from 'lucide-react';
import { keys } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { inWords } from '../format/errors.js';
import { Button } from './button.js';
import { Confirm } from './confirm.js';

export function CalendarLink() {
  const { client, notices } = useServices();
  const cache = useQueryClient();
  const link = useQuery({
    queryKey: keys.calendarLink,
    queryFn: ({ signal }) => client.call('getCalendarLink', { signal }),
  });
  const rotate = useMutation({
    mutationFn: () => client.call('rotateCalendarLink'),
    onSuccess: (answer) => {
      cache.setQueryData(keys.calendarLink, answer);
      notices.show({ text: 'A new link stands; the old one no longer works.' });
    },
    onError: (error) => notices.show({ text: `No new link. ${inWords(error)}`, tone: 'problem' }),
  });
  const address = link.data ? new URL(link.data.path, location.origin).href : '';
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(address);
      notices.show({ text: 'Copied' });
    } catch {
      notices.show({
        text: 'The browser does not let it be copied. Select the link and copy it by hand.',
        tone: 'problem',
      });
    }
  }
  return (
    <div className="flex flex-wrap gap-2">
      <input
        readOnly
        aria-label="Calendar link"
        value={link.isError ? 'The link could not be loaded' : address}
        onFocus={(event) => event.target.select()}
        className="field basis-full font-mono text-xs!"
      />
      <Button onClick={() => void copy()} disabled={address === ''}>
        <Copy size={14} aria-hidden="true" />
        Copy
      </Button>
      <Confirm
        title="Make a new calendar link?"
        text="The old link stops working at once. Calendars that use it must be given the new one."
        yes="Make a new link"
        onYes={() => rotate.mutate()}
      >
        <Button tone="quiet" disabled={rotate.isPending}>
          <RefreshCw size={14} aria-hidden="true" />
          New link
        </Button>
      </Confirm>
    </div>
  );
}
