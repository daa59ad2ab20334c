// Debtor and creditor of a commitment: who owes whom.
import type { CommitmentView } from '@vito/contracts/commitment';
import { ArrowRight } from 'lucide-react';
import { type Named, pairOf } from '../format/people.js';
import { Avatar } from './avatar.js';

export function Pair(props: {
  commitment: Pick<CommitmentView, 'debtor' | 'creditor' | 'side'>;
  avatars?: boolean;
  className?: string;
}) {
  const { debtor, creditor } = pairOf(props.commitment);
  return (
    <span className={`flex min-w-0 items-center gap-1.5 ${props.className ?? ''}`}>
      <Person who={debtor} avatar={props.avatars ?? false} />
      <ArrowRight size={12} aria-hidden="true" className="shrink-0 text-faint" />
      <span className="sr-only">owes</span>
      <Person who={creditor} avatar={props.avatars ?? false} />
    </span>
  );
}

function Person(props: { who: Named; avatar: boolean }) {
  const { who } = props;
  return (
    <span className={`flex items-center gap-1.5 ${who.me || !who.known ? 'shrink-0' : 'min-w-0'}`} title={who.full}>
      {props.avatar ? <Avatar who={who} /> : null}
      <span className={`truncate ${who.known ? '' : 'text-faint italic'}`}>{who.name}</span>
    </span>
  );
}
