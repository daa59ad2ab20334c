// A mail: who wrote to whom, when, about what; then what it says, with quoted mail folded away.
import { useQuery } from '@tanstack/react-query';
import type { Message } from '@vito/contracts/reading';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useClock } from '../data/clock.js';
import { useMarks } from '../data/marks.js';
import { meQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { fullMoment, shortMoment } from '../format/moment.js';
import { isMe, nameParty } from '../format/people.js';
import { type Block, blocksOf } from '../format/segments.js';
import { Avatar } from './avatar.js';
import { MarkedText } from './marked-text.js';

export function MailMessage(props: { message: Message; text: string; first: boolean }) {
  const { message, text } = props;
  return (
    <article>
      <Head message={message} />
      <div className="mt-6 flex flex-col gap-4 text-md">
        {blocksOf(message).map((block) => (
          <Part key={block.start} block={block} text={text} />
        ))}
      </div>
    </article>
  );
}

function Head(props: { message: Message }) {
  const { message } = props;
  const { client } = useServices();
  const clock = useClock();
  const profile = useQuery(meQuery(client)).data?.profile ?? null;
  const from = nameParty(message.from, isMe(message.from, profile));
  const names = (parties: Message['to']) =>
    parties.map((party) => (isMe(party, profile) ? 'you' : nameParty(party, false).name)).join(', ');
  return (
    <header>
      {message.subject ? (
        <h2 className="text-xl leading-snug font-semibold tracking-[-0.014em] text-pretty">{message.subject}</h2>
      ) : null}
      <div className="mt-4 flex items-start gap-3">
        <Avatar who={from} size="md" />
        <div className="min-w-0 flex-1 text-sm leading-snug">
          <p className="flex min-w-0 items-baseline gap-2">
            <span className="truncate font-semibold">{from.name}</span>
            <span className="truncate text-xs text-faint max-sm:hidden">{message.from?.address}</span>
          </p>
          <p className="mt-0.5 truncate text-xs text-muted">
            {message.to.length > 0 ? `to ${names(message.to)}` : null}
            {message.cc.length > 0 ? `, copy to ${names(message.cc)}` : null}
          </p>
        </div>
        <div className="shrink-0 text-right text-xs text-faint">
          {message.sentAt ? (
            <time dateTime={message.sentAt} title={fullMoment(message.sentAt, clock.zone)}>
              {shortMoment(message.sentAt, clock)}
            </time>
          ) : (
            'No date'
          )}
          {message.automatic || message.bulk ? (
            <p className="mt-1 rounded-sm bg-chip px-1.5 text-2xs leading-4.5">
              {message.bulk ? 'Sent to many' : 'Automatic reply'}
            </p>
          ) : null}
        </div>
      </div>
    </header>
  );
}

function Part(props: { block: Block; text: string }) {
  const { block, text } = props;
  const { marks } = useMarks();
  const marked = marks.some((one) => one.start < block.end && one.end > block.start);
  const [open, setOpen] = useState(marked);
  if (text.slice(block.start, block.end).trim() === '') return null;
  if (block.kind === 'said') return <MarkedText text={text} range={block} flow />;
  if (block.kind === 'signature') return <MarkedText text={text} range={block} className="text-sm text-faint" />;
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        aria-label={open ? 'Hide the quoted mail' : 'Show the quoted mail'}
        title={open ? 'Hide the quoted mail' : 'Show the quoted mail'}
        onClick={() => setOpen(!open)}
        className="flex h-5 w-9 items-center justify-center rounded-full bg-sunken text-muted ring-1 ring-hair ring-inset hover:bg-hover hover:text-ink"
      >
        <Ellipsis size={15} aria-hidden="true" />
      </button>
      {open ? (
        <MarkedText
          text={text}
          range={block}
          className="mt-3 animate-fade border-l-2 border-line pl-3.5 text-sm text-faint"
        />
      ) : null}
    </div>
  );
}
