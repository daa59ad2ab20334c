// Makes a token: what it is for, what it may do, and how long.
import { type Scope, scopes, scopeWords } from '@vito/contracts/scope';
import type { TokenView } from '@vito/contracts/token';
import { useState } from 'react';
import { keys } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { useDeed } from '../data/use-deed.js';
import { inWords } from '../format/errors.js';
import { Field, FormFrame } from './form-frame.js';
import { Segmented } from './segmented.js';

export interface AddedToken {
  token: TokenView;
  secret: string;
}

const lives = [
  { value: '30', word: '30 days' },
  { value: '90', word: '90 days' },
  { value: '365', word: 'a year' },
  { value: 'ever', word: 'until revoked' },
] as const;
type Life = (typeof lives)[number]['value'];

export function TokenForm(props: { onAdded(added: AddedToken): void; onClose(): void }) {
  const { client } = useServices();
  const [name, setName] = useState('');
  const [held, setHeld] = useState<readonly Scope[]>(['read']);
  const [life, setLife] = useState<Life>('90');
  const add = useDeed({
    failed: null,
    touches: [keys.tokens],
    run: () =>
      client.call('addToken', {
        body: { name: name.trim(), scopes: [...held], ...(life === 'ever' ? {} : { days: Number(life) }) },
      }),
    done: props.onAdded,
  });
  return (
    <FormFrame
      title="New token"
      save="Make the token"
      ready={name.trim() !== '' && held.length > 0 && !add.isPending}
      onSave={() => add.mutate()}
      onClose={props.onClose}
    >
      <Field label="What it is for">
        <input
          className="field"
          maxLength={100}
          placeholder="Desk assistant"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <fieldset>
        <legend className="mb-1 text-xs font-medium text-muted">What it may do</legend>
        <ul className="divide-y divide-hair rounded-md border border-line">
          {scopes.map((scope) => (
            <li key={scope}>
              <label className="flex min-h-9 items-baseline gap-2.5 px-3 py-2 text-sm">
                <input
                  type="checkbox"
                  className="translate-y-0.5"
                  checked={held.includes(scope)}
                  onChange={(event) =>
                    setHeld(scopes.filter((one) => (one === scope ? event.target.checked : held.includes(one))))
                  }
                />
                <span className="w-16 shrink-0 font-mono text-xs">{scope}</span>
                <span className="text-pretty text-muted">{scopeWords[scope]}</span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <div className="flex flex-col items-start gap-1">
        <span className="text-xs font-medium text-muted">It lasts</span>
        <Segmented label="How long it lasts" value={life} options={lives} onChange={setLife} />
      </div>
      {add.isError ? (
        <span role="alert" className="text-xs text-late">
          {inWords(add.error)}
        </span>
      ) : null}
    </FormFrame>
  );
}
