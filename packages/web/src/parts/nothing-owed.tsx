// An empty list of commitments: why it is empty, and what to do next.
import { useNavigate } from '@tanstack/react-router';
import type { Side } from '@vito/contracts/commitment';
import { CircleCheckBig, SearchX } from 'lucide-react';
import { pickFiles } from '../data/pick-files.js';
import { useServices } from '../data/services.js';
import type { View } from '../screens/search.js';
import { Button } from './button.js';
import { Empty } from './states.js';

const nothing: Record<Side, { title: string; text: string }> = {
  'i-owe': {
    title: 'You owe nothing',
    text: 'What you promise in a mail, a chat or a contract will stand here with its date.',
  },
  'owed-to-me': {
    title: 'Nobody owes you anything',
    text: 'What others promise you will stand here, so that nothing is forgotten.',
  },
  'between-others': {
    title: 'Nothing between others',
    text: 'What people promise each other in what you receive will stand here.',
  },
};

export function NothingOwed(props: { side: Side; view: View; q: string; empty: boolean }) {
  const { uploads } = useServices();
  const navigate = useNavigate();
  if (!props.empty && props.q !== '') {
    const clear = () => void navigate({ to: '.', search: (before) => ({ ...before, q: undefined }), replace: true });
    return (
      <Empty
        drawing={<SearchX size={36} strokeWidth={1.4} aria-hidden="true" />}
        title="Nothing fits"
        actions={<Button onClick={clear}>Clear the search</Button>}
      >
        No commitment in this list holds “{props.q}”.
      </Empty>
    );
  }
  if (!props.empty && props.view === 'overdue') {
    return (
      <Empty drawing={<CircleCheckBig size={36} strokeWidth={1.4} aria-hidden="true" />} title="Nothing is late">
        Every open commitment here still has time.
      </Empty>
    );
  }
  const words = nothing[props.side];
  return (
    <Empty
      drawing={<CircleCheckBig size={36} strokeWidth={1.4} aria-hidden="true" />}
      title={words.title}
      actions={
        <Button tone="strong" onClick={() => pickFiles(uploads)}>
          Add files
        </Button>
      }
    >
      {words.text}
    </Empty>
  );
}
