// Adds a server of tools: where it is, what it is called, what it is given. It is asked for its tools before it is added.
import { Name } from '@vito/contracts/playbook';
import type { ToolServerTransport } from '@vito/contracts/tool-server';
import { useState } from 'react';
import { useServices } from '../data/services.js';
import { toolKeys } from '../data/tool-queries.js';
import { useDeed } from '../data/use-deed.js';
import { readGiven } from '../format/tool-words.js';
import { count } from '../format/words.js';
import { Field, FormFrame } from './form-frame.js';
import { Refused } from './refused.js';
import { Segmented } from './segmented.js';

const ways = {
  http: {
    place: 'Address',
    example: 'https://tickets.company.example/mcp',
    hint: 'Where it answers MCP over HTTP.',
    given: 'Headers (optional)',
    line: 'Authorization: Bearer …',
  },
  stdio: {
    place: 'Program',
    example: 'notes-mcp',
    hint: 'The name of a program that whoever runs ViTo has listed in VITO_MCP_SERVERS.',
    given: 'Variables (optional)',
    line: 'API_KEY=…',
  },
} as const;

export function ToolServerForm(props: { onClose(): void }) {
  const { client, notices } = useServices();
  const [transport, setTransport] = useState<ToolServerTransport>('http');
  const [name, setName] = useState('');
  const [place, setPlace] = useState('');
  const [text, setText] = useState('');
  const way = ways[transport];
  const read = readGiven(text);
  const isNamed = Name.safeParse(name.trim()).success;
  const add = useDeed({
    failed: null,
    touches: [toolKeys.servers, toolKeys.tools],
    run: (given: Record<string, string>) =>
      client.call('addToolServer', { body: { name: name.trim(), transport, place: place.trim(), given } }),
    done: (server) => {
      notices.show({ text: `${server.name} is added: it brings ${count(server.tools.length, 'tool')}` });
      props.onClose();
    },
  });
  return (
    <FormFrame
      title="Add a server of tools"
      save={add.isPending ? 'Asking it …' : 'Ask it and add it'}
      ready={isNamed && place.trim() !== '' && 'given' in read && !add.isPending}
      onSave={() => 'given' in read && add.mutate(read.given)}
      onClose={props.onClose}
    >
      <div className="flex flex-col items-start gap-1">
        <span className="text-xs font-medium text-muted">How it is reached</span>
        <Segmented
          label="How it is reached"
          value={transport}
          options={[
            { value: 'http', word: 'Over the network' },
            { value: 'stdio', word: 'A program beside ViTo' },
          ]}
          onChange={setTransport}
        />
      </div>
      <Field label={way.place} hint={way.hint}>
        <input
          className="field"
          autoComplete="off"
          maxLength={2000}
          placeholder={way.example}
          value={place}
          onChange={(event) => setPlace(event.target.value)}
        />
      </Field>
      <Field
        label="Name"
        hint={`Playbooks then name its tools mcp:${isNamed ? name.trim() : 'tickets'}:…`}
        {...(isNamed || name.trim() === '' ? {} : { problem: 'Lower-case words with hyphens, such as our-notes' })}
      >
        <input
          className="field"
          autoComplete="off"
          maxLength={60}
          placeholder="tickets"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field
        label={way.given}
        hint="One a line. They are kept enciphered, and never shown again."
        {...('problem' in read ? { problem: read.problem } : {})}
      >
        <textarea
          className="field h-auto! resize-y py-1.5 font-mono sm:text-xs!"
          rows={2}
          autoComplete="off"
          spellCheck={false}
          placeholder={way.line}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {add.error ? <Refused error={add.error} /> : null}
    </FormFrame>
  );
}
