// The mapping of a source as JSONata, with what it would make of the latest payloads while it is written.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SourceView } from '@vito/contracts/webhook';
import { useState } from 'react';
import { useClock } from '../data/clock.js';
import { connectionKeys, payloadQuery, previewQuery } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { useLater } from '../data/use-later.js';
import { examples, ownMapping } from '../format/mapping.js';
import { briefMoment } from '../format/moment.js';
import { count } from '../format/words.js';
import { Code } from './code.js';
import { CodeBlock } from './code-block.js';
import { Jsonata, MappingText } from './mapping-text.js';

/** Milliseconds that the text must stand still before it is tried. */
const stillFor = 400;

export function MappingEditor(props: { source: SourceView }) {
  const { source } = props;
  const { client, notices } = useServices();
  const [text, setText] = useState(source.mapping ?? '');
  const clock = useClock();
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

  const items = preview.data?.map(({ payloadId, type, receivedAt, yields, problem }) => ({
    id: payloadId,
    head: `${type || 'without a type'} · ${briefMoment(receivedAt, clock)}`,
    yields,
    problem,
    whole: <Payload id={payloadId} />,
  }));
  return (
    <MappingText
      what="payload"
      about={
        <>
          A mapping says in <Jsonata /> what a payload becomes: a fact, a document, a message, a list of them, or
          nothing. It sees <Code>type</Code>, <Code>id</Code>, <Code>receivedAt</Code>, <Code>headers</Code> and{' '}
          <Code>body</Code>. {source.mapping === null ? ownMapping(source.kind) : ''}
        </>
      }
      examples={examples}
      placeholder={'Empty: the kind’s own mapping.\n\n{ "fact": { "type": type, "entity": body.data.id } }'}
      saved={source.mapping}
      text={text}
      onText={setText}
      pending={save.isPending}
      onSave={save.mutate}
      without={{
        title: 'Back to the kind’s own mapping?',
        text: 'The mapping that is written here is taken away. What was mapped with it stays as it is.',
        word: 'Back to the kind’s own mapping',
      }}
      onClear={() => save.mutate(null)}
      tried={{
        items,
        error: preview.error,
        stale: preview.isPlaceholderData || tried !== text,
        none: 'Nothing came in yet. Once something did, it shows here what becomes of it.',
      }}
    />
  );
}

function Payload(props: { id: string }) {
  const { client } = useServices();
  const { data } = useQuery(payloadQuery(client, props.id));
  return data ? <CodeBlock label="Body" body={data.body} encoding={data.encoding} /> : null;
}
