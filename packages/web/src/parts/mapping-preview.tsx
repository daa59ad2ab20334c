// What a mapping would make of the latest payloads: each with its result, or its problem.
import { useQuery } from '@tanstack/react-query';
import type { Mapped, MappingPreview as Previewed } from '@vito/contracts/webhook';
import { useState } from 'react';
import { useClock } from '../data/clock.js';
import { payloadQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { yieldWords } from '../format/mapping.js';
import { briefMoment } from '../format/moment.js';
import { titled } from '../format/words.js';
import { CodeBlock } from './code-block.js';
import { Pill } from './pill.js';
import { FactData } from './yields-list.js';

export function MappingPreview(props: { items: readonly Previewed[]; stale: boolean }) {
  return (
    <ul
      aria-busy={props.stale}
      className={`flex flex-col gap-2 transition-opacity duration-100 ${props.stale ? 'opacity-60' : ''}`}
    >
      {props.items.map((item) => (
        <Item key={item.payloadId} item={item} />
      ))}
    </ul>
  );
}

function Item(props: { item: Previewed }) {
  const { payloadId, type, receivedAt, yields, problem } = props.item;
  const clock = useClock();
  const [open, setOpen] = useState(false);
  return (
    <li className="rounded-lg border border-line bg-surface p-3 shadow-raised">
      <div className="flex items-baseline justify-between gap-3 text-xs text-faint">
        <span className="min-w-0 truncate">
          {type || 'without a type'} · {briefMoment(receivedAt, clock)}
        </span>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="shrink-0 rounded-xs text-muted underline-offset-3 hover:text-accent hover:underline"
        >
          {open ? 'Hide the payload' : 'See the payload'}
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
      {open ? <Payload id={payloadId} /> : null}
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

function Payload(props: { id: string }) {
  const { client } = useServices();
  const { data } = useQuery(payloadQuery(client, props.id));
  if (!data) return null;
  return (
    <div className="mt-2">
      <CodeBlock label="body" body={data.body} encoding={data.encoding} />
    </div>
  );
}
