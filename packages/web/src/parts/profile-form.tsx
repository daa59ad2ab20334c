// Who looks: name, addresses, organisation, time zone. Prefilled from what came in, until something is typed.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Profile } from '@vito/contracts/tenant';
import { useEffect, useState } from 'react';
import { keys, suggestionQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { inWords } from '../format/errors.js';
import { AddressesField } from './addresses-field.js';
import { Button } from './button.js';
import { Field } from './form-frame.js';
import { PeopleSeen } from './people-seen.js';

const zones = Intl.supportedValuesOf('timeZone');

interface Draft {
  name: string;
  addresses: string[];
  organisation: string;
  zone: string;
}

export function ProfileForm(props: { profile: Profile | null; save: string; onSaved?(): void }) {
  const { client } = useServices();
  const cache = useQueryClient();
  const suggestion = useQuery({ ...suggestionQuery(client), enabled: props.profile === null });
  const [draft, setDraft] = useState<Draft>(() => draftOf(props.profile));
  const [touched, setTouched] = useState(props.profile !== null);
  const [tried, setTried] = useState(false);
  const guess = suggestion.data?.profile;
  useEffect(() => {
    if (!guess || touched) return;
    setDraft((before) => ({
      name: guess.name ?? before.name,
      addresses: guess.addresses.length > 0 ? guess.addresses : before.addresses,
      organisation: guess.organisation ?? before.organisation,
      zone: guess.zone ?? before.zone,
    }));
  }, [guess, touched]);

  const save = useMutation({
    mutationFn: (body: Profile) => client.call('putMe', { body }),
    onSuccess: (me) => {
      cache.setQueryData(keys.me, me);
      void cache.invalidateQueries({ queryKey: keys.commitments });
      props.onSaved?.();
    },
  });
  const parsed = Profile.safeParse({ ...draft, organisation: draft.organisation.trim() || null });
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0]));
  const change = (fields: Partial<Draft>) => {
    setTouched(true);
    setDraft((before) => ({ ...before, ...fields }));
  };

  return (
    <form
      className="flex flex-col gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (parsed.success) save.mutate(parsed.data);
      }}
    >
      {props.profile === null ? (
        <PeopleSeen
          people={suggestion.data?.people ?? []}
          chosen={draft.addresses}
          onChoose={(fields) => change(fields)}
        />
      ) : null}
      <Field label="Name" {...(tried && problems.includes('name') ? { problem: 'Say what people call you.' } : {})}>
        <input
          className="field"
          autoComplete="name"
          maxLength={200}
          value={draft.name}
          aria-invalid={tried && problems.includes('name')}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <AddressesField value={draft.addresses} onChange={(addresses) => change({ addresses })} />
      <Field label="Organisation">
        <input
          className="field"
          autoComplete="organization"
          maxLength={200}
          placeholder="None"
          value={draft.organisation}
          onChange={(event) => change({ organisation: event.target.value })}
        />
      </Field>
      <Field label="Time zone">
        <select className="field" value={draft.zone} onChange={(event) => change({ zone: event.target.value })}>
          {[...new Set([draft.zone, ...zones])].map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </select>
      </Field>
      {save.isError ? <Problem text={`Not saved. ${inWords(save.error)}`} /> : null}
      <Button
        type="submit"
        tone="strong"
        size="lg"
        className="mt-1 self-stretch sm:self-start"
        disabled={save.isPending}
      >
        {props.save}
      </Button>
    </form>
  );
}

function Problem(props: { text: string }) {
  return (
    <span role="alert" className="text-xs text-late">
      {props.text}
    </span>
  );
}

function draftOf(profile: Profile | null): Draft {
  return {
    name: profile?.name ?? '',
    addresses: profile?.addresses ?? [],
    organisation: profile?.organisation ?? '',
    zone: profile?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
