// An endpoint added or changed: its name and address, which events it gets, on what condition, and whether in order.
import type { EndpointView } from '@vito/contracts/endpoint';
import { useState } from 'react';
import { connectionKeys } from '../data/connection-queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { inWords } from '../format/errors.js';
import { EventTypesField } from './event-types-field.js';
import { Field, FormFrame } from './form-frame.js';

/** `secret`: of one that was added. */
export interface Saved {
  endpoint: EndpointView;
  secret?: string;
}

export function EndpointForm(props: { endpoint?: EndpointView; onSaved(saved: Saved): void; onClose(): void }) {
  const { endpoint } = props;
  const { client } = useServices();
  const [name, setName] = useState(endpoint?.name ?? '');
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [types, setTypes] = useState<string[]>(endpoint?.types ?? ['commitment.*']);
  const [filter, setFilter] = useState(endpoint?.filter ?? '');
  const [ordered, setOrdered] = useState(endpoint?.ordered ?? false);
  const save = useDeed({
    failed: null,
    touches: [connectionKeys.endpoints],
    run: async (): Promise<Saved> => {
      const fields = { name: name.trim(), url: url.trim(), types, ordered };
      const condition = filter.trim();
      if (!endpoint)
        return client.call('addEndpoint', { body: { ...fields, ...(condition ? { filter: condition } : {}) } });
      const body = { ...fields, filter: condition || null };
      return { endpoint: await client.call('changeEndpoint', { params: { id: endpoint.id }, body }) };
    },
    done: props.onSaved,
  });
  const ready = name.trim() !== '' && /^https?:\/\/\S+$/.test(url.trim()) && !save.isPending;
  return (
    <FormFrame
      title={endpoint ? 'Change the endpoint' : 'Add an endpoint'}
      save={endpoint ? 'Save' : 'Add the endpoint'}
      ready={ready}
      onSave={() => save.mutate()}
      onClose={props.onClose}
    >
      <div className="grid gap-3 sm:grid-cols-[1fr_2fr]">
        <Field label="Name">
          <input
            className="field"
            maxLength={100}
            placeholder="Our scheduler"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label="Address">
          <input
            className="field font-mono sm:text-xs!"
            type="url"
            inputMode="url"
            spellCheck={false}
            autoComplete="off"
            maxLength={2000}
            placeholder="https://hooks.company.example/vito"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
      </div>
      <EventTypesField value={types} onChange={setTypes} />
      <Field
        label="Condition"
        hint="JSONata over what is sent: type, timestamp, data. Only where it is true is it sent. Empty: always."
      >
        <textarea
          className="field h-auto! py-1.5 font-mono sm:text-xs!"
          rows={2}
          maxLength={5000}
          spellCheck={false}
          placeholder={'data.commitment.side = "owed-to-me"'}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </Field>
      <label className="flex items-start gap-2.5 text-sm">
        <input
          type="checkbox"
          className="mt-0.75"
          checked={ordered}
          onChange={(event) => setOrdered(event.target.checked)}
        />
        <span>
          In order
          <span className="block text-xs text-faint">
            What happens to one thing is sent one after the other: while one fails, those after it wait.
          </span>
        </span>
      </label>
      {save.isError ? (
        <span role="alert" className="text-xs text-late">
          {inWords(save.error)}
        </span>
      ) : null}
    </FormFrame>
  );
}
