// What narrows a search: who says it or is told, when, and in what kind of document.
import { documentKinds } from '@vito/contracts/reading';
import { kindWords } from '../format/words.js';
import type { FindSearch } from '../screens/search.js';

export function FindFilters(props: { asked: FindSearch; onChange(next: FindSearch): void }) {
  const { asked, onChange } = props;
  const narrowed = asked.person || asked.from || asked.to || asked.kind;
  return (
    <div className="flex max-w-[56rem] flex-wrap items-center gap-2 text-sm">
      <input
        aria-label="Person"
        placeholder="Anybody"
        maxLength={320}
        defaultValue={asked.person ?? ''}
        key={asked.person ?? ''}
        onBlur={(event) => onChange({ person: event.target.value.trim() || undefined })}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        className="field h-8! w-36! text-sm! max-md:min-w-32 max-md:flex-1"
      />
      <input
        type="date"
        aria-label="From"
        value={asked.from ?? ''}
        onChange={(event) => onChange({ from: event.target.value || undefined })}
        className="field h-8! w-36! text-sm! max-md:min-w-32 max-md:flex-1"
      />
      <input
        type="date"
        aria-label="To"
        value={asked.to ?? ''}
        onChange={(event) => onChange({ to: event.target.value || undefined })}
        className="field h-8! w-36! text-sm! max-md:min-w-32 max-md:flex-1"
      />
      <select
        aria-label="Kind of document"
        value={asked.kind ?? ''}
        onChange={(event) => onChange({ kind: documentKinds.find((kind) => kind === event.target.value) })}
        className="field h-8! w-36! py-0! text-sm! max-md:min-w-32 max-md:flex-1"
      >
        <option value="">Any kind</option>
        {documentKinds.map((kind) => (
          <option key={kind} value={kind}>
            {kindWords[kind]}
          </option>
        ))}
      </select>
      {narrowed ? (
        <button
          type="button"
          onClick={() => onChange({ person: undefined, from: undefined, to: undefined, kind: undefined })}
          className="h-8 rounded-md px-2 text-muted hover:bg-hover hover:text-ink"
        >
          Clear
        </button>
      ) : null}
    </div>
  );
}
