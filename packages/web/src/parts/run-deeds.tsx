// What can be done with a run: end it, with the reason; run its playbook once more.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { RunView } from '@vito/contracts/run';
import { isRunOver } from '@vito/contracts/run-words';
import { Square } from 'lucide-react';
import { agentKeys, playbooksQuery } from '../data/agent-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { Button } from './button.js';
import { Confirm } from './confirm.js';

export function RunDeeds({ run }: { run: RunView }) {
  const { client, notices } = useServices();
  const navigate = useNavigate();
  const cancel = useDeed({
    failed: 'Not cancelled.',
    touches: [agentKeys.all],
    run: () => client.call('cancelRun', { params: { id: run.id }, body: {} }),
    done: () => notices.show({ text: 'It is being cancelled: what it did is undone' }),
  });
  const playbooks = useQuery(playbooksQuery(client)).data ?? [];
  // One that was withdrawn, or made for a proposed call, cannot be begun from its list.
  if (isRunOver(run) && !playbooks.some(({ name }) => name === run.playbook)) return null;
  if (isRunOver(run))
    return (
      <Button onClick={() => void navigate({ to: '/agents', search: { part: 'playbooks', playbook: run.playbook } })}>
        Run again
      </Button>
    );
  return (
    <Confirm
      danger
      title="Cancel this run?"
      text="A call under way is ended, and what the run did is undone as far as it can be."
      yes="Cancel the run"
      onYes={() => cancel.mutate()}
    >
      <Button disabled={cancel.isPending || run.status === 'compensating'}>
        <Square size={12} aria-hidden="true" />
        Cancel
      </Button>
    </Confirm>
  );
}
