// What to put in at the sender of a source: its address, its secret this once, and where they go.
import { Link } from '@tanstack/react-router';
import { addressOf, kinds, ownSecret } from '../format/source-words.js';
import { CopiedField } from './copied-field.js';
import type { Added } from './source-form.js';
import { ToldOnce } from './told-once.js';

export function SourceTold(props: { added: Added; rotated?: boolean; onClose(): void }) {
  const { source, secret } = props.added;
  return (
    <ToldOnce
      title={props.rotated ? 'The new secret' : `${source.name} is added. Now tell its sender`}
      where={kinds[source.kind].where}
      secret={secret}
      onClose={props.onClose}
      {...(ownSecret.has(source.kind) && !props.rotated ? { hint: madeHere(kinds[source.kind].name) } : {})}
      {...(props.rotated ? {} : { actions: <ToSource id={source.id} /> })}
    >
      <CopiedField label="Address" value={addressOf(source, location.origin, secret)} />
    </ToldOnce>
  );
}

const madeHere = (name: string) =>
  `Shown this once. If it was made here, it holds until you put in the one that ${name} shows.`;

function ToSource(props: { id: string }) {
  return (
    <Link
      to="/connections/sources/$id"
      params={{ id: props.id }}
      className="inline-flex h-8.5 items-center rounded-md bg-accent px-3 text-sm font-medium text-on-accent shadow-raised hover:bg-accent-strong"
    >
      Open the source
    </Link>
  );
}
