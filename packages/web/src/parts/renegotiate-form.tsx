// A new date for a commitment: a date, and the usual ones at hand.
import type { CommitmentView } from '@vito/contracts/commitment';
import { useState } from 'react';
import { useClock } from '../data/clock.js';
import type { Change } from '../data/predict.js';
import { addDays, addMonths, shortDay, wallClock, weekday } from '../format/civil.js';
import { dueDay, relativeDue } from '../format/due.js';
import { Field, FormFrame } from './form-frame.js';

export function RenegotiateForm(props: {
  commitment: CommitmentView;
  onChange(change: Change): void;
  onClose(): void;
}) {
  const clock = useClock();
  const today = wallClock(clock.now, clock.zone).day;
  const held = props.commitment.due;
  const from = held === null ? today : dueDay(held, clock.zone);
  const passed = from < today;
  const [day, setDay] = useState(passed ? today : from);
  const usual = [
    { word: 'Tomorrow', day: addDays(today, 1) },
    { word: 'Next Monday', day: addDays(today, 8 - weekday(today)) },
    { word: 'In a week', day: addDays(today, 7) },
    { word: 'In a month', day: addMonths(today, 1) },
  ];
  return (
    <FormFrame
      title="Move the date"
      save={day === '' ? 'Leave it open' : `Move to ${shortDay(day, today.slice(0, 4))}`}
      ready
      onSave={() => props.onChange({ verb: 'renegotiate', due: day === '' ? null : day })}
      onClose={props.onClose}
    >
      <Field label="New date" hint={day === '' ? 'No date' : relativeDue(day, clock, true).text}>
        {/* biome-ignore lint/a11y/noAutofocus: the form was opened to set this */}
        <input type="date" className="field" autoFocus value={day} onChange={(event) => setDay(event.target.value)} />
      </Field>
      <div className="flex flex-wrap gap-1.5">
        {[...usual, { word: 'No date', day: '' }].map((choice) => (
          <button
            key={choice.word}
            type="button"
            aria-pressed={day === choice.day}
            onClick={() => setDay(choice.day)}
            className="h-7 rounded-full border border-line px-2.5 text-xs text-soft transition-colors hover:border-edge hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
          >
            {choice.word}
          </button>
        ))}
      </div>
    </FormFrame>
  );
}
