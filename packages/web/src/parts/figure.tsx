// A figure that leads to what it counted.
import { Link } from '@tanstack/react-router';
import type { Figure as Counted, Keeping } from '@vito/contracts/dna';

export function Figure(props: { figure: Counted; title: string; className?: string; text?: string }) {
  const { figure, title } = props;
  const text = props.text ?? figure.n.toLocaleString('en');
  if (figure.n === 0) return <span className={`text-faint ${props.className ?? ''}`}>{text}</span>;
  return (
    <Link
      to="/evidence"
      search={{ title, by: figure.query }}
      title={`${title}: show ${figure.n === 1 ? 'it' : 'them'}`}
      className={`rounded-xs underline decoration-edge decoration-dotted underline-offset-3 hover:text-accent hover:decoration-accent ${props.className ?? ''}`}
    >
      {text}
    </Link>
  );
}

/** How many of those decided were kept on time; of fewer than ten, a share would say more than is known. */
export function Kept(props: { keeping: Keeping; who: string; className?: string }) {
  const { onTime, late, overdue } = props.keeping;
  const decided = onTime.n + late.n + overdue.n;
  if (decided === 0) return <span className={`text-faint ${props.className ?? ''}`}>–</span>;
  const title = `Kept on time, ${props.who}`;
  return (
    <span className={props.className ?? ''}>
      {decided < 10 ? (
        <Figure figure={onTime} title={title} />
      ) : (
        <Figure figure={onTime} title={title} text={`${Math.round((100 * onTime.n) / decided)} %`} />
      )}
      <span className="text-faint"> of {decided.toLocaleString('en')}</span>
    </span>
  );
}
