// What a connection is told: as a form where a schema says how, and as JSON always. What is typed goes from the one to the other.
import { type ReactNode, useRef, useState } from 'react';
import { configOf, draftOf } from '../format/config-draft.js';
import { type Draft, hasForm, isJson, type Json } from '../format/config-schema.js';
import { Button } from './button.js';
import { ConfigFields } from './config-fields.js';
import { Refused } from './refused.js';
import { Segmented } from './segmented.js';

export function ConfigForm(props: {
  schema: Json | null;
  save: string;
  pending: boolean;
  error: unknown;
  /** Of the field for JSON. */
  jsonLabel?: string;
  example?: string;
  onSave(config: Json): void;
  /** Beside the button. */
  children?: ReactNode;
}) {
  const { schema } = props;
  const form = hasForm(schema) ? schema : null;
  const [asJson, setAsJson] = useState(false);
  const [draft, setDraft] = useState<Draft>({});
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const frame = useRef<HTMLFormElement>(null);
  const json = asJson || !form;
  const made = json ? parsed(text) : { ...configOf(form, draft), problem: '' };
  const complete = made.problem === '' && Object.keys(made.problems).length === 0;

  function turn(next: 'form' | 'json'): void {
    if (form && next === 'json') setText(JSON.stringify(configOf(form, draft).config, null, 2));
    else if (form && made.problem === '') setDraft(draftOf(form, made.config));
    setAsJson(next === 'json');
    setTried(false);
  }

  return (
    <form
      ref={frame}
      noValidate
      className="@container flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (complete && !props.pending) props.onSave(made.config);
        else if (!complete)
          requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      }}
    >
      {form ? (
        <div>
          <Segmented
            label="Written as"
            value={json ? 'json' : 'form'}
            options={[
              { value: 'form', word: 'Form' },
              { value: 'json', word: 'JSON' },
            ]}
            onChange={turn}
          />
        </div>
      ) : null}
      {form && !json ? (
        <ConfigFields schema={form} draft={draft} problems={tried ? made.problems : {}} onChange={setDraft} />
      ) : (
        <textarea
          aria-label={props.jsonLabel ?? 'Configuration as JSON'}
          aria-invalid={tried && made.problem !== ''}
          className="field h-auto! resize-y p-3! font-mono sm:text-xs! leading-relaxed!"
          rows={8}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={text}
          placeholder={props.example ?? '{\n  "auth_token": "…",\n  "start_date": "2026-01-01"\n}'}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {tried && made.problem ? <p className="text-xs text-late">{made.problem}</p> : null}
      {props.error ? <Refused error={props.error} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" tone="strong" disabled={props.pending}>
          {props.save}
        </Button>
        {props.children}
      </div>
    </form>
  );
}

function parsed(text: string): { config: Json; problems: Record<string, string>; problem: string } {
  if (text.trim() === '') return { config: {}, problems: {}, problem: '' };
  try {
    const value: unknown = JSON.parse(text);
    if (isJson(value)) return { config: value, problems: {}, problem: '' };
  } catch {
    // The words below say both.
  }
  return { config: {}, problems: {}, problem: 'This is no JSON object: it begins with { and ends with }.' };
}
