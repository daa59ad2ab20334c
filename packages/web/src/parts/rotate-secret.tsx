// The secrets of a connection by their last characters, and a new one in their place.
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useClock } from '../data/clock.js';
import { shortMoment } from '../format/moment.js';
import { Button } from './button.js';
import { Field, FormFrame } from './form-frame.js';

const spans = [
  { hours: 0, word: 'not at all' },
  { hours: 1, word: 'for an hour' },
  { hours: 24, word: 'for a day' },
  { hours: 168, word: 'for a week' },
] as const;

export interface Rotation {
  keepHours: number;
  secret?: string;
}

export function RotateSecret(props: {
  secrets: ReadonlyArray<{ id: string; hint: string; until: string | null }>;
  /** What an own secret looks like. */
  placeholder: string;
  pending: boolean;
  onRotate(rotation: Rotation): void;
}) {
  const clock = useClock();
  const [open, setOpen] = useState(false);
  const [keepHours, setKeepHours] = useState(24);
  const [secret, setSecret] = useState('');
  return (
    <div className="flex flex-col items-start gap-3">
      <ul className="flex flex-col gap-1 text-sm">
        {props.secrets.map(({ id, hint, until }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3">
            <span className="font-mono text-xs">…{hint}</span>
            <span className="text-xs text-faint">
              {until === null ? 'in use' : `counts until ${shortMoment(until, clock)}`}
            </span>
          </li>
        ))}
      </ul>
      {open ? (
        <div className="w-full">
          <FormFrame
            title="A new secret"
            save="Make the new secret"
            ready={!props.pending && (secret.trim() === '' || secret.trim().length >= 8)}
            onSave={() => {
              props.onRotate({ keepHours, ...(secret.trim() ? { secret: secret.trim() } : {}) });
              setOpen(false);
              setSecret('');
            }}
            onClose={() => setOpen(false)}
          >
            <Field label="The one before still counts">
              <select
                className="field"
                value={keepHours}
                onChange={(event) => setKeepHours(Number(event.target.value))}
              >
                {spans.map(({ hours, word }) => (
                  <option key={hours} value={hours}>
                    {word}
                  </option>
                ))}
              </select>
            </Field>
            <Field label="A secret of your own" hint="Without one, one is made.">
              <input
                className="field font-mono sm:text-xs!"
                autoComplete="off"
                spellCheck={false}
                maxLength={500}
                placeholder={props.placeholder}
                value={secret}
                onChange={(event) => setSecret(event.target.value)}
              />
            </Field>
          </FormFrame>
        </div>
      ) : (
        <Button onClick={() => setOpen(true)} disabled={props.pending}>
          <RefreshCw size={14} aria-hidden="true" />
          New secret
        </Button>
      )}
    </div>
  );
}
