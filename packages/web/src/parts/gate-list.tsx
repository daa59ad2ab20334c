// What waits for a person, in the server's order (escalated first), each with its answers; below it, what was decided lately.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { GateView } from '@vito/contracts/run';
import { gateWords } from '@vito/contracts/run-words';
import { useEffect, useRef, useState } from 'react';
import { decidedQuery, gatesQuery } from '../data/agent-queries.js';
import { useClock } from '../data/clock.js';
import { useServices } from '../data/services.js';
import { useKeys } from '../data/use-keys.js';
import { fullMoment, shortMoment } from '../format/moment.js';
import { titled } from '../format/words.js';
import { Button } from './button.js';
import { GateCard } from './gate-card.js';
import { LoadMore } from './load-more.js';
import { Pill } from './pill.js';
import { Bone, Empty, Trouble } from './states.js';

const again = 3000; // milliseconds: somebody looks at it

export function GateList() {
  const { client } = useServices();
  const navigate = useNavigate();
  const list = useQuery({ ...gatesQuery(client), refetchInterval: again });
  const gates = list.data?.items ?? [];
  const { chosen, row, choose } = useChosen(gates);
  return (
    <div className="flex flex-col gap-4">
      {list.isPending ? <Bone className="h-40 w-full" /> : null}
      {list.isError && !list.data ? (
        <Trouble what="What waits could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data && gates.length === 0 ? <NothingWaits /> : null}
      <ul aria-label="Waiting for you" className="flex flex-col gap-4 empty:hidden">
        {gates.map((gate) => (
          <li
            key={keyOf(gate)}
            ref={keyOf(gate) === chosen ? row : null}
            className="scroll-mt-20"
            onPointerDown={() => choose(keyOf(gate))}
          >
            <GateCard
              gate={gate}
              chosen={keyOf(gate) === chosen}
              onOpen={() => void navigate({ to: '/agents/runs/$id', params: { id: gate.run } })}
            />
          </li>
        ))}
      </ul>
      {list.data?.next ? (
        <p className="text-center text-xs text-faint">These are the first {gates.length}. Decide some to see more.</p>
      ) : null}
      <Decided />
    </div>
  );
}

const keyOf = ({ run, step }: GateView): string => `${run}/${step}`;

/** One is always chosen; J and K go on. Once it is decided, the one after it is. */
function useChosen(gates: readonly GateView[]) {
  const [at, setAt] = useState({ key: '', index: 0 });
  const row = useRef<HTMLLIElement>(null);
  const found = gates.findIndex((gate) => keyOf(gate) === at.key);
  const index = found >= 0 ? found : Math.max(0, Math.min(at.index, gates.length - 1));
  const chosen = gates[index] ? keyOf(gates[index]) : '';
  const choose = (key: string) => setAt({ key, index: gates.findIndex((gate) => keyOf(gate) === key) });
  const moved = useRef(false);
  const go = (by: number) => {
    const next = gates[Math.max(0, Math.min(gates.length - 1, index + by))];
    if (next) choose(keyOf(next));
    moved.current = true;
  };
  useKeys({ j: () => go(1), k: () => go(-1), arrowdown: () => go(1), arrowup: () => go(-1) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it scrolls when another one is chosen
  useEffect(() => {
    if (moved.current) row.current?.scrollIntoView({ block: 'nearest' });
    moved.current = false;
  }, [chosen]);
  return { chosen, row, choose };
}

function NothingWaits() {
  const navigate = useNavigate();
  return (
    <Empty
      title="Nothing waits for you"
      actions={
        <Button onClick={() => void navigate({ to: '/agents', search: { part: 'playbooks' } })}>See playbooks</Button>
      }
    >
      Before an agent does what others can see, such as sending a mail, it asks here. You see exactly what will be done,
      and can change it.
    </Empty>
  );
}

function Decided() {
  const { client } = useServices();
  const clock = useClock();
  const list = useInfiniteQuery(decidedQuery(client));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-label="Decided lately" className="mt-4">
      <h2 className="mb-2 text-sm font-semibold">Decided lately</h2>
      <ul className="overflow-hidden rounded-lg border border-line bg-surface shadow-raised">
        {items.map((gate) => (
          <li key={keyOf(gate)} className="border-b border-hair last:border-b-0">
            <Link
              to="/agents/runs/$id"
              params={{ id: gate.run }}
              className="flex items-center gap-3 px-4 py-2.5 text-sm hover:bg-hover"
            >
              <span className="min-w-0 flex-1 truncate">{gate.summary}</span>
              <Pill tone={gate.state === 'approved' || gate.state === 'edited' ? 'good' : 'off'}>
                {titled(gateWords[gate.state])}
              </Pill>
              <time
                dateTime={gate.decidedAt ?? ''}
                title={gate.decidedAt ? fullMoment(gate.decidedAt, clock.zone) : ''}
                className="shrink-0 text-xs text-faint max-sm:hidden"
              >
                {gate.decidedAt ? shortMoment(gate.decidedAt, clock) : ''}
              </time>
            </Link>
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </section>
  );
}
