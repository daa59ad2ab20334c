// The head of a screen: its title and its controls; stays on top while the screen scrolls.
import type { ReactNode } from 'react';

export function ScreenHeader(props: { title: string; controls?: ReactNode; children?: ReactNode }) {
  return (
    <header className="sticky top-0 z-20 border-b border-hair bg-canvas">
      <div className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-2 px-4 max-md:py-2 md:px-6">
        <h1 className="text-md font-semibold tracking-[-0.01em]">{props.title}</h1>
        <div className="flex flex-1 items-center justify-end gap-2">{props.controls}</div>
      </div>
      {props.children}
    </header>
  );
}
