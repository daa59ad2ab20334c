// The playbooks that can be run: each unfolds to its steps, and to the form that runs it.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { PlaybookView } from '@vito/contracts/run';
import { playbooksQuery } from '../data/agent-queries.js';
import { useServices } from '../data/services.js';
import { count } from '../format/words.js';
import { Arrow } from './arrow.js';
import { CodeBlock } from './code-block.js';
import { Pill } from './pill.js';
import { PlaybookRun } from './playbook-run.js';
import { PlaybookSteps } from './playbook-steps.js';
import { Bone, Empty, Trouble } from './states.js';

const example = `{
  "name": "remind-me",
  "title": "Remind me",
  "description": "Waits a while, then ends with what you said.",
  "input": {"type": "object", "properties": {"what": {"type": "string"}}, "required": ["what"]},
  "steps": [
    {"id": "rest", "kind": "sleep", "seconds": 60},
    {"id": "end", "kind": "stop", "output": "=input.what"}
  ]
}`;

export function PlaybookList() {
  const { client } = useServices();
  const { playbook: open } = useSearch({ from: '/shell/agents' });
  const navigate = useNavigate();
  const list = useQuery(playbooksQuery(client));
  const toggle = (name: string) =>
    void navigate({
      to: '/agents',
      search: open === name ? { part: 'playbooks' } : { part: 'playbooks', playbook: name },
      replace: true,
      resetScroll: false,
    });
  if (list.isPending) return <Bone className="h-32 w-full" />;
  if (list.isError && !list.data)
    return <Trouble what="The playbooks could not be loaded" error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data?.length === 0) return <NoPlaybooks />;
  return (
    <ul aria-label="Playbooks" className="overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
      {list.data?.map((view) => (
        <Row key={view.name} view={view} open={open === view.name} onToggle={() => toggle(view.name)} />
      ))}
    </ul>
  );
}

function NoPlaybooks() {
  return (
    <div className="mx-auto max-w-[40rem]">
      <Empty title="No playbooks yet">
        A playbook is a list of steps, written down once: which tool does what, what to wait for, when to ask a person.
        Publish one from the command line: save this as remind-me.json, then vito agents publish remind-me.json
      </Empty>
      <CodeBlock label="A first playbook" body={example} />
    </div>
  );
}

function Row(props: { view: PlaybookView; open: boolean; onToggle(): void }) {
  const { view, open } = props;
  const { steps, description } = view.playbook;
  return (
    <li className="border-b border-hair last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={props.onToggle}
        className="flex w-full items-center gap-3 px-4 py-3 text-left hover:bg-hover"
      >
        <Arrow open={open} />
        <span className="min-w-0 flex-1">
          <span className="block text-sm font-medium wrap-anywhere sm:truncate">{view.title}</span>
          <span className="block truncate text-xs text-faint">{open ? view.name : description || view.name}</span>
        </span>
        <span className="shrink-0 text-xs text-faint max-sm:hidden">{count(steps.length, 'step')}</span>
        <Pill tone="off">{view.shipped ? 'Comes with ViTo' : `Version ${view.number}`}</Pill>
      </button>
      {open ? (
        <div className="grid animate-fade gap-x-8 gap-y-6 px-4 pt-2 pb-6 sm:pl-11 lg:grid-cols-2">
          <section aria-label="Steps" className="min-w-0">
            {description ? <p className="mb-3 text-sm text-pretty text-muted">{description}</p> : null}
            <h3 className="mb-2 text-xs font-medium text-muted">Steps</h3>
            <PlaybookSteps steps={steps} />
          </section>
          <section aria-label="Run it" className="min-w-0">
            <h3 className="mb-2 text-xs font-medium text-muted">Run it</h3>
            <PlaybookRun key={view.number} view={view} />
          </section>
        </div>
      ) : null}
    </li>
  );
}
