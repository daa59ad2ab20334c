// A small word on a ground of its tone: how something stands.
import type { ReactNode } from 'react';

const tones = {
  good: 'bg-accent-soft text-accent',
  bad: 'bg-late-soft text-late',
  soon: 'bg-soon-soft text-soon',
  off: 'bg-chip text-muted',
} as const;

export function Pill(props: { tone: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-5 shrink-0 items-center rounded-sm px-1.5 text-2xs font-medium whitespace-nowrap ${tones[props.tone]}`}
    >
      {props.children}
    </span>
  );
}
