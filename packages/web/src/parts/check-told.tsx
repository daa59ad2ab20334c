// What a check of a connection answered, in words: that it works, or what the program said, and what to do about it.
import type { UseQueryResult } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from '../format/delivery.js';
import { inWords } from '../format/errors.js';
import { titled } from '../format/words.js';
import { Button } from './button.js';
import { Dot } from './dot.js';

export function CheckTold(props: { check: UseQueryResult<{ ok: boolean; message: string }>; isProgram: boolean }) {
  const { check } = props;
  const again = (
    <Button size="sm" disabled={check.isFetching} onClick={() => void check.refetch()}>
      <RotateCw size={12} aria-hidden="true" />
      Check again
    </Button>
  );
  if (check.isFetching)
    return (
      <Answer tone="idle" title="It is being checked" action={again}>
        That may take up to two minutes.
      </Answer>
    );
  if (check.isError)
    return (
      <Answer tone="bad" title="It could not be checked" action={again}>
        {inWords(check.error)}
      </Answer>
    );
  if (!check.data) return null;
  const { ok, message } = check.data;
  const [first = '', ...rest] = message.split('\n');
  if (ok)
    return (
      <Answer tone="good" title="It works" action={again}>
        {first ? sentence(first) : 'It reaches what it is to fetch from.'}
      </Answer>
    );
  return (
    <Answer tone="bad" title="It does not work yet" action={again}>
      {said(first, props.isProgram && rest.length === 0)}
      <span className="block">Change its configuration, or mend what it is to reach, then check again.</span>
      {rest.length > 0 ? (
        <details open className="mt-1">
          <summary className="cursor-pointer text-xs text-muted hover:text-ink">Its last words</summary>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
            tabIndex={0}
            className="mt-1 max-h-48 overflow-auto rounded-md border border-hair bg-sunken p-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
          >
            {rest.join('\n')}
          </pre>
        </details>
      ) : null}
    </Answer>
  );
}

function Answer(props: { tone: Tone; title: string; action: ReactNode; children: ReactNode }) {
  return (
    <div role="status" className="flex flex-wrap items-start justify-between gap-3 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex items-center gap-2 font-medium">
          <Dot tone={props.tone} pulsing={props.tone === 'idle'} />
          <span className={props.tone === 'bad' ? 'text-late' : ''}>{props.title}</span>
        </p>
        <div className="mt-0.5 pl-4 wrap-anywhere text-muted">{props.children}</div>
      </div>
      {props.action}
    </div>
  );
}

/** Where its last words follow, the first line is ours. */
function said(first: string, byProgram: boolean): string {
  if (first === '') return 'It gives no reason.';
  return byProgram ? `The program says: ${first}` : sentence(first);
}

const sentence = (text: string) => `${titled(text).replace(/\.$/, '')}.`;
