// One stream on offer: whether it is chosen and how it is fetched, which unfolds to be changed.
import { columnNames, howWords, type StreamDraft, strangeKeys } from '../format/stream-choice.js';
import { count } from '../format/words.js';
import { Button } from './button.js';
import { StreamFields } from './stream-fields.js';

export function StreamRow(props: {
  draft: StreamDraft;
  open: boolean;
  onToggle(): void;
  onChange(fields: Partial<StreamDraft>): void;
}) {
  const { draft, onChange } = props;
  const { offered } = draft;
  const columns = columnNames(offered);
  const strange = strangeKeys(draft).length > 0;
  const open = draft.chosen && (props.open || strange);
  const changeable = offered.modes.length > 1 || columns.length > 0 || offered.keys.length > 0;
  return (
    <li className="px-3 py-1">
      <div className="flex min-h-9 items-center gap-3">
        <label className="flex min-h-9 min-w-0 flex-1 items-center gap-2.5">
          <input
            type="checkbox"
            checked={draft.chosen}
            onChange={(event) => onChange({ chosen: event.target.checked })}
          />
          <span className="min-w-0 py-0.5">
            <span className="block truncate text-sm font-medium">{offered.name}</span>
            <span className="block truncate text-xs text-faint" title={columns.join(', ')}>
              {offered.use ? `${offered.use} · ` : ''}
              {draft.chosen ? howWords(draft) : columns.length > 0 ? count(columns.length, 'column') : 'not fetched'}
            </span>
          </span>
        </label>
        {draft.chosen && changeable ? (
          <Button
            size="sm"
            tone="quiet"
            aria-expanded={open}
            aria-label={`How ${offered.name} is fetched`}
            disabled={strange}
            onClick={props.onToggle}
          >
            {open ? 'Done' : 'Change'}
          </Button>
        ) : null}
      </div>
      {open ? <StreamFields draft={draft} onChange={onChange} /> : null}
    </li>
  );
}
