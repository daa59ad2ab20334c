// Corrects what was read wrongly: who, what, when, on what condition. Only what was changed is sent.
import { useQuery } from '@tanstack/react-query';
import type { CommitmentView } from '@vito/contracts/commitment';
import { useState } from 'react';
import { useZone } from '../data/clock.js';
import type { Change, Corrections } from '../data/predict.js';
import { peopleQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { dueDay } from '../format/due.js';
import { Field, FormFrame } from './form-frame.js';
import { PartyField, partyFrom, partyText } from './party-field.js';

export function CorrectForm(props: { commitment: CommitmentView; onChange(change: Change): void; onClose(): void }) {
  const { commitment } = props;
  const { client } = useServices();
  const people = useQuery(peopleQuery(client)).data ?? [];
  const zone = useZone();
  const dayBefore = commitment.due === null ? '' : dueDay(commitment.due, zone);
  const [debtor, setDebtor] = useState(partyText(commitment.debtor));
  const [creditor, setCreditor] = useState(partyText(commitment.creditor));
  const [action, setAction] = useState(commitment.action);
  const [day, setDay] = useState(dayBefore);
  const [condition, setCondition] = useState(commitment.condition ?? '');

  const fields: Corrections = {};
  if (debtor !== partyText(commitment.debtor)) fields.debtor = partyFrom(debtor, commitment.debtor, people);
  if (creditor !== partyText(commitment.creditor)) fields.creditor = partyFrom(creditor, commitment.creditor, people);
  if (action.trim() !== commitment.action) fields.action = action.trim();
  if (day !== dayBefore) fields.due = day === '' ? null : day;
  if (condition.trim() !== (commitment.condition ?? '')) fields.condition = condition.trim() || null;
  const ready = action.trim() !== '' && Object.keys(fields).length > 0;

  return (
    <FormFrame
      title="Correct what was read"
      save="Save the correction"
      ready={ready}
      onSave={() => props.onChange({ verb: 'correct', fields })}
      onClose={props.onClose}
    >
      <div className="grid grid-cols-2 gap-2.5">
        <PartyField label="Who owes" value={debtor} onChange={setDebtor} first />
        <PartyField label="To whom" value={creditor} onChange={setCreditor} />
      </div>
      <Field label="What">
        <textarea
          className="field h-auto! py-1.5"
          rows={2}
          maxLength={2000}
          value={action}
          onChange={(event) => setAction(event.target.value)}
        />
      </Field>
      <div className="grid grid-cols-2 gap-2.5">
        <Field label="Due">
          <input type="date" className="field" value={day} onChange={(event) => setDay(event.target.value)} />
        </Field>
        <Field label="Condition">
          <input
            className="field"
            maxLength={2000}
            placeholder="None"
            value={condition}
            onChange={(event) => setCondition(event.target.value)}
          />
        </Field>
      </div>
    </FormFrame>
  );
}
