// People seen in what came in, to pick oneself from.
import type { ProfileSuggestion } from '@vito/contracts/tenant';
import { nameParty } from '../format/people.js';
import { Avatar } from './avatar.js';

export function PeopleSeen(props: {
  people: ProfileSuggestion['people'];
  chosen: readonly string[];
  onChoose(fields: { name?: string; addresses: string[] }): void;
}) {
  if (props.people.length === 0) return null;
  return (
    <fieldset>
      <legend className="text-xs font-medium text-muted">Seen in your files. Are you one of them?</legend>
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        {props.people.slice(0, 6).map((person) => {
          const who = nameParty({ name: person.name, address: person.address, organisation: null }, false);
          return (
            <button
              key={person.address}
              type="button"
              title={person.address}
              aria-pressed={props.chosen.includes(person.address)}
              onClick={() =>
                props.onChoose({ ...(person.name ? { name: person.name } : {}), addresses: [person.address] })
              }
              className="flex h-8 max-w-full items-center gap-2 rounded-full border border-line bg-surface pr-3 pl-1.5 text-sm transition-colors hover:border-edge aria-pressed:border-accent aria-pressed:bg-accent-soft"
            >
              <Avatar who={who} />
              <span className="truncate">{who.name}</span>
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
