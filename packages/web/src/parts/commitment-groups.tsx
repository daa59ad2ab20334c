// Groups of commitments under their headings.
import { Link } from '@tanstack/react-router';
import type { Group } from '../format/arrange.js';
import { CommitmentRow } from './commitment-row.js';

export function CommitmentGroups(props: { groups: readonly Group[]; selected: string | null }) {
  return (
    <div className="@container pb-16">
      {props.groups.map((group) => (
        <section key={group.key} aria-labelledby={`group-${group.key}`}>
          <h2 id={`group-${group.key}`} className="flex h-10 items-end gap-2 px-4 pb-2 text-xs font-semibold md:px-6">
            {group.who ? (
              <Link
                to="/people/$id"
                params={{ id: group.who }}
                className="rounded-xs hover:text-accent hover:underline"
              >
                {group.title}
              </Link>
            ) : (
              <span className={group.key === 'overdue' ? 'text-late' : ''}>{group.title}</span>
            )}
            <span className="font-normal text-faint">{group.items.length}</span>
            {group.late > 0 && group.key !== 'overdue' ? (
              <span className="font-medium text-late">{group.late} late</span>
            ) : null}
          </h2>
          <ul className="border-t border-hair">
            {group.items.map((item) => (
              <CommitmentRow key={item.id} commitment={item} selected={item.id === props.selected} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
