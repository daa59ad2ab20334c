// A no to what waits, with the reason.
import { useState } from 'react';
import { Field, FormFrame } from './form-frame.js';

export function GateReject(props: { pending: boolean; onSave(reason: string): void; onClose(): void }) {
  const [reason, setReason] = useState('');
  return (
    <FormFrame
      title="Reject this"
      save="Reject"
      ready={!props.pending && reason.trim() !== ''}
      onSave={() => props.onSave(reason.trim())}
      onClose={props.onClose}
    >
      <Field label="Why" hint="It is kept with the run. What the run did before is undone.">
        <textarea
          // biome-ignore lint/a11y/noAutofocus: it was opened to be typed into
          autoFocus
          className="field h-auto! resize-y py-1.5"
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </FormFrame>
  );
}
