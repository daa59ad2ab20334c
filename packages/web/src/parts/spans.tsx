// How far ahead promises are made, and how long before their date they are kept: medians, with how many they are of.
import type { Figure as Counted, Days } from '@vito/contracts/dna';
import { Figure } from './figure.js';

export function Spans(props: { lead: Days; slack: Days; moved: Counted; who: string }) {
  const { lead, slack, moved, who } = props;
  return (
    <dl className="grid grid-cols-1 gap-4 sm:grid-cols-3">
      <Span name="From saying it to its date" days={lead} title={`Said when, and due when, ${who}`} />
      <Span name="Done before its date" days={slack} title={`Kept, ${who}`} late />
      <div>
        <dt className="text-xs text-muted">Given a new date</dt>
        <dd className="text-lg font-semibold">
          <Figure figure={moved} title={`Given a new date, ${who}`} />
        </dd>
      </div>
    </dl>
  );
}

function Span(props: { name: string; days: Days; title: string; late?: boolean }) {
  const { days, n } = props.days;
  const late = props.late && days !== null && days < 0;
  return (
    <div>
      <dt className="text-xs text-muted">{props.name}</dt>
      <dd>
        <span className={`text-lg font-semibold ${late ? 'text-late' : ''}`}>
          {days === null ? '–' : `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}${late ? ' late' : ''}`}
        </span>{' '}
        {n > 0 ? (
          <span className="text-xs text-faint">
            median of <Figure figure={props.days} title={props.title} />
          </span>
        ) : null}
      </dd>
    </div>
  );
}
