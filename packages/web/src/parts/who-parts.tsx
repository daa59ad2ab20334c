// How somebody is known, each with its reason, and what a person can correct about it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { reasons, type WhoView } from '@vito/contracts/directory';
import { useId, useState } from 'react';
import { keys, peopleListQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { inWords } from '../format/errors.js';
import { Button } from './button.js';
import { Field, FormFrame } from './form-frame.js';

type Form = 'merge' | 'rename' | 'alias' | 'organisation';
const forms: Record<Form, { title: string; label: string; save: string }> = {
  merge: { title: 'The same as somebody else', label: 'Who they are', save: 'Merge' },
  rename: { title: 'Call them otherwise', label: 'Name', save: 'Rename' },
  alias: { title: 'Also known as', label: 'A name, a nickname or an address', save: 'Add' },
  organisation: { title: 'Works for', label: 'Organisation; empty for none', save: 'Save' },
};

export function WhoParts(props: { who: WhoView }) {
  const { who } = props;
  const { client } = useServices();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState<Form | null>(null);
  const [text, setText] = useState('');
  const say = useMutation({
    mutationFn: (work: () => Promise<WhoView | undefined>) => work(),
    onSuccess: (view) => {
      setForm(null);
      setText('');
      for (const key of [keys.people, keys.dna, keys.commitments]) void cache.invalidateQueries({ queryKey: key });
      if (view && view.id !== who.id) void navigate({ to: '/people/$id', params: { id: view.id }, replace: true });
    },
  });
  const params = { id: who.id };
  const merge = (into: string) => say.mutate(() => client.call('mergeWho', { params, body: { into } }));
  async function save(): Promise<WhoView | undefined> {
    if (form === 'merge') {
      const into = await client.call('getPerson', { params: { id: text.trim() } });
      return client.call('mergeWho', { params, body: { into: into.id } });
    }
    if (form === 'rename') return client.call('renameWho', { params, body: { name: text } });
    if (form === 'alias') return client.call('aliasWho', { params, body: { alias: text } });
    return client.call('setOrganisation', { params, body: { organisation: text.trim() || null } });
  }
  return (
    <section aria-label="How they are known" className="flex flex-col gap-3">
      <ul className="flex flex-col gap-1">
        {who.parts.map((part) => (
          <li key={part.id} className="flex items-baseline gap-2 text-sm">
            <span className="min-w-0 truncate">{part.text}</span>
            <span className="flex-1 text-xs text-faint">{reasons[part.reason]}</span>
            {who.parts.length > 1 ? (
              <button
                type="button"
                className="text-xs text-muted hover:text-late"
                onClick={() => say.mutate(() => client.call('splitWho', { params, body: { part: part.id } }))}
              >
                Somebody else
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {who.candidates.length > 0 ? <Choice title="Who is meant?" list={who.candidates} onChoose={merge} /> : null}
      {who.alike.length > 0 ? <Choice title="Of the same name. The same?" list={who.alike} onChoose={merge} /> : null}
      {form ? (
        <FormFrame
          title={forms[form].title}
          save={forms[form].save}
          ready={!say.isPending && (form === 'organisation' || text.trim() !== '')}
          onSave={() => say.mutate(save)}
          onClose={() => setForm(null)}
        >
          <Field label={forms[form].label}>
            <Known value={text} onChange={setText} kind={form} />
          </Field>
        </FormFrame>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => setForm('rename')}>
            Rename
          </Button>
          <Button size="sm" onClick={() => setForm('alias')}>
            Add a name
          </Button>
          <Button size="sm" onClick={() => setForm('merge')}>
            Merge
          </Button>
          {who.kind === 'organisation' ? null : (
            <Button size="sm" onClick={() => setForm('organisation')}>
              Organisation
            </Button>
          )}
          {who.kind === 'organisation' && !who.mine ? (
            <Button size="sm" onClick={() => say.mutate(() => client.call('setUs', { params, body: {} }))}>
              This is us
            </Button>
          ) : null}
          <Button
            size="sm"
            tone="quiet"
            onClick={() =>
              say.mutate(async () => {
                await client.call('undoDirectory', { body: {} });
                return undefined;
              })
            }
          >
            Undo the last change
          </Button>
        </div>
      )}
      {say.isError ? (
        <p role="alert" className="text-sm text-late">
          {inWords(say.error)}
        </p>
      ) : null}
    </section>
  );
}

/** A text, with those that are known to choose from. */
function Known(props: { value: string; onChange(value: string): void; kind: Form }) {
  const { client } = useServices();
  const id = useId();
  const kind = props.kind === 'organisation' ? 'organisations' : 'everybody';
  const list = useQuery({
    ...peopleListQuery(client, kind),
    enabled: props.kind === 'merge' || kind === 'organisations',
  });
  return (
    <>
      <input
        className="field"
        // biome-ignore lint/a11y/noAutofocus: the form was opened to fill this in
        autoFocus
        autoComplete="off"
        list={id}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
      <datalist id={id}>
        {list.data?.map((one) => (
          <option key={one.id} value={kind === 'organisations' ? one.name : (one.address ?? one.name)}>
            {one.name}
          </option>
        ))}
      </datalist>
    </>
  );
}

function Choice(props: { title: string; list: WhoView['candidates']; onChoose(id: string): void }) {
  return (
    <div className="rounded-lg border border-line bg-surface p-3 text-sm">
      <p className="text-xs font-medium text-muted">{props.title}</p>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {props.list.map(({ id, name }) => (
          <li key={id} className="flex items-center gap-2">
            <Link
              to="/people/$id"
              params={{ id }}
              className="min-w-0 flex-1 truncate hover:text-accent hover:underline"
            >
              {name}
            </Link>
            <Button size="sm" onClick={() => props.onChoose(id)}>
              Merge
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
