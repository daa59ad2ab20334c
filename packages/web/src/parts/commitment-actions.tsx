// What can be done to a commitment: buttons with a key each, and the small forms that some of them open.
import type { CommitmentVerb, CommitmentView } from '@vito/contracts/commitment';
import { useState } from 'react';
import { useAct } from '../data/act.js';
import { allowed, type Change } from '../data/predict.js';
import { type KeyMap, useKeys } from '../data/use-keys.js';
import { type VerbOffer, verbOffers } from '../data/verbs.js';
import { CorrectForm } from './correct-form.js';
import { DelegateForm } from './delegate-form.js';
import { RenegotiateForm } from './renegotiate-form.js';
import { Tip } from './tip.js';

type Asking = 'renegotiate' | 'delegate' | 'correct';
const asking: ReadonlySet<CommitmentVerb> = new Set<Asking>(['renegotiate', 'delegate', 'correct']);
/** The verbs of every day stand in front, as buttons; the others under them, as words. */
const daily: ReadonlySet<CommitmentVerb> = new Set(['accept', 'fulfil', 'renegotiate']);

export function CommitmentActions(props: { commitment: CommitmentView }) {
  const { commitment } = props;
  const act = useAct();
  const [form, setForm] = useState<Asking | null>(null);
  const can = allowed(commitment);
  const offers = verbOffers.filter((offer) => can.has(offer.verb));

  function start(verb: CommitmentVerb): void {
    if (asking.has(verb)) setForm(verb as Asking);
    else void act(commitment, { verb } as Change);
  }
  function finish(change: Change): void {
    setForm(null);
    void act(commitment, change);
  }

  const map: KeyMap = {};
  for (const offer of offers) map[offer.key] = () => start(offer.verb);
  map.z = map.u;
  useKeys(map);

  const forms = { commitment, onClose: () => setForm(null), onChange: finish };
  if (form === 'renegotiate') return <RenegotiateForm {...forms} />;
  if (form === 'delegate') return <DelegateForm {...forms} />;
  if (form === 'correct') return <CorrectForm {...forms} />;
  const front = offers.filter((offer) => daily.has(offer.verb));
  const behind = offers.filter((offer) => !daily.has(offer.verb));
  return (
    <div className="flex flex-col gap-2">
      {front.length > 0 ? (
        <div className="flex flex-wrap gap-1.5">
          {front.map((offer, i) => (
            <DailyButton key={offer.verb} offer={offer} first={i === 0} onRun={() => start(offer.verb)} />
          ))}
        </div>
      ) : null}
      <div className="-ml-2 flex flex-wrap">
        {behind.map((offer) => (
          <PlainVerb key={offer.verb} offer={offer} onRun={() => start(offer.verb)} />
        ))}
      </div>
    </div>
  );
}

function DailyButton(props: { offer: VerbOffer; first: boolean; onRun(): void }) {
  const { offer, first } = props;
  const Icon = offer.icon;
  const look = first
    ? 'border-transparent bg-accent text-on-accent hover:bg-accent-strong'
    : 'border-line bg-raised text-ink hover:border-edge hover:bg-hover';
  return (
    <Tip text={offer.hint} keys={offer.key.toUpperCase()}>
      <button
        type="button"
        data-verb={offer.verb}
        aria-keyshortcuts={offer.key}
        onClick={props.onRun}
        className={`inline-flex h-8 items-center gap-1.5 rounded-md border px-2.5 text-sm font-medium shadow-raised transition-colors duration-100 max-sm:h-10 max-sm:px-3.5 ${look}`}
      >
        <Icon size={15} strokeWidth={2} aria-hidden="true" />
        {offer.word}
      </button>
    </Tip>
  );
}

function PlainVerb(props: { offer: VerbOffer; onRun(): void }) {
  const { offer } = props;
  return (
    <Tip text={offer.hint} keys={offer.key.toUpperCase()} side="bottom">
      <button
        type="button"
        data-verb={offer.verb}
        aria-keyshortcuts={offer.key}
        onClick={props.onRun}
        className={`inline-flex h-7 items-center rounded-sm px-2 text-xs font-medium transition-colors duration-100 hover:bg-hover hover:text-ink max-sm:h-10 max-sm:text-sm ${offer.verb === 'undo' ? 'text-accent' : 'text-muted'}`}
      >
        {offer.word}
      </button>
    </Tip>
  );
}
