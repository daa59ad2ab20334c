// What promises are about: the words that stand in most of them.
import type { Dna } from '@vito/contracts/dna';
import { titled } from '../format/words.js';
import { Figure } from './figure.js';

export function TopicsList(props: { topics: Dna['topics']; who: string }) {
  if (props.topics.length === 0)
    return <p className="text-sm text-muted">No word stands in more than one of them yet.</p>;
  const most = Math.max(...props.topics.map(({ all }) => all.n));
  return (
    <ul className="flex flex-col gap-1.5">
      {props.topics.map(({ topic, all, open, overdue }) => (
        <li key={topic} className="grid grid-cols-[7rem_minmax(0,1fr)_auto] items-center gap-x-3 text-sm">
          <span className="truncate">{titled(topic)}</span>
          <span aria-hidden="true" className="h-2 rounded-full bg-sunken">
            <span className="block h-2 rounded-full bg-edge" style={{ width: `${(100 * all.n) / most}%` }} />
          </span>
          <span className="text-right text-xs text-muted">
            <Figure figure={all} title={`About “${topic}”, ${props.who}`} />, open{' '}
            <Figure figure={open} title={`Open, about “${topic}”, ${props.who}`} />
            {overdue.n > 0 ? (
              <>
                , late{' '}
                <Figure figure={overdue} title={`Overdue, about “${topic}”, ${props.who}`} className="text-late" />
              </>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
