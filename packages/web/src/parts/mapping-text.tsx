// A mapping as JSONata beside what it would make of what is there: examples to begin with, saved, or taken away.
import { type ReactNode, useRef } from 'react';
import { inWords } from '../format/errors.js';
import type { Example } from '../format/mapping.js';
import { count } from '../format/words.js';
import { Button } from './button.js';
import { Confirm } from './confirm.js';
import { MappingPreview, type Tried } from './mapping-preview.js';
import { Bone } from './states.js';

export interface MappingTextProps {
  /** What it is tried on: payload, record. */
  what: string;
  /** What it becomes, and what the mapping sees. */
  about: ReactNode;
  examples: readonly Example[];
  placeholder: string;
  saved: string | null;
  text: string;
  onText(text: string): void;
  pending: boolean;
  onSave(text: string): void;
  /** How it is without a mapping of one's own. */
  without: { title: string; text: string; word: string };
  onClear(): void;
  tried: { items: readonly Tried[] | undefined; error: unknown; stale: boolean; none: string };
}

export function MappingText(props: MappingTextProps) {
  const { text, saved, without, tried, onText } = props;
  const area = useRef<HTMLTextAreaElement>(null);

  function insert(example: string): void {
    const { selectionStart = text.length, selectionEnd = text.length } = area.current ?? {};
    onText(`${text.slice(0, selectionStart)}${example}${text.slice(selectionEnd)}`);
    area.current?.focus();
  }

  const changed = text.trim() !== (saved ?? '').trim();
  const failing = tried.items?.filter(({ problem }) => problem !== null).length ?? 0;
  return (
    <section aria-label="Mapping" className="grid gap-x-8 gap-y-6 xl:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3">
        <p className="text-sm text-pretty text-muted">{props.about}</p>
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="text-xs text-muted">Insert an example:</span>
          {props.examples.map((example) => (
            <Button key={example.word} size="sm" onClick={() => insert(example.text)}>
              {example.word}
            </Button>
          ))}
        </div>
        <textarea
          ref={area}
          aria-label="Mapping in JSONata"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          rows={14}
          maxLength={20_000}
          value={text}
          onChange={(event) => onText(event.target.value)}
          placeholder={props.placeholder}
          className="field h-auto! resize-y p-3! font-mono sm:text-xs! leading-relaxed!"
        />
        <div className="flex flex-wrap items-center gap-2">
          <Button
            tone="strong"
            disabled={!changed || text.trim() === '' || props.pending}
            onClick={() => props.onSave(text)}
          >
            Save
          </Button>
          {saved !== null ? (
            <Confirm title={without.title} text={without.text} yes="Take it away" onYes={props.onClear}>
              <Button tone="quiet" disabled={props.pending}>
                {without.word}
              </Button>
            </Confirm>
          ) : null}
          {changed && saved !== null ? (
            <Button tone="quiet" onClick={() => onText(saved)}>
              Undo my changes
            </Button>
          ) : null}
        </div>
      </div>
      <div className="min-w-0">
        <h3 className="mb-2 flex items-baseline gap-2 text-sm font-semibold">
          What it makes of the latest {props.what}s
          {failing > 0 ? <span className="text-xs font-normal text-late">{count(failing, 'problem')}</span> : null}
        </h3>
        {tried.error ? <p className="text-sm wrap-anywhere text-late">{inWords(tried.error)}</p> : null}
        {!tried.items && !tried.error ? <Bone className="h-24 w-full" /> : null}
        {tried.items?.length === 0 ? (
          <p className="rounded-lg border border-dashed border-edge p-4 text-sm text-muted">{tried.none}</p>
        ) : null}
        {tried.items && tried.items.length > 0 ? (
          <MappingPreview what={props.what} items={tried.items} stale={tried.stale} />
        ) : null}
      </div>
    </section>
  );
}

export function Jsonata() {
  return (
    <a
      href="https://docs.jsonata.org/overview"
      target="_blank"
      rel="noreferrer"
      className="underline decoration-edge underline-offset-3 hover:text-accent"
    >
      JSONata
    </a>
  );
}
