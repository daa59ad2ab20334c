// A person to choose or to type: those seen so far are offered.
import { useQuery } from '@tanstack/react-query';
import type { Party } from '@vito/contracts/reading';
import { useId } from 'react';
import { peopleQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { Field } from './form-frame.js';

export function PartyField(props: {
  label: string;
  value: string;
  onChange(value: string): void;
  first?: boolean;
  hint?: string;
}) {
  const { client } = useServices();
  const people = useQuery(peopleQuery(client));
  const id = useId();
  return (
    <>
      <Field label={props.label} {...(props.hint ? { hint: props.hint } : {})}>
        <input
          className="field [&::-webkit-calendar-picker-indicator]:hidden!"
          list={id}
          value={props.value}
          // biome-ignore lint/a11y/noAutofocus: the form was opened to fill this in
          autoFocus={props.first ?? false}
          autoComplete="off"
          placeholder="Name or address"
          onChange={(event) => props.onChange(event.target.value)}
        />
      </Field>
      <datalist id={id}>
        {people.data?.map((person) => (
          <option key={`${person.name} ${person.address}`} value={person.name}>
            {person.address ?? ''}
          </option>
        ))}
      </datalist>
    </>
  );
}

export function partyText(party: Party | null): string {
  return party?.name ?? party?.organisation ?? party?.address ?? '';
}

/** What was typed as a party: unchanged text keeps the party it came from; a known name keeps its address. */
export function partyFrom(
  text: string,
  before: Party | null,
  people: ReadonlyArray<{ name: string; address: string | null }>,
): Party | null {
  const typed = text.trim();
  if (typed === '') return null;
  if (typed === partyText(before)) return before;
  const known = people.find((person) => person.name === typed || person.address === typed);
  if (known) return { name: known.name, address: known.address, organisation: null };
  return typed.includes('@')
    ? { name: null, address: typed, organisation: null }
    : { name: typed, address: null, organisation: null };
}
