// One payload in the list: what it is, what became of it; it unfolds to show itself whole.
import type { PayloadSummary } from '@vito/contracts/webhook';
import { useClock } from '../data/clock.js';
import { briefMoment, fullMoment } from '../format/moment.js';
import { becameWords, payloadWords } from '../format/source-words.js';
import { size } from '../format/words.js';
import { Arrow } from './arrow.js';
import { PayloadDetail } from './payload-detail.js';

export function PayloadRow(props: { payload: PayloadSummary; open: boolean; onToggle(): void }) {
  const { payload, open } = props;
  const clock = useClock();
  return (
    <li data-payload={payload.id} className="border-b border-hair last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={props.onToggle}
        className="grid min-h-12.25 w-full grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2 text-left transition-colors duration-100 hover:bg-hover @2xl:grid-cols-[1rem_minmax(0,1fr)_4rem_5.5rem]"
      >
        <Arrow open={open} />
        <span className="min-w-0">
          <span className="flex min-w-0 items-baseline gap-2">
            <span className="max-w-full shrink-0 truncate font-medium">{payload.type || 'without a type'}</span>
            <span className="min-w-0 truncate font-mono text-xs text-faint">{payload.externalId}</span>
          </span>
          <span className={`block truncate text-xs ${payload.state === 'unmapped' ? 'text-late' : 'text-faint'}`}>
            <Became payload={payload} />
          </span>
        </span>
        <span className="text-right text-xs text-faint @max-2xl:hidden">{size(payload.size)}</span>
        <time
          dateTime={payload.receivedAt}
          title={fullMoment(payload.receivedAt, clock.zone)}
          className="text-right text-xs whitespace-nowrap text-faint"
        >
          {briefMoment(payload.receivedAt, clock)}
        </time>
      </button>
      {open ? (
        <div className="animate-fade px-4 pt-3 pb-5 sm:pl-11">
          <PayloadDetail id={payload.id} />
        </div>
      ) : null}
    </li>
  );
}

function Became(props: { payload: PayloadSummary }) {
  const { state, problem, yields } = props.payload;
  if (state === 'unmapped') return `Not mapped: ${problem ?? 'the reason is not known'}`;
  return state === 'received' ? payloadWords.received : `Became ${becameWords(yields)}`;
}
