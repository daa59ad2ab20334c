// What a screen shows when there is nothing, not yet, or no answer.
import type { ReactNode } from 'react';
import { inWords } from '../format/errors.js';
import { Button } from './button.js';

export function Empty(props: { drawing?: ReactNode; title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="flex animate-fade flex-col items-center px-6 py-16 text-center sm:py-24">
      {props.drawing ? <div className="mb-5 text-edge">{props.drawing}</div> : null}
      <h2 className="text-lg font-semibold tracking-tight">{props.title}</h2>
      {props.children ? <p className="mt-1.5 max-w-96 text-pretty text-muted">{props.children}</p> : null}
      {props.actions ? <div className="mt-5 flex flex-wrap justify-center gap-2">{props.actions}</div> : null}
    </div>
  );
}

export function Trouble(props: { what: string; error: unknown; onRetry(): void }) {
  return (
    <div role="alert" className="flex animate-fade flex-col items-center px-6 py-16 text-center sm:py-24">
      <h2 className="text-lg font-semibold tracking-tight">{props.what}</h2>
      <p className="mt-1.5 max-w-96 text-pretty text-muted">{inWords(props.error)}</p>
      <Button className="mt-5" onClick={props.onRetry}>
        Try again
      </Button>
    </div>
  );
}

export function Bone(props: { className: string }) {
  return <span className={`block animate-shimmer rounded-sm bg-hair ${props.className}`} />;
}

/** Where figures will be. */
export function FiguresWaiting() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4 px-6 pt-6">
      <Bone className="h-8 w-1/3" />
      <Bone className="h-3 w-full" />
      <Bone className="h-40 w-full" />
    </div>
  );
}
