// A dot in the colour of how something stands; it breathes while something is under way.
import type { Tone } from '../format/delivery.js';

const dots: Record<Tone, string> = { good: 'bg-accent', bad: 'bg-late', off: 'bg-edge', idle: 'border border-edge' };

export function Dot(props: { tone: Tone; pulsing?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`size-2 shrink-0 rounded-full ${dots[props.tone]} ${props.pulsing ? 'animate-breathe' : ''}`}
    />
  );
}
