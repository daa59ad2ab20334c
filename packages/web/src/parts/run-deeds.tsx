// What can be done with a run: end it, with the reason; run its playbook once more, where it is one that people can run.
import { useNavigate } from '@tanstack/react-router';
import { isProposal } from '@vito/contracts/playbook';
import type { RunView } from '@vito/contracts/run';
import { isRunOver } from '@vito/contracts/run-words';
import { Square } from 'lucide-react';
import { agentKeys } from '../data/agent-queries.js';
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
  if (isRunOver(run))
    return isProposal(run.playbook) ? null : (
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
