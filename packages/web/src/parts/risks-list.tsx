// What is at risk: open, and due soon or past, with how the one who owes it has kept what was due so far.
import { Link } from '@tanstack/react-router';
import type { Dna } from '@vito/contracts/dna';
import { titled } from '../format/words.js';
import { Figure, Kept } from './figure.js';

export function RisksList(props: { risks: Dna['risks']; who: string }) {
  const { figure, items, days } = props.risks;
  if (figure.n === 0) return <p className="text-sm text-muted">Nothing is overdue or due within {days} days.</p>;
  return (
    <div className="@container">
      <ul className="border-t border-hair">
        {items.slice(0, 12).map(({ commitment, days: left, moved, debtor, creditor, record }) => (
          <li key={commitment.id} className="relative border-b border-hair py-2 hover:bg-hover">
            <div className="flex items-baseline gap-3">
              <Link
                to="."
                search={(before) => ({ ...before, c: commitment.id })}
                resetScroll={false}
                title={commitment.quote}
                className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0"
              >
                {titled(commitment.action)}
              </Link>
              <span className={`text-xs whitespace-nowrap ${left < 0 ? 'font-medium text-late' : 'text-soon'}`}>
                {when(left)}
              </span>
            </div>
            <p className="relative flex flex-wrap gap-x-3 text-xs text-muted">
              <span>
                <Name who={debtor} /> → <Name who={creditor} />
              </span>
              {record ? (
                <span>
                  kept so far <Kept keeping={record} who={debtor?.name ?? ''} />
                </span>
              ) : null}
              {moved > 0 ? <span>given a new date {moved === 1 ? 'once' : `${moved} times`}</span> : null}
            </p>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-muted">
        <Figure figure={figure} title={`Overdue or due within ${days} days, ${props.who}`} text={`All ${figure.n}`} />
      </p>
    </div>
  );
}

function Name(props: { who: { id: string; name: string } | null }) {
  if (props.who === null) return <span className="italic">someone</span>;
  return (
    <Link to="/people/$id" params={{ id: props.who.id }} className="hover:text-accent hover:underline">
      {props.who.name}
    </Link>
  );
}

function when(left: number): string {
  if (left < 0) return `${-left} ${left === -1 ? 'day' : 'days'} late`;
  if (left === 0) return 'today';
  return left === 1 ? 'tomorrow' : `in ${left} days`;
}
