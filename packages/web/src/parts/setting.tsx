// One setting of a connection: its name and what it means, and beside them what is set.
import type { ReactNode } from 'react';

export function Setting(props: { title: string; text: string; children: ReactNode }) {
  return (
    <section
      aria-label={props.title}
      className="grid gap-x-10 gap-y-3 py-6 first:pt-0 md:grid-cols-[14rem_minmax(0,1fr)]"
    >
      <div>
        <h2 className="text-sm font-semibold">{props.title}</h2>
        <p className="mt-0.5 text-xs text-pretty text-muted">{props.text}</p>
      </div>
      <div className="min-w-0">{props.children}</div>
    </section>
  );
}
