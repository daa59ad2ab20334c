// Runs of playbooks, newest first: how each stands, narrowed by status, by playbook, or to those that are stuck.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { RunStatus, type RunSummary } from '@vito/contracts/run';
import { isRunOver, runStatusWords } from '@vito/contracts/run-words';
import { agentRunsQuery, playbooksQuery } from '../data/agent-queries.js';
import { useClock } from '../data/clock.js';
import { useServices } from '../data/services.js';
import { fullMoment, shortMoment } from '../format/moment.js';
import { runTone, spanWords, spentWords } from '../format/run-tones.js';
import { count, titled } from '../format/words.js';
import type { AgentsSearch } from '../screens/search.js';
import { Button } from './button.js';
import { LoadMore } from './load-more.js';
import { Pill } from './pill.js';
import { Bone, Empty, Trouble } from './states.js';

export function AgentRuns() {
  const { client } = useServices();
  const { status, stuck, playbook } = useSearch({ from: '/shell/agents' });
  const list = useInfiniteQuery(agentRunsQuery(client, { status, stuck, playbook }));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = status !== undefined || stuck !== undefined || playbook !== undefined;
  const none = list.data !== undefined && items.length === 0;
  return (
    <div className="flex flex-col gap-3">
      {none && !narrowed ? null : <Filters />}
      {list.isPending ? <Bone className="h-32 w-full" /> : null}
      {list.isError && !list.data ? (
        <Trouble what="The runs could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {none ? <NoRuns narrowed={narrowed} /> : null}
      {items.length > 0 ? <RunRows runs={items} /> : null}
      <LoadMore list={list} />
    </div>
  );
}

function Filters() {
  const { client } = useServices();
  const search = useSearch({ from: '/shell/agents' });
  const navigate = useNavigate();
  const playbooks = useQuery(playbooksQuery(client)).data ?? [];
  const set = (change: Partial<AgentsSearch>) =>
    void navigate({ to: '/agents', search: { ...search, ...change }, replace: true });
  const names = new Set([...playbooks.map(({ name }) => name), ...(search.playbook ? [search.playbook] : [])]);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <select
        aria-label="Status"
        className="field w-auto!"
        value={search.status ?? ''}
        onChange={(event) => set({ status: RunStatus.options.find((one) => one === event.target.value) })}
      >
        <option value="">Every status</option>
        {RunStatus.options.map((one) => (
          <option key={one} value={one}>
            {one === 'open' ? 'Under way' : titled(runStatusWords({ status: one, waitsFor: null }))}
          </option>
        ))}
      </select>
      <select
        aria-label="Playbook"
        className="field w-auto! max-w-64"
        value={search.playbook ?? ''}
        onChange={(event) => set({ playbook: event.target.value || undefined })}
      >
        <option value="">Every playbook</option>
        {[...names].map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <label className="flex items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={search.stuck === true}
          onChange={(event) => set({ stuck: event.target.checked ? true : undefined })}
        />
        Stuck only
      </label>
    </div>
  );
}

function NoRuns(props: { narrowed: boolean }) {
  const navigate = useNavigate();
  if (props.narrowed)
    return (
      <Empty
        title="No run is like that"
        actions={
          <Button onClick={() => void navigate({ to: '/agents', search: { part: 'runs' } })}>Show all runs</Button>
        }
      />
    );
  return (
    <Empty
      title="No runs yet"
      actions={
        <Button tone="strong" onClick={() => void navigate({ to: '/agents', search: { part: 'playbooks' } })}>
          See playbooks
        </Button>
      }
    >
      A playbook is a list of steps: look something up, write a mail, wait for an answer. Each time it is carried out is
      a run, and every step of it can be read here.
    </Empty>
  );
}

export function RunRows(props: { runs: readonly RunSummary[] }) {
  return (
    <ul aria-label="Runs" className="overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
      {props.runs.map((run) => (
        <Row key={run.id} run={run} />
      ))}
    </ul>
  );
}

function Row({ run }: { run: RunSummary }) {
  const clock = useClock();
  const end = run.endedAt ? Date.parse(run.endedAt) : clock.now;
  const took = spanWords(Math.max(0, end - Date.parse(run.requestedAt)));
  const cost = spentWords(run);
  return (
    <li className="border-b border-hair last:border-b-0">
      <Link
        to="/agents/runs/$id"
        params={{ id: run.id }}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-4 py-2.5 hover:bg-hover"
      >
        <span className="truncate text-sm font-medium">{run.playbook}</span>
        <Pill tone={runTone(run)}>{titled(runStatusWords(run))}</Pill>
        <span className="text-xs text-pretty text-faint">
          {count(run.steps, 'step')} over
          {isRunOver(run) ? ` · took ${took}` : ` · for ${took}`}
          {cost ? ` · cost ${cost}` : ''}
          {run.parent ? ' · part of another run' : ''}
        </span>
        <time
          dateTime={run.requestedAt}
          title={fullMoment(run.requestedAt, clock.zone)}
          className="text-right text-xs text-faint"
        >
          {shortMoment(run.requestedAt, clock)}
        </time>
      </Link>
    </li>
  );
}
