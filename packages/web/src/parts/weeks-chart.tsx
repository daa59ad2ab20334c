// The weeks ahead as bars: what is open and falls due in each, and on whom most of it lies.
import type { Figure as Counted, Dna } from '@vito/contracts/dna';
import { plainDay } from '../format/civil.js';
import { Figure } from './figure.js';

interface Week {
  from: string;
  to: string;
  total: Counted;
  people?: Dna['weeks'][number]['people'];
}

export function WeeksChart(props: { weeks: readonly Week[]; who: string }) {
  const most = Math.max(1, ...props.weeks.map(({ total }) => total.n));
  return (
    <ul className="flex flex-col gap-2">
      {props.weeks.map((week, i) => (
        <li key={week.from} className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-start gap-x-3 text-sm">
          <span className="text-muted">
            {i === 0 ? 'This week' : i === 1 ? 'Next week' : `from ${plainDay(week.from)}`}
          </span>
          <div className="min-w-0">
            <div className="flex items-center gap-2">
              <span
                aria-hidden="true"
                className="h-3 rounded-sm bg-accent"
                style={{ width: `${(85 * week.total.n) / most}%`, minWidth: week.total.n > 0 ? 3 : 0 }}
              />
              <Figure
                figure={week.total}
                title={`Open, due ${plainDay(week.from)} to ${plainDay(week.to)}, ${props.who}`}
              />
            </div>
            {week.people && week.people.length > 0 ? (
              <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-muted">
                {week.people.map(({ id, name, figure }) => (
                  <span key={id}>
                    {name}{' '}
                    <Figure figure={figure} title={`${name}, due ${plainDay(week.from)} to ${plainDay(week.to)}`} />
                  </span>
                ))}
              </p>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
