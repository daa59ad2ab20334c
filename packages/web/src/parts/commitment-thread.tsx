// What the thread says of a commitment: where it is told again, and what messages made of it, each with its sentence.
import type { ChangeStanding, CommitmentChange, CommitmentView } from '@vito/contracts/commitment';
import { useClock } from '../data/clock.js';
import { absoluteDue } from '../format/due.js';
import { nameParty } from '../format/people.js';
import { statusWords } from '../format/words.js';
import { EvidenceLink } from './evidence-link.js';
import { Quote } from './quote.js';

export function CommitmentThread(props: { commitment: CommitmentView }) {
  const { id, sources, changes } = props.commitment;
  const { zone } = useClock();
  const again = sources.filter((source) => source.commitmentId !== id);
  if (again.length === 0 && changes.length === 0) return null;
  return (
    <section aria-label="In the thread">
      <h3 className="text-xs font-medium text-muted">In the thread</h3>
      <ol className="mt-2 flex flex-col gap-3.5">
        {changes.map((change) => (
          <Said
            key={`${change.documentId} ${change.start} ${change.rule}`}
            commitmentId={id}
            place={change}
            what={changeWords(change, zone)}
            aside={`${standingWords[change.standing]}by the rule “${change.rule.replaceAll(/[-_.]/g, ' ')}”`}
            faded={change.standing === 'refused' || change.standing === 'noted'}
          />
        ))}
        {again
          .filter(
            (source) =>
              !changes.some((change) => change.documentId === source.documentId && change.start === source.start),
          )
          .map((source) => (
            <Said
              key={source.commitmentId}
              commitmentId={id}
              place={source}
              what="Told again"
              aside={null}
              faded={false}
            />
          ))}
      </ol>
    </section>
  );
}

function Said(props: {
  commitmentId: string;
  place: Parameters<typeof EvidenceLink>[0]['place'] & { quote: string };
  what: string;
  aside: string | null;
  faded: boolean;
}) {
  const { place } = props;
  return (
    <li className="text-sm">
      <p className={props.faded ? 'text-muted' : ''}>
        <span className={props.faded ? 'line-through decoration-edge' : 'font-medium'}>{props.what}</span>
        {props.aside ? <span className="text-muted"> · {props.aside}</span> : null}
      </p>
      <Quote text={place.quote} lines={3} className="mt-1.5" />
      <EvidenceLink commitmentId={props.commitmentId} place={place} className="mt-1.5" />
    </li>
  );
}

const standingWords: Record<ChangeStanding, string> = {
  applied: '',
  suggested: 'waits for your word, ',
  refused: 'not so, you said, ',
  noted: 'stands back behind your word, ',
};

/** "Renegotiated to Wed 11 March", "Delegated to Carol Lane", "Fulfilled". */
function changeWords({ status, due, debtor }: CommitmentChange, zone: string): string {
  const parts = [status ? statusWords[status] : 'Date known'];
  if (debtor) parts.push(`to ${nameParty(debtor, false).name}`);
  if (due !== undefined) parts.push(due === null ? 'without a date' : `to ${absoluteDue(due, zone)}`);
  return parts.join(' ');
}
