// A record in a list: what tells it apart, what else it holds or why it is held back, and when; it unfolds to show itself whole.
import type { ReactNode } from 'react';
import { useClock } from '../data/clock.js';
import { briefMoment, fullMoment } from '../format/moment.js';
import { recordWords } from '../format/record-words.js';
import { Arrow } from './arrow.js';
import { CodeBlock } from './code-block.js';

/** Of one that was deleted. */
const blank = 'What it held is shown no more.';

interface DataRowProps {
  id: string;
  data: Record<string, unknown>;
  keys: readonly (readonly string[])[];
  stream: string;
  /** In place of what else it holds. */
  why?: string;
  at: string;
  open: boolean;
  onToggle(): void;
  children?: ReactNode;
}

export function DataRow(props: DataRowProps) {
  const { data, open, at } = props;
  const clock = useClock();
  const isBlank = Object.keys(data).length === 0;
  const { name, rest } = isBlank ? { name: props.id.slice(-12), rest: blank } : recordWords(data, props.keys);
  return (
    <li data-record={props.id} className="border-b border-hair last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={props.onToggle}
        className="grid min-h-12.25 w-full grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2 text-left transition-colors duration-100 hover:bg-hover"
      >
        <Arrow open={open} />
        <span className="min-w-0">
          <span className="flex min-w-0 items-baseline gap-2">
            <span className={`min-w-0 truncate font-medium ${isBlank ? 'font-mono text-sm' : ''}`}>{name}</span>
            <span className="max-w-1/2 shrink-0 truncate text-xs text-faint">{props.stream}</span>
          </span>
          <span
            className={`block text-xs ${open && props.why ? 'wrap-anywhere' : 'truncate'} ${props.why ? 'text-soon' : 'text-faint'}`}
          >
            {props.why ?? (rest || 'nothing else')}
          </span>
        </span>
        <time
          dateTime={at}
          title={fullMoment(at, clock.zone)}
          className="text-right text-xs whitespace-nowrap text-faint"
        >
          {briefMoment(at, clock)}
        </time>
      </button>
      {open ? (
        <div className="flex animate-fade flex-col gap-3 px-4 pt-1 pb-5 sm:pl-11">
          {props.children}
          {isBlank ? (
            <p className="text-sm text-muted">
              {blank} Its key here: <span className="font-mono text-xs wrap-anywhere">{props.id}</span>
            </p>
          ) : (
            <CodeBlock label="As it came" body={JSON.stringify(data)} />
          )}
        </div>
      ) : null}
    </li>
  );
}
