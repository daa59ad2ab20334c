// The head of a screen: its title and its controls; stays on top while the screen scrolls.
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

export function ScreenHeader(props: {
  title: string;
  /** The screen that it lies below. */
  below?: { to: '/connections' | '/agents'; word: string };
  controls?: ReactNode;
  children?: ReactNode;
}) {
  const { below } = props;
  return (
    <header className="sticky top-0 z-20 border-b border-hair bg-canvas">
      <div className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-2 px-4 max-md:py-2 md:px-6">
        <div className="flex min-w-0 items-center gap-1 text-md tracking-[-0.01em]">
          {below ? (
            <>
              <Link to={below.to} className="rounded-xs text-muted hover:text-accent">
                {below.word}
              </Link>
              <ChevronRight size={14} aria-hidden="true" className="shrink-0 text-faint" />
            </>
          ) : null}
          <h1 className="truncate font-semibold">{props.title}</h1>
        </div>
        <div className="flex min-w-0 flex-auto items-center justify-end gap-2">{props.controls}</div>
      </div>
      {props.children}
    </header>
  );
}
