// How a stream is fetched: in full or only what changed, and by which columns.
import type { SyncMode } from '@vito/contracts/sync';
import { columnNames, cursorsOf, modeWords, pathText, type StreamDraft, strangeKeys } from '../format/stream-choice.js';
import { Field } from './form-frame.js';

export function StreamFields(props: { draft: StreamDraft; onChange(fields: Partial<StreamDraft>): void }) {
  const { draft, onChange } = props;
  const { offered } = draft;
  const columns = columnNames(offered);
  const cursors = cursorsOf(offered);
  const strange = strangeKeys(draft);
  return (
    <div className="grid animate-fade gap-x-3 gap-y-2 pt-1 pb-3 pl-6 @md:grid-cols-3">
      <Field label="Fetch">
        <select
          className="field"
          value={draft.mode}
          disabled={offered.modes.length < 2}
          onChange={(event) => onChange({ mode: event.target.value as SyncMode })}
        >
          {offered.modes.map((mode) => (
            <option key={mode} value={mode}>
              {modeWords[mode]}
            </option>
          ))}
        </select>
      </Field>
      {draft.mode === 'incremental' && cursors.length > 0 ? (
        <Field label="What changed, by">
          <select
            className="field font-mono sm:text-xs!"
            value={draft.cursor}
            disabled={cursors.length < 2}
            onChange={(event) => onChange({ cursor: event.target.value })}
          >
            {offered.cursors.length === 0 ? <option value="">as the program does</option> : null}
            {cursors.map((path) => (
              <option key={pathText(path)} value={pathText(path)}>
                {pathText(path)}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      {columns.length > 0 || offered.keys.length > 0 ? (
        <Field
          label="Told apart by"
          {...(strange.length > 0
            ? { problem: `It has no ${strange.join(', ')}. Its columns: ${shortList(columns)}` }
            : { hint: 'Columns, with commas between them.' })}
        >
          <input
            className="field font-mono sm:text-xs!"
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            placeholder="the whole record"
            aria-invalid={strange.length > 0}
            value={draft.keys}
            onChange={(event) => onChange({ keys: event.target.value })}
          />
        </Field>
      ) : null}
    </div>
  );
}

const shortList = (names: readonly string[]) => `${names.slice(0, 12).join(', ')}${names.length > 12 ? '…' : ''}`;
