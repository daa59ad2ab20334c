// The mapping of a source as JSONata, with what it would make of the latest payloads while it is written.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SourceView } from '@vito/contracts/webhook';
import { useRef, useState } from 'react';
import { connectionKeys, previewQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { useLater } from '../data/use-later.js';
import { inWords } from '../format/errors.js';
import { examples, ownMapping } from '../format/mapping.js';
import { count } from '../format/words.js';
import { Button } from './button.js';
import { Confirm } from './confirm.js';
import { MappingPreview } from './mapping-preview.js';
import { Bone } from './states.js';

/** Milliseconds that the text must stand still before it is tried. */
const stillFor = 400;

export function MappingEditor(props: { source: SourceView }) {
  const { source } = props;
  const { client, notices } = useServices();
  const [text, setText] = useState(source.mapping ?? '');
  const area = useRef<HTMLTextAreaElement>(null);
  const tried = useLater(text, stillFor);
  const preview = useQuery({
    ...previewQuery(client, source.id, tried.trim() === '' ? null : tried),
    placeholderData: keepPreviousData,
  });
  const mapAll = useDeed({
    failed: 'Not mapped again.',
    touches: [connectionKeys.payloads, connectionKeys.sources],
    run: () => client.call('replaySource', { params: { id: source.id }, body: {} }),
    done: ({ replayed }) => notices.show({ text: `${count(replayed, 'payload')} mapped again` }),
  });
  const save = useDeed({
    failed: 'Not saved.',
    touches: [connectionKeys.sources],
    run: (mapping: string | null) => client.call('changeSource', { params: { id: source.id }, body: { mapping } }),
    done: (_, mapping) => {
      // What was typed meanwhile stays.
      if (mapping === null) setText('');
      notices.show({
        text: mapping === null ? 'Mapped by its kind from now on' : 'Saved: used for what comes in from now on',
        action: { label: 'Map all again', run: () => mapAll.mutate() },
      });
    },
  });

  function insert(example: string): void {
    const { selectionStart = text.length, selectionEnd = text.length } = area.current ?? {};
    const next = `${text.slice(0, selectionStart)}${example}${text.slice(selectionEnd)}`;
    setText(next);
    area.current?.focus();
  }

  const changed = text.trim() !== (source.mapping ?? '').trim();
  const failing = preview.data?.filter(({ problem }) => problem !== null).length ?? 0;
  return (
    <section aria-label="Mapping" className="grid gap-x-8 gap-y-6 xl:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3">
        <p className="text-sm text-pretty text-muted">
          A mapping says in{' '}
          <a
            href="https://docs.jsonata.org/overview"
            target="_blank"
            rel="noreferrer"
            className="underline decoration-edge underline-offset-3 hover:text-accent"
          >
            JSONata
          </a>{' '}
          what a payload becomes: a fact, a document, a message, a list of them, or nothing. It sees <Code>type</Code>,{' '}
          <Code>id</Code>, <Code>receivedAt</Code>, <Code>headers</Code> and <Code>body</Code>.{' '}
          {source.mapping === null ? ownMapping(source.kind) : ''}
        </p>
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="text-xs text-muted">Insert an example:</span>
          {examples.map((example) => (
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
          onChange={(event) => setText(event.target.value)}
          placeholder={'Empty: the kind’s own mapping.\n\n{ "fact": { "type": type, "entity": body.data.id } }'}
          className="field h-auto! resize-y p-3! font-mono sm:text-xs! leading-relaxed!"
        />
        <div className="flex flex-wrap items-center gap-2">
          <Button
            tone="strong"
            disabled={!changed || text.trim() === '' || save.isPending}
            onClick={() => save.mutate(text)}
          >
            Save
          </Button>
          {source.mapping !== null ? (
            <Confirm
              title="Back to the kind’s own mapping?"
              text="The mapping that is written here is taken away. What was mapped with it stays as it is."
              yes="Take it away"
              onYes={() => save.mutate(null)}
            >
              <Button tone="quiet" disabled={save.isPending}>
                Back to the kind’s own mapping
              </Button>
            </Confirm>
          ) : null}
          {changed && source.mapping !== null ? (
            <Button tone="quiet" onClick={() => setText(source.mapping ?? '')}>
              Undo my changes
            </Button>
          ) : null}
        </div>
      </div>
      <div className="min-w-0">
        <h3 className="mb-2 flex items-baseline gap-2 text-sm font-semibold">
          What it makes of the latest payloads
          {failing > 0 ? <span className="text-xs font-normal text-late">{count(failing, 'problem')}</span> : null}
        </h3>
        {preview.isError ? <p className="text-sm text-late">{inWords(preview.error)}</p> : null}
        {preview.isPending ? <Bone className="h-24 w-full" /> : null}
        {preview.data?.length === 0 ? (
          <p className="rounded-lg border border-dashed border-edge p-4 text-sm text-muted">
            Nothing came in yet. Once something did, it shows here what becomes of it.
          </p>
        ) : null}
        {preview.data && preview.data.length > 0 ? (
          <MappingPreview items={preview.data} stale={preview.isPlaceholderData || tried !== text} />
        ) : null}
      </div>
    </section>
  );
}

function Code(props: { children: string }) {
  return <code className="rounded-xs bg-chip px-1 font-mono text-xs text-ink">{props.children}</code>;
}
