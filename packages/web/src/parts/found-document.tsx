// A document with the passages that were found in it, each a link to its place.
import { Link } from '@tanstack/react-router';
import type { FoundPassage } from '@vito/contracts/search';
import { useClock } from '../data/clock.js';
import { runsOf } from '../format/found.js';
import { briefMoment } from '../format/moment.js';
import { kindWords } from '../format/words.js';
import { DocumentIcon } from './document-icon.js';

export function FoundDocument(props: { passages: readonly FoundPassage[] }) {
  const [first] = props.passages;
  if (!first) return null;
  return (
    <li className="overflow-hidden rounded-lg border border-hair bg-surface shadow-raised">
      <h2 className="flex min-w-0 items-center gap-2 border-b border-hair bg-sunken/50 px-3.5 py-2 text-sm">
        <DocumentIcon document={first} className="text-muted" />
        <Link to="/documents/$id" params={{ id: first.documentId }} className="truncate font-medium hover:underline">
          {first.title}
        </Link>
        <span className="ml-auto text-xs whitespace-nowrap text-faint">{kindWords[first.kind]}</span>
      </h2>
      <ul>
        {props.passages.map((passage) => (
          <Passage key={passage.start} passage={passage} />
        ))}
      </ul>
    </li>
  );
}

function Passage(props: { passage: FoundPassage }) {
  const { passage } = props;
  const clock = useClock();
  const who = passage.speakers.flatMap((one) => one.name ?? one.organisation ?? one.address ?? []).join(', ');
  const when =
    passage.saidAt && /T.*(?:Z|[+-]\d\d:\d\d)$/.test(passage.saidAt)
      ? briefMoment(passage.saidAt, clock)
      : passage.saidAt;
  const place = [who, when, passage.page === null ? '' : `page ${passage.page}`].filter(Boolean).join(' · ');
  const alike = passage.alike === 0 ? '' : `${passage.alike} more like it`;
  return (
    <li className="border-b border-hair last:border-b-0">
      <Link
        to="/documents/$id"
        params={{ id: passage.documentId }}
        search={{ at: `${passage.start}-${passage.end}` }}
        className="block px-3.5 py-2.5 transition-colors duration-100 hover:bg-hover focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent"
      >
        <span className="block max-w-[44rem] text-pretty break-words whitespace-pre-line">
          {runsOf(tidy(passage.text), passage.marks).map((run) =>
            run.marked ? (
              <mark key={run.at} className="marked text-inherit">
                {run.text}
              </mark>
            ) : (
              <span key={run.at}>{run.text}</span>
            ),
          )}
        </span>
        {place || alike ? (
          <span className="mt-1 block text-xs text-faint">{[place, alike].filter(Boolean).join(' · ')}</span>
        ) : null}
      </Link>
    </li>
  );
}

/** Wrapped lines flow on, one character for one, so that marks still fit; an empty line stays. */
const tidy = (text: string): string =>
  text.replace(/(?<!\n)\n(?!\n)/g, ' ').replace(/\n\n+/g, (gap) => `\n${' '.repeat(gap.length - 1)}`);
