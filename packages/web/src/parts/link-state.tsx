// Whether the log is live: a small dot with a word.
import { useServices, useStore } from '../data/services.js';
import type { LinkState as State } from '../live/socket.js';
import { Tip } from './tip.js';

const words: Record<State, { text: string; dot: string; tip: string }> = {
  live: { text: 'Live', dot: 'bg-accent', tip: 'What happens is on the screen at once' },
  connecting: { text: 'Connecting', dot: 'bg-edge animate-breathe', tip: 'Asking the server for what is new' },
  waiting: { text: 'Reconnecting', dot: 'bg-soon animate-breathe', tip: 'The connection was lost; trying again' },
  ended: { text: 'Signed out', dot: 'bg-late', tip: 'The sign-in is over' },
};

export function LinkState(props: { compact?: boolean }) {
  const { timeline } = useServices();
  const { link } = useStore(timeline);
  const { text, dot, tip } = words[link];
  return (
    <Tip text={tip} side="right">
      <span
        role="status"
        data-link={link}
        className={`inline-flex items-center gap-2 text-xs text-muted ${props.compact ? '' : 'h-8 w-fit px-2.5'}`}
      >
        <span className={`relative size-1.75 rounded-full ${dot}`} />
        {props.compact && link === 'live' ? <span className="sr-only">{text}</span> : text}
      </span>
    </Tip>
  );
}
