// Debtor and creditor of a commitment: who owes whom.

import { Link } from '@tanstack/react-router';
import type { CommitmentView } from '@vito/contracts/commitment';
import { ArrowRight } from 'lucide-react';
import { type Named, pairOf } from '../format/people.js';
import { Avatar } from './avatar.js';

export function Pair(props: {
  commitment: Pick<CommitmentView, 'debtor' | 'creditor' | 'side'> &
    Partial<Pick<CommitmentView, 'debtorId' | 'creditorId'>>;
  avatars?: boolean;
  /** Names lead to their pages; not where the whole row is a link. */
  linked?: boolean;
  className?: string;
}) {
  const { debtor, creditor } = pairOf(props.commitment);
  const idOf = (id: string | null | undefined) => (props.linked ? (id ?? null) : null);
  return (
    <span className={`flex min-w-0 items-center gap-1.5 ${props.className ?? ''}`}>
      <Person who={debtor} id={idOf(props.commitment.debtorId)} avatar={props.avatars ?? false} />
      <ArrowRight size={12} aria-hidden="true" className="shrink-0 text-faint" />
      <span className="sr-only">owes</span>
      <Person who={creditor} id={idOf(props.commitment.creditorId)} avatar={props.avatars ?? false} />
    </span>
  );
}

function Person(props: { who: Named; id: string | null; avatar: boolean }) {
  const { who, id } = props;
  const name = <span className={`truncate ${who.known ? '' : 'text-faint italic'}`}>{who.name}</span>;
  return (
    <span className={`flex items-center gap-1.5 ${who.me || !who.known ? 'shrink-0' : 'min-w-0'}`} title={who.full}>
      {props.avatar ? <Avatar who={who} /> : null}
      {id === null ? (
        name
      ) : (
        <Link
          to="/people/$id"
          params={{ id }}
          className="min-w-0 truncate rounded-xs hover:text-accent hover:underline"
        >
          {who.name}
        </Link>
      )}
    </span>
  );
}
