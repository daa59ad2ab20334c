// Search: passages of all documents by their words and their meaning, grouped by document, and what was promised in them.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { AskAnswer, FoundPassage } from '@vito/contracts/search';
import { Search, TextSearch } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { askQuery, searchIndexQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { useKeys } from '../data/use-keys.js';
import { byDocument } from '../format/found.js';
import { Key } from '../parts/button.js';
import { FindFilters } from '../parts/find-filters.js';
import { FoundDocument } from '../parts/found-document.js';
import { FoundPromises } from '../parts/found-promises.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Bone, Empty, Trouble } from '../parts/states.js';
import type { FindSearch } from './search.js';

const pause = 250; // ms after the last key

export function Find() {
  const { client } = useServices();
  const asked = useSearch({ from: '/shell/search' });
  const navigate = useNavigate();
  const change = (next: FindSearch) =>
    void navigate({ to: '/search', search: (before) => ({ ...before, ...next }), replace: true });
  const index = useQuery(searchIndexQuery(client));
  const q = asked.q?.trim() ?? '';
  const answer = useQuery({
    ...askQuery(client, { ...asked, q }),
    enabled: /[\p{L}\p{N}]/u.test(q),
    placeholderData: keepPreviousData,
  });
  const state = index.data;
  const behind = state && state.indexed < state.documents && state.embedder !== null;
  return (
    <div>
      <ScreenHeader title="Search">
        <div className="flex flex-col gap-2.5 px-4 pb-3 md:px-6">
          <search>
            <Field value={asked.q ?? ''} onChange={(value) => change({ q: value || undefined })} />
          </search>
          <FindFilters asked={asked} onChange={change} />
        </div>
      </ScreenHeader>
      {behind ? (
        <p role="status" className="border-b border-hair bg-sunken/60 px-4 py-2 text-xs text-muted md:px-6">
          {state.indexed} of {state.documents} documents are indexed by meaning; the others are found by their words.
        </p>
      ) : null}
      {q === '' || state?.documents === 0 ? <Invitation documents={state?.documents ?? null} /> : null}
      {q !== '' && answer.isPending ? <Waiting /> : null}
      {q !== '' && answer.isError ? (
        <Trouble what="The search did not work" error={answer.error} onRetry={() => void answer.refetch()} />
      ) : null}
      {q !== '' && state?.documents !== 0 && answer.data ? (
        <Found answer={answer.data} stale={answer.isPlaceholderData} />
      ) : null}
    </div>
  );
}

function Found(props: { answer: AskAnswer; stale: boolean }) {
  const { passages, commitments, answer } = props.answer;
  if (passages.length === 0) {
    return (
      <Empty title="Nothing found" drawing={<TextSearch size={36} strokeWidth={1.4} aria-hidden="true" />}>
        Try other words, ask in a whole sentence, or take away a filter.
      </Empty>
    );
  }
  return (
    <div className={`max-w-[56rem] px-4 pt-4 pb-24 transition-opacity md:px-6 ${props.stale ? 'opacity-60' : ''}`}>
      {answer ? <p className="mb-5 text-pretty">{answer.text}</p> : null}
      <ul aria-label="Passages" className="flex flex-col gap-4">
        {byDocument(passages).map((group) => (
          <FoundDocument key={(group[0] as FoundPassage).documentId} passages={group} />
        ))}
      </ul>
      <FoundPromises commitments={commitments} />
    </div>
  );
}

/** Typed freely; asked for once the typing pauses, or at once with Enter. */
function Field(props: { value: string; onChange(value: string): void }) {
  const [typed, setTyped] = useState(props.value);
  const input = useRef<HTMLInputElement>(null);
  const sent = useRef(props.value);
  const send = (value: string) => {
    if (value === sent.current) return;
    sent.current = value;
    props.onChange(value);
  };
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useEffect(() => {
    const timer = setTimeout(() => latest.current(typed), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    if (props.value === sent.current) return;
    sent.current = props.value;
    setTyped(props.value); // came by the address: back, or another link
  }, [props.value]);
  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  useKeys({ '/': () => input.current?.select() });
  return (
    <form
      className="relative max-w-[56rem]"
      onSubmit={(event) => {
        event.preventDefault();
        send(typed);
      }}
    >
      <Search
        size={16}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-faint"
      />
      <input
        ref={input}
        type="search"
        aria-label="Search in all documents"
        placeholder="What do you want to find? Words, or a question"
        maxLength={500}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed === '') event.currentTarget.blur();
        }}
        className="field h-10! pl-9! [&::-webkit-search-cancel-button]:hidden"
      />
      {typed === '' ? (
        <span className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 max-md:hidden">
          <Key>/</Key>
        </span>
      ) : null}
    </form>
  );
}

function Invitation(props: { documents: number | null }) {
  const drawing = <TextSearch size={36} strokeWidth={1.4} aria-hidden="true" />;
  if (props.documents === 0)
    return (
      <Empty drawing={drawing} title="Nothing to search yet">
        Add mails, chats, PDFs or scans, and look for what they say here.
      </Empty>
    );
  return (
    <Empty drawing={drawing} title="Find it again">
      Words, or a whole question such as “When will the dials be shipped?”. Quotes keep words together, a minus leaves
      one out.
    </Empty>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="max-w-[56rem] space-y-6 px-4 pt-5 md:px-6">
      {[84, 70, 92].map((width) => (
        <div key={width} className="space-y-2.5">
          <Bone className="h-4 w-56" />
          <span className="block" style={{ width: `${width}%` }}>
            <Bone className="h-4 w-full" />
          </span>
          <Bone className="h-4 w-3/5" />
        </div>
      ))}
    </div>
  );
}
