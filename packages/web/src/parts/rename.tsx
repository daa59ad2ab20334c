// A name to change, or another short text: saved at the press of a button or of Enter.
import { useState } from 'react';
import { Button } from './button.js';

export function Rename(props: {
  name: string;
  label?: string;
  save?: string;
  longest?: number;
  pending: boolean;
  onRename(name: string): void;
}) {
  const [name, setName] = useState(props.name);
  const typed = name.trim();
  const ready = typed !== '' && typed !== props.name && !props.pending;
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) props.onRename(typed);
      }}
    >
      <input
        aria-label={props.label ?? 'Name'}
        className="field"
        maxLength={props.longest ?? 100}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={!ready} className="max-sm:h-10">
        {props.save ?? 'Rename'}
      </Button>
    </form>
  );
}
