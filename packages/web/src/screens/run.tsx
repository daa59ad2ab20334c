// One run: how it stands, what it asks, and its own timeline; it is followed while it is open.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { RunView } from '@vito/contracts/run';
import { storyOf } from '@vito/contracts/run-story';
import { agentRunQuery, playbooksQuery } from '../data/agent-queries.js';
import { useServices } from '../data/services.js';
import { RunRows } from '../parts/agent-runs.js';
import { CodeBlock } from '../parts/code-block.js';
import { GateCard } from '../parts/gate-card.js';
import { RunDeeds } from '../parts/run-deeds.js';
import { RunHead } from '../parts/run-head.js';
import { RunNote, RunStep } from '../parts/run-step.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Section } from '../parts/section.js';
import { Bone, Trouble } from '../parts/states.js';

export function RunScreen() {
  const { client } = useServices();
  const { id } = useParams({ from: '/shell/agents/runs/$id' });
  const found = useQuery(agentRunQuery(client, id));
  const run = found.data;
  return (
    <div>
      <ScreenHeader
        title={run?.title ?? 'Run'}
        below={{ to: '/agents', word: 'Agents' }}
        controls={run ? <RunDeeds run={run} /> : null}
      />
      {found.isPending ? <Bone className="mx-6 mt-6 h-24" /> : null}
      {found.isError && !run ? (
        <Trouble what="This run could not be loaded" error={found.error} onRetry={() => void found.refetch()} />
      ) : null}
      {run ? <Run key={run.id} run={run} /> : null}
    </div>
  );
}

function Run({ run }: { run: RunView }) {
  const asking = run.status === 'open' ? run.gates.filter(({ state }) => state === 'open') : [];
  return (
    <div className="mx-auto flex max-w-[58rem] flex-col gap-8 px-4 pt-5 pb-20 md:px-6">
      <RunHead run={run} />
      {asking.length > 0 ? (
        <Section title="It waits for you">
          <div className="flex flex-col gap-3">
            {asking.map((gate, index) => (
              <GateCard key={gate.step} gate={gate} chosen={index === 0} onRun />
            ))}
          </div>
        </Section>
      ) : null}
      <Story run={run} />
      {run.children.length > 0 ? (
        <Section title="Runs that it began">
          <RunRows runs={run.children} />
        </Section>
      ) : null}
      <Section title="Input and result">
        <div className="grid gap-4 md:grid-cols-2">
          <CodeBlock label="Input" body={JSON.stringify(run.input)} />
          {run.output === null ? null : <CodeBlock label="Result" body={JSON.stringify(run.output)} />}
        </div>
      </Section>
      <p className="text-xs text-faint">
        Its id: <span className="font-mono wrap-anywhere">{run.id}</span>
        {run.parent ? (
          <>
            {' · '}
            <Link
              to="/agents/runs/$id"
              params={{ id: run.parent }}
              className="rounded-xs underline decoration-edge underline-offset-3 hover:text-accent"
            >
              the run that it is part of
            </Link>
          </>
        ) : null}
      </p>
    </div>
  );
}

function Story({ run }: { run: RunView }) {
  const { client } = useServices();
  const playbook = useQuery(playbooksQuery(client)).data?.find(({ name }) => name === run.playbook);
  const titles = new Map<string, string>();
  // Only of the version that it is pinned to.
  for (const step of playbook?.number === run.number ? playbook.playbook.steps : []) {
    for (const one of step.kind === 'parallel' ? [step, ...step.branches.flat()] : [step])
      if (one.title) titles.set(one.id, one.title);
  }
  return (
    <Section title="What it did">
      <ol aria-label="Steps" className="flex flex-col">
        {storyOf(run).map((one) =>
          one.kind === 'note' ? (
            <RunNote key={one.version} note={one} />
          ) : (
            <RunStep key={one.step} step={one} run={run} title={titles.get(one.step) ?? null} />
          ),
        )}
      </ol>
    </Section>
  );
}
