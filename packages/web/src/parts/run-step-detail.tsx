// A step unfolded: what it was given, what came of it, what a model said, and a new run from here on.
import { useNavigate } from '@tanstack/react-router';
import type { RunView } from '@vito/contracts/run';
import type { StepStory } from '@vito/contracts/run-story';
import { costWords } from '@vito/contracts/run-words';
import { GitFork } from 'lucide-react';
import { agentKeys } from '../data/agent-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { Button } from './button.js';
import { CodeBlock } from './code-block.js';

export function StepDetail({ step, run }: { step: StepStory; run: RunView }) {
  const { client, notices } = useServices();
  const navigate = useNavigate();
  const fork = useDeed({
    failed: 'Not begun.',
    touches: [agentKeys.runs],
    run: () => client.call('forkRun', { params: { id: run.id }, body: { step: step.step } }),
    done: ({ id }) => {
      notices.show({ text: 'A new run goes on from there' });
      void navigate({ to: '/agents/runs/$id', params: { id } });
    },
  });
  return (
    <div className="mb-3 flex animate-fade flex-col gap-3 pt-1 pl-6">
      {step.args === undefined ? null : <CodeBlock label="Arguments" body={JSON.stringify(step.args)} />}
      {step.turns.map(({ turn, text, tools, costMicros }) => (
        <div key={turn} className="text-sm">
          <h4 className="text-xs font-medium text-muted">
            Turn {turn} · cost {costWords(costMicros)}
          </h4>
          {text ? <p className="mt-1 whitespace-pre-wrap wrap-anywhere">{text}</p> : null}
          {tools.length > 0 ? <p className="mt-1 text-xs text-muted">It wants: {tools.join(', ')}</p> : null}
        </div>
      ))}
      {step.result === undefined ? null : <CodeBlock label="Result" body={JSON.stringify(step.result)} />}
      {step.args === undefined && step.result === undefined && step.turns.length === 0 ? (
        <p className="text-xs text-faint">There is nothing more to see of it yet.</p>
      ) : null}
      {step.step.includes('#') ? null : (
        <div>
          <Button size="sm" disabled={fork.isPending} onClick={() => fork.mutate()}>
            <GitFork size={12} aria-hidden="true" />
            New run from here
          </Button>
          <p className="mt-1 text-xs text-faint">What was done before this step is taken over, not done again.</p>
        </div>
      )}
    </div>
  );
}
