// The mapping of a stream as JSONata, with what it would make of its latest records while it is written.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { StreamView } from '@vito/contracts/sync';
import { useState } from 'react';
import { streamPreviewQuery } from '../data/mapping-queries.js';
import { useServices } from '../data/services.js';
import { recordsQuery, syncKeys } from '../data/sync-queries.js';
import { useDeed } from '../data/use-deed.js';
import { useLater } from '../data/use-later.js';
import { recordExamples } from '../format/mapping.js';
import { Code } from './code.js';
import { CodeBlock } from './code-block.js';
import { Jsonata, MappingText } from './mapping-text.js';

/** Milliseconds that the text must stand still before it is tried. */
const stillFor = 400;

export function StreamMappingEditor(props: { connectionId: string; stream: StreamView }) {
  const { connectionId, stream } = props;
  const { client, notices } = useServices();
  const [text, setText] = useState(stream.mapping ?? '');
  const tried = useLater(text, stillFor).trim();
  const preview = useQuery({
    ...streamPreviewQuery(client, connectionId, stream.name, tried),
    placeholderData: keepPreviousData,
  });
  const params = { id: connectionId };
  const mapAll = useDeed({
    failed: 'Not mapped again.',
    touches: [syncKeys.records(connectionId)],
    run: () => client.call('replayMapping', { params, body: { stream: stream.name } }),
    done: () => notices.show({ text: 'They are being mapped' }),
  });
  const save = useDeed({
    failed: 'Not saved.',
    touches: [syncKeys.connections, syncKeys.records(connectionId)],
    run: (mapping: string | null) =>
      client.call('setStreamMapping', { params, body: { stream: stream.name, mapping } }),
    done: (_, mapping) => {
      // What was typed meanwhile stays.
      if (mapping === null) setText('');
      notices.show(
        mapping === null
          ? { text: 'Its records are only kept from now on' }
          : {
              text: 'Saved: used for records that come from now on',
              action: { label: 'Map all now', run: () => mapAll.mutate() },
            },
      );
    },
  });
  const items = preview.data?.map(({ key, deleted, yields, problem }) => ({
    id: key,
    head: deleted ? 'a record that was deleted' : `record ${key.slice(0, 12)}`,
    yields,
    problem,
    whole: <RecordWhole connectionId={connectionId} stream={stream.name} recordKey={key} />,
  }));
  return (
    <MappingText
      what="record"
      about={
        <>
          A mapping says in <Jsonata /> what a record becomes: a fact, a document, a message, a list of them, or
          nothing. It sees <Code>stream</Code>, <Code>key</Code>, <Code>data</Code>, <Code>deleted</Code> and{' '}
          <Code>syncedAt</Code>. Without one, records are only kept.
        </>
      }
      examples={recordExamples}
      placeholder={'Empty: they are only kept.\n\n{ "fact": { "type": stream, "entity": $string(data.id) } }'}
      saved={stream.mapping}
      text={text}
      onText={setText}
      pending={save.isPending}
      onSave={save.mutate}
      without={{
        title: 'Only keep its records?',
        text: 'The mapping that is written here is taken away. What was mapped with it stays as it is.',
        word: 'Only keep them',
      }}
      onClear={() => save.mutate(null)}
      tried={{
        items: tried === '' ? [] : items,
        error: tried === '' ? null : preview.error,
        stale: preview.isPlaceholderData || tried !== text.trim(),
        none:
          tried === ''
            ? 'Write a mapping, or insert an example, to see what becomes of them.'
            : 'No record has come yet.',
      }}
    />
  );
}

/** As it came, where it is among the first that are listed. */
function RecordWhole(props: { connectionId: string; stream: string; recordKey: string }) {
  const { client } = useServices();
  const { data } = useInfiniteQuery(recordsQuery(client, props.connectionId, { stream: props.stream, deleted: false }));
  const found = data?.pages.flatMap(({ items }) => items).find(({ key }) => key === props.recordKey);
  if (found) return <CodeBlock label="As it came" body={JSON.stringify(found.data)} />;
  return (
    <p className="text-xs wrap-anywhere text-muted">It is listed under Records. Its key here: {props.recordKey}</p>
  );
}
