// The fields of a configuration, as its schema asks for them. What is secret is masked, and can be looked at while it is typed.
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { type ConfigField, type Draft, fieldsOf, type Json, keyOf } from '../format/config-schema.js';
import { IconButton } from './button.js';
import { Field } from './form-frame.js';

export function ConfigFields(props: {
  schema: Json;
  draft: Draft;
  /** By path; shown beside their fields. */
  problems: Readonly<Record<string, string>>;
  onChange(draft: Draft): void;
}) {
  const { schema, draft, problems, onChange } = props;
  return (
    <div className="grid gap-x-4 gap-y-3 @lg:grid-cols-2">
      {fieldsOf(schema, draft).map((field) => {
        const key = keyOf(field.path);
        const wide = ['long', 'long-secret', 'lines', 'json'].includes(field.kind) || field.hint.length > 120;
        return (
          <div key={key} className={wide ? '@lg:col-span-2' : ''}>
            <One
              field={field}
              value={draft[key] ?? field.initial}
              problem={problems[key]}
              onChange={(value) => onChange({ ...draft, [key]: value })}
            />
          </div>
        );
      })}
    </div>
  );
}

interface OneProps {
  field: ConfigField;
  value: string | boolean;
  problem: string | undefined;
  onChange(value: string | boolean): void;
}

function One(props: OneProps) {
  const { field, value, problem, onChange } = props;
  if (field.kind === 'boolean')
    return (
      <label className="flex items-start gap-2.5 text-sm">
        <input
          type="checkbox"
          className="mt-0.75"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>
          {field.label}
          {field.hint ? <span className="block text-xs text-faint">{field.hint}</span> : null}
        </span>
      </label>
    );
  const hint = field.kind === 'lines' ? [field.hint, 'One a line.'].filter(Boolean).join(' ') : field.hint;
  return (
    <Field
      label={field.required || field.initial !== '' ? field.label : `${field.label} (optional)`}
      {...(hint ? { hint } : {})}
      {...(problem ? { problem } : {})}
    >
      <Control {...props} />
    </Field>
  );
}

function Control({ field, value, problem, onChange, ...described }: OneProps & { 'aria-describedby'?: string }) {
  const common = {
    ...described,
    value: String(value),
    'aria-invalid': problem !== undefined,
    'aria-required': field.required,
  };
  if (field.kind === 'choice')
    return (
      <select className="field" {...common} onChange={(event) => onChange(event.target.value)}>
        {field.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.word}
          </option>
        ))}
      </select>
    );
  const typed = {
    ...common,
    spellCheck: false,
    autoCapitalize: 'off',
    autoComplete: 'off',
    placeholder: field.example,
  };
  if (field.kind === 'secret') return <Secret {...typed} onChange={onChange} />;
  if (['long', 'long-secret', 'lines', 'json'].includes(field.kind))
    return (
      <textarea
        className="field h-auto! resize-y py-1.5 font-mono sm:text-xs!"
        rows={field.kind === 'lines' ? 3 : 5}
        {...typed}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  return (
    <input
      className="field"
      type={field.kind === 'day' ? 'date' : 'text'}
      inputMode={field.kind === 'number' ? 'decimal' : undefined}
      {...typed}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function Secret(props: {
  value: string;
  placeholder: string;
  'aria-describedby'?: string;
  onChange(value: string): void;
}) {
  const [shown, setShown] = useState(false);
  const { onChange, ...rest } = props;
  return (
    <span className="relative block">
      <input
        className="field pr-10! font-mono sm:text-xs!"
        {...rest}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        onChange={(event) => onChange(event.target.value)}
      />
      <IconButton
        label={shown ? 'Hide it' : 'Show it'}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute top-0.25 right-0.25 max-sm:size-9.5!"
      >
        {shown ? <EyeOff size={15} aria-hidden="true" /> : <Eye size={15} aria-hidden="true" />}
      </IconButton>
    </span>
  );
}
