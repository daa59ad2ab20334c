// A stretch of a document's text with the commitments in it marked in place.
import type { Span } from '@vito/contracts/reading';
import { useMemo } from 'react';
import { useLit, useMarks, usePointing } from '../data/marks.js';
import { segmentText } from '../format/segments.js';
import { unwrapped } from '../format/unwrap.js';

export function MarkedText(props: { text: string; range: Span; flow?: boolean; className?: string }) {
  const { marks } = useMarks();
  const range = useMemo(() => trimmed(props.text, props.range), [props.text, props.range]);
  // One character for one: the offsets of the marks still hold.
  const text = useMemo(() => (props.flow ? unwrapped(props.text, range) : props.text), [props.flow, props.text, range]);
  const segments = useMemo(() => segmentText(range, marks), [range, marks]);
  return (
    <div className={`break-words whitespace-pre-wrap ${props.className ?? ''}`}>
      {segments.map((segment) => {
        const run = text.slice(segment.start, segment.end);
        return segment.ids.length === 0 ? (
          <span key={segment.start}>{run}</span>
        ) : (
          <Marked
            key={segment.start}
            at={segment.start}
            ids={segment.ids}
            text={run}
            begins={segment.begins.length > 0}
          />
        );
      })}
    </div>
  );
}

function Marked(props: { at: number; ids: readonly string[]; text: string; begins: boolean }) {
  const { choose } = useMarks();
  const lit = useLit(props.ids);
  // Where marks overlap, the one that begins last is meant.
  const id = props.ids.at(-1) as string;
  const pointing = usePointing(id);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot run over several lines of text
    <span
      role="button"
      tabIndex={props.begins ? 0 : -1}
      data-mark={props.ids.join(' ')}
      data-at={props.at}
      {...pointing}
      onClick={() => choose(id, 'text')}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        choose(id, 'text');
      }}
      className={`marked scroll-my-32 transition-colors duration-100 ${lit ? 'bg-marker-strong' : ''}`}
    >
      {props.text}
    </span>
  );
}

/** Without the line ends at both edges, which blocks already show as distance. */
function trimmed(text: string, range: Span): Span {
  let { start, end } = range;
  while (start < end && /\s/.test(text[start] as string)) start += 1;
  while (end > start && /\s/.test(text[end - 1] as string)) end -= 1;
  // The indent of a first line belongs to it.
  while (start > range.start && /[ \t]/.test(text[start - 1] as string)) start -= 1;
  return { start, end };
}
