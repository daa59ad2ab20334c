// A chat: its messages as bubbles, those of one author in one breath under one name, the looker's own on the right.
import { useQuery } from '@tanstack/react-query';
import type { DocumentView } from '@vito/contracts/document';
import type { Message } from '@vito/contracts/reading';
import { useMemo } from 'react';
import { useZone } from '../data/clock.js';
import { meQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { longDay } from '../format/civil.js';
import { dayOf, fullMoment, timeOf } from '../format/moment.js';
import { isMe, type Named, nameParty } from '../format/people.js';
import { Avatar } from './avatar.js';
import { MarkedText } from './marked-text.js';

/** Messages of one author closer than this stand under one name. */
const breath = 5 * 60_000;

interface Turn {
  messages: Message[];
  who: Named;
  reply: boolean;
}

export function ChatPane(props: { document: DocumentView }) {
  const { document } = props;
  const { client } = useServices();
  const zone = useZone();
  const profile = useQuery(meQuery(client)).data?.profile ?? null;
  const turns = useMemo(() => {
    const all: Turn[] = [];
    for (const message of document.messages) {
      const last = all.at(-1);
      const who = nameParty(message.from, isMe(message.from, profile));
      const reply = message.threadId !== null && message.threadId !== message.id;
      if (last && continues(last, message, who, reply)) last.messages.push(message);
      else all.push({ messages: [message], who, reply });
    }
    return all;
  }, [document.messages, profile]);
  const start = document.messages[0]?.sentAt;
  return (
    <div>
      {start ? <p className="mb-5 text-center text-xs font-medium text-faint">{longDay(dayOf(start, zone))}</p> : null}
      <ol className="flex flex-col gap-4">
        {turns.map((turn) => (
          <TurnView key={turn.messages[0]?.start} turn={turn} text={document.text} zone={zone} />
        ))}
      </ol>
    </div>
  );
}

function continues(turn: Turn, message: Message, who: Named, reply: boolean): boolean {
  const before = turn.messages.at(-1);
  if (!before?.sentAt || !message.sentAt || turn.who.full !== who.full || turn.reply !== reply) return false;
  if (before.threadId !== message.threadId) return false;
  return Date.parse(message.sentAt) - Date.parse(before.sentAt) < breath;
}

function TurnView(props: { turn: Turn; text: string; zone: string }) {
  const { turn, text, zone } = props;
  const { me } = turn.who;
  const sentAt = turn.messages[0]?.sentAt;
  return (
    <li
      className={`flex items-start gap-3 ${me ? 'flex-row-reverse' : ''} ${turn.reply ? (me ? 'mr-6' : 'ml-9 border-l-2 border-hair pl-3') : ''}`}
    >
      <Avatar who={turn.who} size="md" />
      <div className={`flex max-w-[82%] min-w-0 flex-col gap-1 ${me ? 'items-end' : 'items-start'}`}>
        <p className="flex items-baseline gap-2 px-0.5 text-xs">
          <span className="font-semibold" title={turn.who.full}>
            {turn.who.name}
          </span>
          {sentAt && sentAt.length > 10 ? (
            <time dateTime={sentAt} title={fullMoment(sentAt, zone)} className="text-faint">
              {timeOf(sentAt, zone)}
            </time>
          ) : null}
          {turn.reply ? <span className="text-faint">in a thread</span> : null}
        </p>
        {turn.messages.map((message) => (
          <MarkedText
            key={message.start}
            text={text}
            range={message}
            className={`rounded-lg px-3 py-1.75 ${me ? 'bg-accent-soft' : 'bg-chip'}`}
          />
        ))}
      </div>
    </li>
  );
}
