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

const deeds: ReadonlyArray<{ form: Form; word: string }> = [
  { form: 'rename', word: 'Rename' },
  { form: 'alias', word: 'Add a name' },
  { form: 'merge', word: 'Merge' },
  { form: 'organisation', word: 'Organisation' },
];

export function WhoParts(props: { who: WhoView }) {
  const { who } = props;
  const { client } = useServices();
  const [form, setForm] = useState<Form | null>(null);
  const say = useSay(who, () => setForm(null));
  const params = { id: who.id };
  const merge = (into: string) => say.mutate(() => client.call('mergeWho', { params, body: { into } }));
  return (
    <section aria-label="How they are known" className="flex flex-col gap-3">
      <ul className="flex flex-col gap-1">
        {who.parts.map((part) => (
          <li key={part.id} className="flex flex-wrap items-baseline gap-x-2 text-sm">
            <span className="min-w-0 truncate">{part.text}</span>
            <span className="flex-1 whitespace-nowrap text-xs text-faint">{reasons[part.reason]}</span>
            {who.parts.length > 1 ? (
              <button
                type="button"
                className="whitespace-nowrap text-xs text-muted hover:text-late"
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
        <Correction who={who} form={form} say={say} onClose={() => setForm(null)} />
      ) : (
        <Deeds who={who} say={say} onForm={setForm} />
      )}
      {say.isError ? (
        <p role="alert" className="text-sm text-late">
          {inWords(say.error)}
        </p>
      ) : null}
    </section>
  );
}

type Say = ReturnType<typeof useSay>;

/** Says something to the server; afterwards everything that names people is asked for again. */
function useSay(who: WhoView, onSaid: () => void) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (work: () => Promise<WhoView | undefined>) => work(),
    onSuccess: (view) => {
      onSaid();
      for (const key of [keys.people, keys.dna, keys.commitments]) void cache.invalidateQueries({ queryKey: key });
      if (view && view.id !== who.id) void navigate({ to: '/people/$id', params: { id: view.id }, replace: true });
    },
  });
}

function Deeds(props: { who: WhoView; say: Say; onForm(form: Form): void }) {
  const { who, say, onForm } = props;
  const { client } = useServices();
  const undo = async () => {
    await client.call('undoDirectory', { body: {} });
    return undefined;
  };
  const us = () => client.call('setUs', { params: { id: who.id }, body: {} });
  return (
    <div className="flex flex-wrap gap-2">
      {deeds
        .filter(({ form }) => form !== 'organisation' || who.kind !== 'organisation')
        .map(({ form, word }) => (
          <Button key={form} size="sm" onClick={() => onForm(form)}>
            {word}
          </Button>
        ))}
      {who.kind === 'organisation' && !who.mine ? (
        <Button size="sm" onClick={() => say.mutate(us)}>
          This is us
        </Button>
      ) : null}
      <Button size="sm" tone="quiet" onClick={() => say.mutate(undo)}>
        Undo the last change
      </Button>
    </div>
  );
}

function Correction(props: { who: WhoView; form: Form; say: Say; onClose(): void }) {
  const { who, form, say } = props;
  const { client } = useServices();
  const [text, setText] = useState('');
  const params = { id: who.id };
  async function save(): Promise<WhoView> {
    if (form === 'merge') {
      const into = await client.call('getPerson', { params: { id: text.trim() } });
      return client.call('mergeWho', { params, body: { into: into.id } });
    }
    if (form === 'rename') return client.call('renameWho', { params, body: { name: text } });
    if (form === 'alias') return client.call('aliasWho', { params, body: { alias: text } });
    return client.call('setOrganisation', { params, body: { organisation: text.trim() || null } });
  }
  return (
    <FormFrame
      title={forms[form].title}
      save={forms[form].save}
      ready={!say.isPending && (form === 'organisation' || text.trim() !== '')}
      onSave={() => say.mutate(save)}
      onClose={props.onClose}
    >
      <Field label={forms[form].label}>
        <Known value={text} onChange={setText} kind={form} />
      </Field>
    </FormFrame>
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
