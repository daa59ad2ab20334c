// What came or was sent, once more: since when, and whether all of it or only what failed.
import { useState } from 'react';
import { Field, FormFrame } from './form-frame.js';

const hour = 3_600_000;
const spans = [
  { word: 'the last hour', ms: hour },
  { word: 'the last day', ms: 24 * hour },
  { word: 'the last week', ms: 7 * 24 * hour },
  { word: 'the last 30 days', ms: 30 * 24 * hour },
  { word: 'the beginning', ms: null },
] as const;

export interface Replay {
  /** Since when, as an instant. */
  since: string;
  onlyFailed: boolean;
}

export function ReplayForm(props: {
  title: string;
  save: string;
  all: string;
  failed: string;
  hint: string;
  pending: boolean;
  onReplay(replay: Replay): void;
  onClose(): void;
}) {
  const [span, setSpan] = useState(1);
  const [onlyFailed, setOnlyFailed] = useState(true);
  return (
    <FormFrame
      title={props.title}
      save={props.save}
      ready={!props.pending}
      onSave={() => {
        const ms = spans[span]?.ms ?? null;
        props.onReplay({ since: new Date(ms === null ? 0 : Date.now() - ms).toISOString(), onlyFailed });
      }}
      onClose={props.onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="What">
          <select
            className="field"
            value={onlyFailed ? 'failed' : 'all'}
            onChange={(event) => setOnlyFailed(event.target.value === 'failed')}
          >
            <option value="failed">{props.failed}</option>
            <option value="all">{props.all}</option>
          </select>
        </Field>
        <Field label="Since">
          <select className="field" value={span} onChange={(event) => setSpan(Number(event.target.value))}>
            {spans.map(({ word }, index) => (
              <option key={word} value={index}>
                {word}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <p className="text-xs text-faint">{props.hint}</p>
    </FormFrame>
  );
}
