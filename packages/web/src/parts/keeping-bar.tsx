// How promises were kept, as one bar: on time, late, overdue, open, the rest; and the same in words that lead to the evidence.
import type { Keeping } from '@vito/contracts/dna';
import { Figure } from './figure.js';

export const shades: ReadonlyArray<{ key: keyof Keeping; word: string; paint: string }> = [
  { key: 'onTime', word: 'Kept on time', paint: 'var(--color-accent)' },
  { key: 'undated', word: 'Done, no date', paint: 'color-mix(in oklab, var(--color-accent) 45%, var(--color-canvas))' },
  { key: 'late', word: 'Kept late', paint: 'var(--color-soon)' },
  { key: 'overdue', word: 'Overdue', paint: 'var(--color-late)' },
  { key: 'open', word: 'Open', paint: 'var(--color-edge)' },
  { key: 'openUndated', word: 'Open, no date', paint: 'var(--color-line)' },
  { key: 'off', word: 'Called off', paint: 'var(--color-hair)' },
];

export function KeepingBar(props: { keeping: Keeping; slim?: boolean }) {
  const total = shades.reduce((sum, { key }) => sum + props.keeping[key].n, 0);
  return (
    <span
      aria-hidden="true"
      className={`flex w-full gap-px overflow-hidden rounded-full bg-sunken ${props.slim ? 'h-1.5' : 'h-3'}`}
    >
      {total === 0
        ? null
        : shades.map(({ key, paint }) =>
            props.keeping[key].n === 0 ? null : (
              <span key={key} style={{ flexGrow: props.keeping[key].n, background: paint }} />
            ),
          )}
    </span>
  );
}

export function KeepingWords(props: { keeping: Keeping; who: string }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-1 text-sm sm:grid-cols-4">
      {shades.map(({ key, word, paint }) => (
        <div key={key} className="flex items-center gap-2">
          <span
            aria-hidden="true"
            style={{ background: paint }}
            className="size-2.5 shrink-0 rounded-xs ring-1 ring-line"
          />
          <dt className="text-muted">{word}</dt>
          <dd className="font-medium">
            <Figure figure={props.keeping[key]} title={`${word}, ${props.who}`} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
