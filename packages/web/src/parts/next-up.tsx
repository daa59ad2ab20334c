// Beside the timeline: what is due next from me, and what I wait for.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CommitmentView, Side } from '@vito/contracts/commitment';
import { useClock } from '../data/clock.js';
import { commitmentListQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { inOrder, isLate, isOpen } from '../format/arrange.js';
import { dueGroup } from '../format/due.js';
import { counterpart } from '../format/people.js';
import { titled } from '../format/words.js';
import { DueChip } from './due-chip.js';
import { Bone } from './states.js';
import { StatusIcon } from './status-icon.js';

export function NextUp() {
  return (
    <aside
      aria-label="What is due"
      className="sticky top-0 flex h-dvh w-84 shrink-0 flex-col gap-7 overflow-y-auto border-l border-hair px-5 pt-4 pb-8 max-xl:hidden"
    >
      <Due side="i-owe" title="You owe" rows={7} />
      <Due side="owed-to-me" title="Owed to you" rows={5} />
    </aside>
  );
}

function Due(props: { side: Side; title: string; rows: number }) {
  const { client } = useServices();
  const clock = useClock();
  const list = useQuery(commitmentListQuery(client, props.side, 'open'));
  const open = inOrder((list.data?.items ?? []).filter(isOpen), clock.zone);
  const late = open.filter((item) => isLate(item, clock)).length;
  const week = open.filter((item) => ['today', 'this-week'].includes(dueGroup(item.due, clock))).length;
  return (
    <section aria-label={props.title}>
      <Link to="/commitments" search={{ side: props.side }} className="group flex items-baseline gap-2 rounded-xs">
        <h2 className="text-sm font-semibold group-hover:text-accent">{props.title}</h2>
        <span className="text-xs text-faint">{list.data ? open.length : ''}</span>
      </Link>
      <dl className="mt-3 grid grid-cols-3 overflow-hidden rounded-lg border border-hair bg-surface">
        <Figure name="Overdue" value={list.data ? late : null} tone={late > 0 ? 'text-late' : 'text-faint'} />
        <Figure name="This week" value={list.data ? week : null} tone={week > 0 ? '' : 'text-faint'} />
        <Figure name="Open" value={list.data ? open.length : null} tone={open.length > 0 ? '' : 'text-faint'} />
      </dl>
      <ul className="-mx-2 mt-2">
        {open.slice(0, props.rows).map((item) => (
          <Row key={item.id} commitment={item} />
        ))}
        {list.isPending
          ? Array.from({ length: 4 }, (_, i) => i).map((i) => (
              <li key={i} className="px-2 py-3">
                <Bone className="h-3.5 w-full" />
              </li>
            ))
          : null}
      </ul>
      {list.data && open.length === 0 ? <p className="mt-3 text-sm text-faint">Nothing open.</p> : null}
    </section>
  );
}

function Figure(props: { name: string; value: number | null; tone: string }) {
  return (
    <div className="border-l border-hair px-3 py-2 first:border-l-0">
      <dd className={`h-7 text-xl leading-7 font-semibold tracking-tight ${props.tone}`}>{props.value ?? ''}</dd>
      <dt className="text-2xs text-muted">{props.name}</dt>
    </div>
  );
}

function Row(props: { commitment: CommitmentView }) {
  const { commitment } = props;
  return (
    <li>
      <Link
        to="."
        search={(before) => ({ ...before, c: commitment.id })}
        resetScroll={false}
        preload={false}
        className="flex items-start gap-2.5 rounded-md px-2 py-1.75 hover:bg-hover"
      >
        <StatusIcon status={commitment.status} size={15} className="mt-0.5" />
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 text-sm leading-snug">{titled(commitment.action)}</span>
          <span className="mt-0.5 block truncate text-xs text-faint">
            {commitment.side === 'i-owe' ? 'to' : 'from'} {counterpart(commitment).name}
          </span>
        </span>
        <DueChip commitment={commitment} />
      </Link>
    </li>
  );
}
