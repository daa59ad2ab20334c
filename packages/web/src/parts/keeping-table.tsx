// People or organisations with how they keep what they owe, and what they are owed.
import { Link } from '@tanstack/react-router';
import type { DnaPerson } from '@vito/contracts/dna';
import { Figure, Kept } from './figure.js';
import { KeepingBar } from './keeping-bar.js';

export function KeepingTable(props: { list: readonly DnaPerson[]; most?: number }) {
  return (
    <ul className="@container border-t border-hair">
      {props.list.slice(0, props.most ?? 12).map(({ id, name, owes, owed, mine }) => (
        <li
          key={id}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-hair py-2 text-sm @2xl:grid-cols-[minmax(0,11rem)_minmax(0,1fr)_6rem_5.5rem_5.5rem]"
        >
          <Link to="/people/$id" params={{ id }} className="truncate font-medium hover:text-accent hover:underline">
            {name}
            {mine ? <span className="ml-1.5 text-xs font-normal text-accent">us</span> : null}
          </Link>
          <span className="@max-2xl:order-last @max-2xl:col-span-2">
            <KeepingBar keeping={owes} slim />
          </span>
          <span className="text-right text-xs whitespace-nowrap">
            <Kept keeping={owes} who={name} />
          </span>
          <span className="text-right text-xs whitespace-nowrap text-muted @max-2xl:hidden">
            late{' '}
            <Figure
              figure={owes.overdue}
              title={`Overdue, ${name}`}
              className={owes.overdue.n > 0 ? 'text-late' : ''}
            />
          </span>
          <span className="text-right text-xs whitespace-nowrap text-muted @max-2xl:hidden">
            is owed <Figure figure={owed.open} title={`Open, owed to ${name}`} />
          </span>
        </li>
      ))}
    </ul>
  );
}
