// Hands a commitment to another debtor.
import { useQuery } from '@tanstack/react-query';
import type { CommitmentView } from '@vito/contracts/commitment';
import { useState } from 'react';
import type { Change } from '../data/predict.js';
import { peopleQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { FormFrame } from './form-frame.js';
import { PartyField, partyFrom } from './party-field.js';

export function DelegateForm(props: { commitment: CommitmentView; onChange(change: Change): void; onClose(): void }) {
  const { client } = useServices();
  const people = useQuery(peopleQuery(client)).data ?? [];
  const [who, setWho] = useState('');
  const debtor = partyFrom(who, null, people);
  return (
    <FormFrame
      title="Hand it to somebody else"
      save="Delegate"
      ready={debtor !== null}
      onSave={() => debtor && props.onChange({ verb: 'delegate', debtor })}
      onClose={props.onClose}
    >
      <PartyField label="Who does it from now on" value={who} onChange={setWho} first />
    </FormFrame>
  );
}
