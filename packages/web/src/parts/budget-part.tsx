// What agents may spend on calls of models, and have spent: today, and this month; the limits can be changed.
import { useQuery } from '@tanstack/react-query';
import type { BudgetView } from '@vito/contracts/budget';
import { costWords } from '@vito/contracts/run-words';
import { useState } from 'react';
import { useServices } from '../data/services.js';
import { budgetQuery, toolKeys } from '../data/tool-queries.js';
import { useDeed } from '../data/use-deed.js';
import { dollarField, readDollars, used } from '../format/money.js';
import { Button } from './button.js';
import { Field, FormFrame } from './form-frame.js';
import { Refused } from './refused.js';
import { Section } from './section.js';
import { Bone, Trouble } from './states.js';

export function BudgetPart() {
  const { client } = useServices();
  const [changing, setChanging] = useState(false);
  const query = useQuery(budgetQuery(client));
  if (query.isError && !query.data)
    return <Trouble what="The budget could not be loaded" error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Bone className="h-32 w-full" />;
  return (
    <Section
      title="Calls of models"
      hint="What agents may spend on them, and have spent. Days and months are those of UTC."
    >
      <div className="flex flex-col items-start gap-4">
        <div className="grid w-full gap-4 sm:grid-cols-2">
          <Used title="Today" what={query.data.day} />
          <Used title="This month" what={query.data.month} />
        </div>
        {changing ? (
          <div className="w-full">
            <Limits budget={query.data} onClose={() => setChanging(false)} />
          </div>
        ) : (
          <Button onClick={() => setChanging(true)}>Change the limits</Button>
        )}
      </div>
    </Section>
  );
}

const paints = { free: 'var(--color-accent)', near: 'var(--color-soon)', over: 'var(--color-late)' };

function Used({ title, what }: { title: string; what: BudgetView['day'] }) {
  const full = used(what);
  const { limitMicros, spentMicros, reservedMicros } = what;
  return (
    <section aria-label={title} className="rounded-lg border border-line bg-surface p-4 shadow-raised">
      <h3 className="text-xs font-medium text-muted">{title}</h3>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
        <span className="text-xl font-semibold tracking-tight tabular-nums">{costWords(spentMicros)}</span>
        <span className="text-sm text-muted">
          {limitMicros === null ? 'spent, no limit' : `of ${costWords(limitMicros)} spent`}
        </span>
      </p>
      {full ? (
        <span aria-hidden="true" className="mt-3 flex h-2 w-full gap-px overflow-hidden rounded-full bg-sunken">
          <span style={{ width: `${full.spent}%`, background: paints[full.state] }} />
          <span className="opacity-45" style={{ width: `${full.reserved}%`, background: paints[full.state] }} />
        </span>
      ) : null}
      <p className="mt-2 text-xs text-faint">
        {reservedMicros > 0 ? `${costWords(reservedMicros)} set aside for calls under way` : 'No call is under way'}
        {full?.state === 'over' ? <span className="text-late"> · used up: steps that ask a model fail</span> : null}
        {full?.state === 'near' ? <span className="text-soon"> · nearly used up</span> : null}
      </p>
    </section>
  );
}

const wrong = 'An amount of dollars such as 5 or 12.50, or nothing';

function Limits(props: { budget: BudgetView; onClose(): void }) {
  const { client, notices } = useServices();
  const [day, setDay] = useState(dollarField(props.budget.day.limitMicros));
  const [month, setMonth] = useState(dollarField(props.budget.month.limitMicros));
  const [dayMicros, monthMicros] = [readDollars(day), readDollars(month)];
  const save = useDeed({
    failed: null,
    touches: [toolKeys.budget],
    run: (body: { dayMicros: number | null; monthMicros: number | null }) => client.call('putBudget', { body }),
    done: () => {
      notices.show({ text: 'The limits are saved' });
      props.onClose();
    },
  });
  return (
    <FormFrame
      title="Limits"
      save="Save"
      ready={dayMicros !== undefined && monthMicros !== undefined && !save.isPending}
      onSave={() => {
        if (dayMicros !== undefined && monthMicros !== undefined) save.mutate({ dayMicros, monthMicros });
      }}
      onClose={props.onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Amount label="Dollars a day" value={day} problem={dayMicros === undefined} onChange={setDay} />
        <Amount label="Dollars a month" value={month} problem={monthMicros === undefined} onChange={setMonth} />
      </div>
      {save.error ? <Refused error={save.error} /> : null}
    </FormFrame>
  );
}

function Amount(props: { label: string; value: string; problem: boolean; onChange(value: string): void }) {
  return (
    <Field label={props.label} hint="Left empty, there is no limit." {...(props.problem ? { problem: wrong } : {})}>
      <input
        className="field"
        inputMode="decimal"
        autoComplete="off"
        placeholder="no limit"
        aria-invalid={props.problem}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  );
}
