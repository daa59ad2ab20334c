// What runs and how far it is, as figures.
import { useQuery } from '@tanstack/react-query';
import type { ModelUse } from '@vito/contracts/model';
import { keys } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { inWords } from '../format/errors.js';

export function RunningState() {
  const { client } = useServices();
  const status = useQuery({
    queryKey: keys.status,
    queryFn: ({ signal }) => client.call('getStatus', { signal }),
    refetchInterval: 5000,
  });
  if (status.isError)
    return <p className="text-sm text-late">The state could not be loaded. {inWords(status.error)}</p>;
  const data = status.data;
  const facts: ReadonlyArray<readonly [string, string | number | undefined]> = [
    ['Documents', data?.documents.toLocaleString('en')],
    ['Commitments', data?.commitments.toLocaleString('en')],
    ['Log stands at', data?.seq.toLocaleString('en')],
    ['Work waiting', data?.work.waiting],
    ['Work failed', data?.work.dead],
    ['Not yet in the log', data?.unsequenced],
    ['Database', data?.database],
    ['Queue', data?.queue],
    ['Version', data?.version],
    ...(data?.model ? modelFacts(data.model) : []),
  ];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-hair bg-hair sm:grid-cols-3">
      {facts.map(([name, value]) => (
        <div key={name} className="bg-surface px-3.5 py-2.5">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="mt-0.5 h-5.5 font-medium">{value ?? ''}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the model is, what it still has to look at, and what it cost so far. */
function modelFacts(model: ModelUse) {
  const unknown = model.costUnknown > 0 ? ` and ${model.costUnknown} of unknown cost` : '';
  const cost = `$${model.cost.toFixed(2)}${unknown}`;
  return [
    ['Model', model.name ?? 'none is asked now'],
    ['To be checked by it', model.waiting],
    ['Its calls so far', `${model.calls.toLocaleString('en')} (${model.failed} failed)`],
    ['Their cost', cost],
  ] as const;
}
