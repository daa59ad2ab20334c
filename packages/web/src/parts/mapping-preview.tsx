// What a mapping would make of what is there: each with its result, or its problem, and whole when it is asked for.
import type { Mapped } from '@vito/contracts/webhook';
import { type ReactNode, useState } from 'react';
import { yieldWords } from '../format/mapping.js';
import { titled } from '../format/words.js';
import { Pill } from './pill.js';
import { FactData } from './yields-list.js';

export interface Tried {
  id: string;
  /** What it is, in a few words. */
  head: string;
  yields: readonly Mapped[];
  problem: string | null;
  whole: ReactNode;
}

/** `what`: what it is tried on, e.g. payload. */
export function MappingPreview(props: { what: string; items: readonly Tried[]; stale: boolean }) {
  return (
    <ul
      aria-busy={props.stale}
      className={`flex flex-col gap-2 transition-opacity duration-100 ${props.stale ? 'opacity-60' : ''}`}
    >
      {props.items.map((item) => (
        <Item key={item.id} what={props.what} item={item} />
      ))}
    </ul>
  );
}

function Item(props: { what: string; item: Tried }) {
  const { head, yields, problem, whole } = props.item;
  const [open, setOpen] = useState(false);
  return (
    <li className="rounded-lg border border-line bg-surface p-3 shadow-raised">
      <div className="flex items-baseline justify-between gap-3 text-xs text-faint">
        <span className="min-w-0 truncate">{head}</span>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="shrink-0 rounded-xs text-muted underline-offset-3 hover:text-accent hover:underline"
        >
          {open ? `Hide the ${props.what}` : `See the ${props.what}`}
        </button>
      </div>
      {problem ? (
        <p role="status" className="mt-1.5 text-sm wrap-anywhere text-late">
          {titled(problem)}
        </p>
      ) : null}
      {!problem && yields.length === 0 ? <p className="mt-1.5 text-sm text-muted">Nothing: it is left out.</p> : null}
      <ul className="mt-1.5 flex flex-col gap-2">
        {yields.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what a mapping yields has no other name
          <Yielded key={index} one={one} />
        ))}
      </ul>
      {open ? <div className="mt-2">{whole}</div> : null}
    </li>
  );
}

function Yielded(props: { one: Mapped }) {
  const { kind, name, detail } = yieldWords(props.one);
  return (
    <li className="flex min-w-0 items-start gap-2 text-sm">
      <span className="mt-px">
        <Pill tone="good">{kind}</Pill>
      </span>
      <span className="min-w-0">
        <span className="block font-medium wrap-anywhere">{name}</span>
        {detail ? <span className="block text-xs wrap-anywhere text-faint">{detail}</span> : null}
        {'fact' in props.one ? <FactData data={props.one.fact.data ?? {}} /> : null}
        {'message' in props.one ? (
          <span className="line-clamp-2 text-xs wrap-anywhere text-muted">
            {props.one.message.text ?? props.one.message.html}
          </span>
        ) : null}
      </span>
    </li>
  );
}
