// The columns of an uploaded table: what was found in each, and what a person says of it.
import type { ColumnFormat, ColumnRole, ColumnType } from '@vito/contracts/table';
import { type ColumnDraft, formatsOf, formatWords, isOpen, roleWords, typeWords } from '../format/table-words.js';

const entries = <K extends string>(words: Record<K, string>) => Object.entries(words) as [K, string][];

export function TableColumns(props: { drafts: readonly ColumnDraft[]; onChange(drafts: ColumnDraft[]): void }) {
  const { drafts, onChange } = props;
  const edit = (at: number, fields: Partial<ColumnDraft>) =>
    onChange(drafts.map((draft, index) => (index === at ? { ...draft, ...fields } : draft)));
  return (
    <ul className="@container divide-y divide-hair overflow-hidden rounded-md border border-line">
      {drafts.map((draft, index) => (
        <li
          key={draft.found.column}
          className="grid grid-cols-2 items-center gap-x-3 gap-y-1.5 px-3 py-2 @xl:grid-cols-[minmax(0,1fr)_7.5rem_13rem_9rem]"
        >
          <span className="min-w-0 @max-xl:col-span-2">
            <span className="block truncate text-sm font-medium">{draft.found.column}</span>
            <span className="block truncate text-xs text-faint" title={draft.found.examples.join('\n')}>
              {draft.found.examples.slice(0, 3).join(' · ') || 'empty'}
            </span>
          </span>
          <select
            aria-label={`Type of ${draft.found.column}`}
            className="field sm:text-xs!"
            value={draft.type}
            onChange={(event) => {
              const type = event.target.value as ColumnType;
              edit(index, { type, format: type === draft.found.type ? (draft.found.format ?? '') : '' });
            }}
          >
            {entries(typeWords).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
          {formatsOf(draft).length > 0 ? (
            <select
              aria-label={`How ${draft.found.column} is written`}
              aria-invalid={isOpen(draft)}
              className={`field sm:text-xs! @max-xl:order-1 @max-xl:col-span-2 ${isOpen(draft) ? 'border-soon!' : ''}`}
              value={draft.format}
              onChange={(event) => edit(index, { format: event.target.value as ColumnFormat | '' })}
            >
              {draft.format === '' ? <option value="">say how it is written</option> : null}
              {formatsOf(draft).map((value) => (
                <option key={value} value={value}>
                  {formatWords[value]}
                </option>
              ))}
            </select>
          ) : (
            <span className="@max-xl:hidden" />
          )}
          <select
            aria-label={`What ${draft.found.column} means`}
            className="field sm:text-xs!"
            value={draft.role}
            onChange={(event) => edit(index, { role: event.target.value as ColumnRole | '' })}
          >
            <option value="">nothing special</option>
            {entries(roleWords).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        </li>
      ))}
    </ul>
  );
}
