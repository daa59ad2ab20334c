// Commitments: what I owe, what is owed to me, what others owe each other; by date, by person, or what is late.
import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type CommitmentView, sides } from '@vito/contracts/commitment';
import { useMemo } from 'react';
import { useClock } from '../data/clock.js';
import { commitmentListQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { useKeys } from '../data/use-keys.js';
import { byDue, byPerson, type Group, isLate, search } from '../format/arrange.js';
import type { Clock } from '../format/due.js';
import { CommitmentGroups } from '../parts/commitment-groups.js';
import { CommitmentsHeader } from '../parts/commitments-header.js';
import { NothingOwed } from '../parts/nothing-owed.js';
import { Bone, Trouble } from '../parts/states.js';
import type { View } from './search.js';

export function Commitments() {
  const { client } = useServices();
  const where = useSearch({ from: '/shell/commitments' });
  const { side = 'i-owe', view = 'due', done = false, q = '' } = where;
  const clock = useClock();
  const open = useQueries({ queries: sides.map((one) => commitmentListQuery(client, one, 'open')) });
  const ended = useQuery({ ...commitmentListQuery(client, side, 'ended'), enabled: done });
  const list = open[sides.indexOf(side)];
  const items = useMemo(
    () => together(list?.data?.items ?? [], done ? (ended.data?.items ?? []) : []),
    [list?.data, ended.data, done],
  );
  const groups = useMemo(() => arrange(search(items, q), view, clock, done), [items, q, view, clock, done]);
  useListKeys(groups, where.c ?? null);

  const counts = Object.fromEntries(sides.map((one, i) => [one, open[i]?.data])) as Parameters<
    typeof CommitmentsHeader
  >[0]['lists'];
  return (
    <div className="flex min-h-full flex-col">
      <CommitmentsHeader lists={counts} side={side} view={view} done={done} q={q} />
      {list?.isPending ? <Waiting /> : null}
      {list?.isError ? (
        <Trouble what="The commitments could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list?.data && groups.length === 0 ? (
        <NothingOwed side={side} view={view} q={q} empty={items.length === 0} />
      ) : null}
      {list?.data ? <CommitmentGroups groups={groups} selected={where.c ?? null} /> : null}
      {list?.data?.cut ? (
        <p className="px-6 py-4 text-center text-sm text-muted">
          The first {list.data.items.length.toLocaleString('en')} by date are shown here.
        </p>
      ) : null}
    </div>
  );
}

/** A commitment that has just ended stands in both lists for a moment. */
function together(open: readonly CommitmentView[], ended: readonly CommitmentView[]): CommitmentView[] {
  return [...new Map([...ended, ...open].map((item) => [item.id, item])).values()];
}

function arrange(items: CommitmentView[], view: View, clock: Clock, done: boolean): Group[] {
  if (view === 'person') return byPerson(items, clock);
  const kept = view === 'overdue' ? items.filter((item) => isLate(item, clock)) : items;
  return byDue(kept, clock, done);
}

/** j, k and the arrows move through the rows; Enter opens the document of the chosen one. */
function useListKeys(groups: readonly Group[], selected: string | null): void {
  const navigate = useNavigate();
  const flat = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const move = (step: number) => {
    const at = flat.findIndex((item) => item.id === selected);
    const next = flat[at < 0 ? (step > 0 ? 0 : flat.length - 1) : Math.min(flat.length - 1, Math.max(0, at + step))];
    if (!next) return;
    void navigate({
      to: '.',
      search: (before) => ({ ...before, c: next.id }),
      replace: selected !== null,
      resetScroll: false,
    });
    const row = document.querySelector<HTMLElement>(`[data-row="${next.id}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  };
  const openDocument = () => {
    const item = flat.find((one) => one.id === (focusedRow() ?? selected));
    if (!item || item.documentId === null) return false;
    void navigate({ to: '/documents/$id', params: { id: item.documentId }, search: { c: item.id } });
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    arrowdown: () => move(1),
    arrowup: () => move(-1),
    enter: openDocument,
    '/': () => document.querySelector<HTMLInputElement>('#find')?.focus(),
  });
}

function focusedRow(): string | null {
  return document.activeElement instanceof HTMLElement ? (document.activeElement.dataset.row ?? null) : null;
}

function Waiting() {
  return (
    <div aria-busy="true" className="px-6 pt-5">
      {[72, 58, 80, 64, 70, 52, 76, 60].map((width) => (
        <div key={width} className="flex h-10.25 items-center gap-3 border-b border-hair">
          <Bone className="size-4 rounded-full" />
          <span className="flex-1">
            <span style={{ width: `${width}%` }} className="block max-w-xl">
              <Bone className="h-3.5 w-full" />
            </span>
          </span>
          <Bone className="h-3.5 w-16" />
        </div>
      ))}
    </div>
  );
}
