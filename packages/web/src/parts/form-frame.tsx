// The frame of a small form inside the panel: a title, fields, save and back. Escape goes back.
import { cloneElement, type FormEvent, type ReactElement, type ReactNode, useId } from 'react';
import { Button, Keyed } from './button.js';

export function FormFrame(props: {
  title: string;
  save: string;
  ready: boolean;
  onSave(): void;
  onClose(): void;
  children: ReactNode;
}) {
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (props.ready) props.onSave();
  }
  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        props.onClose();
      }}
      className="animate-rise rounded-lg border border-line bg-surface p-3.5 shadow-raised"
    >
      <h3 className="text-sm font-semibold">{props.title}</h3>
      <div className="mt-2.5 flex flex-col gap-3">{props.children}</div>
      <div className="mt-3.5 flex items-center gap-2">
        <Button type="submit" tone="strong" disabled={!props.ready}>
          {props.save}
        </Button>
        <Button tone="quiet" onClick={props.onClose}>
          Back <Keyed>Esc</Keyed>
        </Button>
      </div>
    </form>
  );
}

/** The hint describes the control, and is no part of its name. */
export function Field(props: { label: string; hint?: string; children: ReactElement<Described>; problem?: string }) {
  const id = useId();
  const { hint, problem } = props;
  const described = hint || problem ? cloneElement(props.children, { 'aria-describedby': id }) : props.children;
  return (
    <div className="flex flex-col gap-1">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is the child */}
      <label className="flex flex-col gap-1">
        <span className="text-xs font-medium text-muted">{props.label}</span>
        {described}
      </label>
      {hint || problem ? (
        <span id={id} className="flex flex-col gap-0.5 text-xs">
          {problem ? <span className="wrap-anywhere text-late">{problem}</span> : null}
          {hint ? <span className="text-pretty text-faint">{hint}</span> : null}
        </span>
      ) : null}
    </div>
  );
}

interface Described {
  'aria-describedby'?: string;
}
