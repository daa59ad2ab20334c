// Everything about one commitment under its head: what can be done, why it is one, what happened to it.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CommitmentView } from '@vito/contracts/commitment';
import { checkedWords } from '@vito/contracts/model';
import type { CommitmentHistoryItem } from '@vito/contracts/routes';
import type { ReactNode } from 'react';
import { useClock } from '../data/clock.js';
import { commitmentQuery, meQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { absoluteDue } from '../format/due.js';
import { actorName, historyWord } from '../format/entries.js';
import { fullMoment, shortMoment } from '../format/moment.js';
import { CommitmentActions } from './commitment-actions.js';
import { CommitmentThread } from './commitment-thread.js';
import { Confidence } from './confidence.js';
import { Bone } from './states.js';
import { Suggestion } from './suggestion.js';

export function CommitmentDetail(props: { commitment: CommitmentView }) {
  const { commitment } = props;
  const clock = useClock();
  return (
    <div className="flex flex-col gap-5">
      {commitment.restates ? <ToldElsewhere id={commitment.restates} /> : null}
      <Suggestion commitment={commitment} />
      <CommitmentActions commitment={commitment} />
      <dl className="grid grid-cols-[6rem_1fr] gap-x-3 gap-y-2 text-sm">
        <Fact name="Due">{absoluteDue(commitment.due, clock.zone)}</Fact>
        {commitment.condition ? <Fact name="Only if">{commitment.condition}</Fact> : null}
        {commitment.saidAt ? <Fact name="Said">{fullMoment(commitment.saidAt, clock.zone)}</Fact> : null}
        <Fact name="Why">
          <span className="flex items-center gap-2.5">
            <Confidence value={commitment.confidence} />
            <span>
              {Math.round(commitment.confidence * 100)} % sure, {reasonOf(commitment)}
            </span>
          </span>
        </Fact>
        {commitment.checkedBy === null ? null : <Fact name="Checked">{checkedWords(commitment)}</Fact>}
      </dl>
      <CommitmentThread commitment={commitment} />
      <History id={commitment.id} />
    </div>
  );
}

/** It only tells another commitment again: there is the one that counts. */
function ToldElsewhere(props: { id: string }) {
  return (
    <p className="text-sm text-muted">
      This tells{' '}
      <Link
        to="."
        search={(before) => ({ ...before, c: props.id, said: undefined })}
        className="font-medium text-ink underline decoration-edge underline-offset-3 hover:text-accent"
      >
        an earlier commitment
      </Link>{' '}
      again and is not counted. Undo makes it one of its own.
    </p>
  );
}

function reasonOf({ rule }: CommitmentView): string {
  return rule.startsWith('model:') ? 'by a model' : `by the rule “${rule.replaceAll(/[-_.]/g, ' ')}”`;
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{props.name}</dt>
      <dd className="min-w-0">{props.children}</dd>
    </>
  );
}

function History(props: { id: string }) {
  const { client } = useServices();
  const detail = useQuery(commitmentQuery(client, props.id));
  const myName = useQuery(meQuery(client)).data?.profile?.name ?? null;
  return (
    <section aria-label="History">
      <h3 className="text-xs font-medium text-muted">History</h3>
      <ol className="mt-2">
        {detail.data?.history.map((item, i, all) => (
          <Happening key={item.eventId} item={item} myName={myName} last={i === all.length - 1} />
        ))}
        {detail.isPending ? <Bone className="h-4 w-3/5" /> : null}
        {detail.isError ? <li className="text-sm text-late">The history could not be loaded.</li> : null}
      </ol>
    </section>
  );
}

type Item = (typeof CommitmentHistoryItem)['_zod']['output'];

function Happening(props: { item: Item; myName: string | null; last: boolean }) {
  const { item, last } = props;
  const clock = useClock();
  const actor = {
    kind: item.actor.kind === 'person' ? ('person' as const) : ('system' as const),
    id: item.actor.id,
    name: item.actor.name,
  };
  return (
    <li className="relative flex gap-3 pb-3 text-sm">
      {last ? null : <span className="absolute top-4 bottom-0 left-[3.5px] w-px bg-line" />}
      <span className="mt-1.5 size-2 shrink-0 rounded-full border-[1.5px] border-edge bg-surface" />
      <div className="min-w-0 flex-1">
        <p>
          {historyWord(item.type)} <span className="text-muted">by {byWhom(actorName(actor, props.myName))}</span>
        </p>
        {item.note ? <p className="text-muted">{item.note}</p> : null}
      </div>
      <time dateTime={item.at} title={fullMoment(item.at, clock.zone)} className="text-xs leading-5 text-faint">
        {shortMoment(item.at, clock)}
      </time>
    </li>
  );
}

function byWhom(name: string): string {
  return name === 'You' ? 'you' : name;
}
