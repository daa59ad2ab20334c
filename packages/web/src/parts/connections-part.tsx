// A part of the screen of connections: what it is for, and the button that adds one more.
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.js';

export function ConnectionsPart(props: { title: string; text: string; action: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={props.title} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h2 className="text-base font-semibold">{props.title}</h2>
          <p className="mt-0.5 text-sm text-pretty text-muted">{props.text}</p>
        </div>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}

export function AddButton(props: { onClick(): void; children: string }) {
  return (
    <Button onClick={props.onClick}>
      <Plus size={15} aria-hidden="true" />
      {props.children}
    </Button>
  );
}

/** What stands where there is none yet: what one is, and how to begin. */
export function NoneYet(props: { title: string; text: ReactNode; children: ReactNode }) {
  return (
    <div className="@container rounded-lg border border-dashed border-edge p-4">
      <h3 className="font-medium">{props.title}</h3>
      <p className="mt-1 mb-4 max-w-[40rem] text-sm text-pretty text-muted">{props.text}</p>
      {props.children}
    </div>
  );
}
