// A titled part of a screen of figures.
import type { ReactNode } from 'react';

export function Section(props: { title: string; hint?: string; children: ReactNode; className?: string }) {
  return (
    <section className={`min-w-0 ${props.className ?? ''}`}>
      <h2 className="text-sm font-semibold">{props.title}</h2>
      {props.hint ? <p className="mt-0.5 text-xs text-faint">{props.hint}</p> : null}
      <div className="mt-3">{props.children}</div>
    </section>
  );
}
