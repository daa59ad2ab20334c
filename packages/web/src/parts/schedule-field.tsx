// How often a connection runs: only when asked, or every so many minutes.
import { rhythms, rhythmWords } from '../format/sync-words.js';
import { Field } from './form-frame.js';

export function ScheduleField(props: { label: string; value: number | null; onChange(minutes: number | null): void }) {
  const { value } = props;
  const odd = value !== null && !rhythms.some(({ minutes }) => minutes === value) ? [value] : [];
  return (
    <Field label={props.label}>
      <select
        className="field max-w-64 max-sm:max-w-none"
        value={value ?? ''}
        onChange={(event) => props.onChange(event.target.value === '' ? null : Number(event.target.value))}
      >
        <option value="">only when asked</option>
        {[...rhythms.map(({ minutes }) => minutes), ...odd].map((minutes) => (
          <option key={minutes} value={minutes}>
            {rhythmWords(minutes)}
          </option>
        ))}
      </select>
    </Field>
  );
}
