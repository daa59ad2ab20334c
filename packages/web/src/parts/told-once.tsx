// A secret that is told once: with what belongs to it and where it goes. It stays until it is put away by hand.
import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.js';
import { CopiedField } from './copied-field.js';

export function ToldOnce(props: {
  title: string;
  where: string;
  secret: string;
  /** Of the secret; in place of that it is shown this once. */
  hint?: string;
  children?: ReactNode;
  actions?: ReactNode;
  onClose(): void;
}) {
  return (
    <section
      aria-label={props.title}
      className="flex animate-rise flex-col gap-3 rounded-lg border border-accent bg-surface p-4 shadow-raised"
    >
      <div className="flex items-start gap-2.5">
        <KeyRound size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-accent" />
        <div>
          <h3 className="font-semibold">{props.title}</h3>
          <p className="mt-0.5 text-sm text-pretty text-muted">{props.where}</p>
        </div>
      </div>
      {props.children}
      <CopiedField
        label="Secret"
        value={props.secret}
        hint={props.hint ?? 'It is shown this once. Copy it now; a new one can be made at any time.'}
      />
      <div className="flex flex-wrap gap-2">
        {props.actions}
        <Button tone={props.actions ? 'quiet' : 'plain'} onClick={props.onClose}>
          I have copied it
        </Button>
      </div>
    </section>
  );
}
