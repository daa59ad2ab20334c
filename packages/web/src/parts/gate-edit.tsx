// The arguments of what waits, to be changed before it is done. The server says what its tool does not take.
import type { GateView } from '@vito/contracts/run';
import { useState } from 'react';
import { type ArgDraft, type ArgField, argFields, editedArgs } from '../format/args.js';
import { issuesOf } from '../format/errors.js';
import { Field, FormFrame } from './form-frame.js';
import { Refused } from './refused.js';

export function GateEdit(props: {
  gate: GateView;
  error: unknown;
  pending: boolean;
  onSave(args: unknown): void;
  onClose(): void;
}) {
  const { gate } = props;
  const [draft, setDraft] = useState<ArgDraft>({});
  const made = editedArgs(gate.args, draft);
  const told = new Map(issuesOf(props.error).map(({ path, message }) => [path.split('.')[1] ?? '', message]));
  return (
    <FormFrame
      title="Change what is done"
      save="Approve with these changes"
      ready={!props.pending && Object.keys(made.problems).length === 0}
      onSave={() => props.onSave(made.args)}
      onClose={props.onClose}
    >
      {argFields(gate.args).map((field) => (
        <One
          key={field.name}
          field={field}
          value={draft[field.name] ?? field.initial}
          problem={made.problems[field.name] ?? told.get(field.name)}
          onChange={(value) => setDraft({ ...draft, [field.name]: value })}
        />
      ))}
      {props.error ? <Refused error={props.error} /> : null}
    </FormFrame>
  );
}

function One(props: {
  field: ArgField;
  value: string | boolean;
  problem: string | undefined;
  onChange(value: string | boolean): void;
}) {
  const { field, value, problem, onChange } = props;
  if (field.kind === 'boolean')
    return (
      <label className="flex items-center gap-2.5 text-sm">
        <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
        {field.label}
      </label>
    );
  const common = { value: String(value), 'aria-invalid': problem !== undefined, autoComplete: 'off' };
  return (
    <Field label={field.label} {...(problem ? { problem } : {})}>
      {field.kind === 'long' || field.kind === 'json' ? (
        <textarea
          className={`field h-auto! resize-y py-1.5 ${field.kind === 'json' ? 'font-mono sm:text-xs!' : ''}`}
          rows={Math.min(10, Math.max(3, String(value).split('\n').length + 1))}
          {...common}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input
          className="field"
          type="text"
          inputMode={field.kind === 'number' ? 'decimal' : undefined}
          {...common}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
