// One sending in the log: which event, what became of it; it unfolds to show itself whole.
import type { SendingState, SendingSummary } from '@vito/contracts/endpoint';
import { useClock } from '../data/clock.js';
import { sendingDetail, sendingWords } from '../format/delivery.js';
import { briefMoment, fullMoment } from '../format/moment.js';
import { Arrow } from './arrow.js';
import { Pill } from './pill.js';
import { SendingDetail } from './sending-detail.js';

const tones: Record<SendingState, 'good' | 'bad' | 'soon' | 'off'> = {
  delivered: 'good',
  waiting: 'off',
  'given-up': 'bad',
};

export function SendingRow(props: { sending: SendingSummary; open: boolean; onToggle(): void }) {
  const { sending, open } = props;
  const clock = useClock();
  const failing = sending.state === 'waiting' && sending.attempts > 0;
  return (
    <li data-sending={sending.id} className="border-b border-hair last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={props.onToggle}
        className="grid min-h-12.25 w-full grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2 text-left transition-colors duration-100 hover:bg-hover"
      >
        <Arrow open={open} />
        <span className="min-w-0">
          <span className="flex min-w-0 items-center gap-2">
            <span className="truncate font-medium">{sending.type}</span>
            <Pill tone={failing ? 'soon' : tones[sending.state]}>
              {failing ? 'Failing' : sendingWords[sending.state]}
            </Pill>
          </span>
          <span className="block truncate text-xs text-faint">{sendingDetail(sending, clock)}</span>
        </span>
        <time
          dateTime={sending.plannedAt}
          title={fullMoment(sending.plannedAt, clock.zone)}
          className="text-right text-xs whitespace-nowrap text-faint"
        >
          {briefMoment(sending.plannedAt, clock)}
        </time>
      </button>
      {open ? (
        <div className="animate-fade px-4 pt-3 pb-5 sm:pl-11">
          <SendingDetail id={sending.id} />
        </div>
      ) : null}
    </li>
  );
}
