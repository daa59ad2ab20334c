// Which events an endpoint gets: everything, or what is checked, by kind and by type.
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { allOf, isChecked, type TypeGroup, typeGroups, withKind, withType } from '../format/event-types.js';
import { Segmented } from './segmented.js';

export function EventTypesField(props: { value: readonly string[]; onChange(types: string[]): void }) {
  const { value, onChange } = props;
  const [some, setSome] = useState(value.length > 0);
  return (
    <fieldset className="flex flex-col items-start gap-2">
      <legend className="mb-1 text-xs font-medium text-muted">Events</legend>
      <Segmented
        label="Which events"
        value={some ? 'some' : 'all'}
        options={[
          { value: 'all', word: 'Everything' },
          { value: 'some', word: 'Only these' },
        ]}
        onChange={(choice) => {
          setSome(choice === 'some');
          onChange(choice === 'some' ? [allOf('commitment')] : []);
        }}
      />
      {some ? (
        <ul className="w-full divide-y divide-hair rounded-md border border-line">
          {typeGroups.map((group) => (
            <Group key={group.kind} group={group} value={value} onChange={onChange} />
          ))}
        </ul>
      ) : null}
    </fieldset>
  );
}

function Group(props: { group: TypeGroup; value: readonly string[]; onChange(types: string[]): void }) {
  const { group, value, onChange } = props;
  const [open, setOpen] = useState(false);
  const checked = group.types.filter((type) => isChecked(value, group.kind, type)).length;
  const whole = value.includes(allOf(group.kind));
  return (
    <li>
      <div className="flex items-center gap-2 px-3 py-1.5">
        <label className="flex min-h-7 flex-1 items-center gap-2.5 text-sm font-medium">
          <input
            type="checkbox"
            checked={whole}
            ref={(box) => {
              if (box) box.indeterminate = !whole && checked > 0;
            }}
            onChange={(event) => onChange(withKind(value, group.kind, event.target.checked))}
          />
          {group.word}
          <span className="font-mono text-xs font-normal text-faint">{allOf(group.kind)}</span>
        </label>
        {group.types.length > 1 ? (
          <button
            type="button"
            aria-expanded={open}
            aria-label={`Single types of ${group.word.toLowerCase()}`}
            onClick={() => setOpen(!open)}
            className="flex h-7 items-center gap-1 rounded-sm px-1.5 text-xs text-muted hover:bg-hover hover:text-ink"
          >
            {whole ? 'all' : checked > 0 ? checked : 'none'} of {group.types.length}
            <ChevronRight size={13} aria-hidden="true" className={`transition-transform ${open ? 'rotate-90' : ''}`} />
          </button>
        ) : null}
      </div>
      {open ? (
        <ul className="grid gap-x-4 px-3 pb-2 pl-8.5 sm:grid-cols-2">
          {group.types.map((type) => (
            <li key={type}>
              <label className="flex min-h-7 items-center gap-2.5 font-mono text-xs">
                <input
                  type="checkbox"
                  checked={isChecked(value, group.kind, type)}
                  onChange={(event) => onChange(withType(value, group, type, event.target.checked))}
                />
                {type}
              </label>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}
