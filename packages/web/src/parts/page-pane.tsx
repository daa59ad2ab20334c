// A document as its pages' pictures, with marker strokes over the quotes.
import { useQuery } from '@tanstack/react-query';
import type { DocumentView, PageOutline } from '@vito/contracts/document';
import { useMemo, useState } from 'react';
import { foundId, useLit, useMarks, usePointing } from '../data/marks.js';
import { pageQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { type Stroke, strokesOf } from '../format/strokes.js';
import { MarkedText } from './marked-text.js';

/** A4 upright, for a page that does not say its size. */
const usualAspect = 210 / 297;

export function PagePane(props: { document: DocumentView }) {
  const { document } = props;
  return (
    <div className="flex flex-col gap-6">
      {document.outline.map((page) => (
        <figure key={page.page} className="m-0">
          {page.image ? (
            <Picture id={document.id} page={page} />
          ) : (
            <MarkedText
              text={document.text}
              range={page}
              className="rounded-sm bg-surface p-8 shadow-raised ring-1 ring-hair"
            />
          )}
          <figcaption className="mt-2 text-center text-xs text-faint">
            {page.page} of {document.outline.length}
            {page.ocr
              ? ` · read by OCR${page.confidence === null ? '' : `, ${Math.round(page.confidence)} % sure`}`
              : ''}
          </figcaption>
        </figure>
      ))}
    </div>
  );
}

function Picture(props: { id: string; page: PageOutline }) {
  const { id, page } = props;
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading');
  const drawn = [() => setState('shown'), () => setState('failed')] as const;
  const aspect = page.width && page.height ? page.width / page.height : usualAspect;
  return (
    <div
      className="relative mx-auto w-full max-w-[52rem] overflow-hidden rounded-sm bg-white shadow-raised ring-1 ring-hair after:pointer-events-none after:absolute after:inset-0 after:bg-[light-dark(transparent,rgb(18_22_20/0.08))]"
      style={{ aspectRatio: aspect }}
    >
      {state === 'loading' ? <div className="absolute inset-0 animate-shimmer bg-[#eceae4]" /> : null}
      {state === 'failed' ? (
        <p className="absolute inset-0 flex items-center justify-center text-sm text-[#666]">
          This page's picture could not be loaded.
        </p>
      ) : (
        <img
          src={`/v1/documents/${id}/pages/${page.page}/image`}
          alt={`Page ${page.page}`}
          loading="lazy"
          decoding="async"
          // Loaded is not yet drawn: the grey stays until the picture can be painted.
          onLoad={(event) => void event.currentTarget.decode().then(...drawn)}
          onError={() => setState('failed')}
          className="absolute inset-0 size-full object-contain"
        />
      )}
      <Strokes id={id} page={page} aspect={aspect} />
    </div>
  );
}

/** The words are asked for only where something on the page is to be marked. */
function Strokes(props: { id: string; page: PageOutline; aspect: number }) {
  const { id, page, aspect } = props;
  const { client } = useServices();
  const { commitments, marks } = useMarks();
  const here = useMemo(
    () => marks.filter((one) => one.start < page.end && one.end > page.start),
    [marks, page.start, page.end],
  );
  const words = useQuery({ ...pageQuery(client, id, page.page), enabled: here.length > 0 });
  return here.map((one) => (
    <StrokesOf
      key={`${one.id} ${one.start}`}
      id={one.id}
      at={one.start}
      action={
        one.id === foundId
          ? 'the passage that was found'
          : (commitments.find(({ id: of }) => of === one.id)?.action ?? '')
      }
      strokes={strokesOf(words.data?.words ?? [], one, aspect)}
    />
  ));
}

function StrokesOf(props: { id: string; at: number; action: string; strokes: readonly Stroke[] }) {
  const { choose } = useMarks();
  const lit = useLit(useMemo(() => [props.id], [props.id]));
  const pointing = usePointing(props.id);
  return props.strokes.map((stroke, i) => (
    <button
      key={`${stroke.x} ${stroke.y}`}
      type="button"
      tabIndex={i === 0 ? 0 : -1}
      aria-label={i === 0 ? `Marked: ${props.action}` : undefined}
      aria-hidden={i === 0 ? undefined : true}
      data-mark={props.id}
      data-at={props.at}
      {...pointing}
      onClick={() => choose(props.id, 'text')}
      className={`absolute scroll-my-40 rounded-[3px] mix-blend-multiply transition-colors duration-100 ${lit ? 'bg-[#ffd633]' : 'bg-[#fff07a]'}`}
      style={{ left: pct(stroke.x), top: pct(stroke.y), width: pct(stroke.width), height: pct(stroke.height) }}
    />
  ));
}

function pct(fraction: number): string {
  return `${(fraction * 100).toFixed(3)}%`;
}
