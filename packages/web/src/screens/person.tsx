// One person or organisation: who they are and how that is known, how they keep what they owe, what lies ahead.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { WhoView } from '@vito/contracts/directory';
import type { DnaOfOne } from '@vito/contracts/dna';
import { dnaOfQuery, personQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { Figure, Kept } from '../parts/figure.js';
import { KeepingBar, KeepingWords } from '../parts/keeping-bar.js';
import { MonthsChart } from '../parts/months-chart.js';
import { RisksList } from '../parts/risks-list.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Section } from '../parts/section.js';
import { Spans } from '../parts/spans.js';
import { FiguresWaiting, Trouble } from '../parts/states.js';
import { TopicsList } from '../parts/topics-list.js';
import { WeeksChart } from '../parts/weeks-chart.js';
import { WhoParts } from '../parts/who-parts.js';
import { WhoIcon } from './people.js';

export function PersonScreen() {
  const { client } = useServices();
  const { id } = useParams({ from: '/shell/people/$id' });
  const person = useQuery(personQuery(client, id));
  const dna = useQuery(dnaOfQuery(client, id));
  return (
    <div>
      <ScreenHeader title={person.data?.name ?? 'People'} />
      {person.isPending ? <FiguresWaiting /> : null}
      {person.isError ? (
        <Trouble what="This person could not be loaded" error={person.error} onRetry={() => void person.refetch()} />
      ) : null}
      {person.data ? (
        <div className="mx-auto grid max-w-7xl grid-cols-1 gap-x-12 gap-y-10 px-4 pt-6 pb-20 md:px-6 xl:grid-cols-[22rem_minmax(0,1fr)]">
          <div className="flex flex-col gap-5">
            <Head who={person.data} />
            <WhoParts who={person.data} />
            {person.data.people.length > 0 ? <Members who={person.data} /> : null}
          </div>
          {dna.data ? <Figures dna={dna.data} /> : dna.isPending ? <FiguresWaiting /> : null}
        </div>
      ) : null}
    </div>
  );
}

function Head(props: { who: WhoView }) {
  const { who } = props;
  return (
    <div className="flex items-center gap-3">
      <WhoIcon one={who} />
      <div className="min-w-0">
        <p className="truncate text-lg font-semibold">{who.name}</p>
        <p className="truncate text-sm text-muted">
          {who.organisation ? (
            <Link to="/people/$id" params={{ id: who.organisation.id }} className="hover:text-accent hover:underline">
              {who.organisation.name}
            </Link>
          ) : who.kind === 'unclear' ? (
            'A name that is not told apart'
          ) : who.kind === 'organisation' ? (
            'Organisation'
          ) : (
            'No organisation known'
          )}
        </p>
      </div>
    </div>
  );
}

function Members(props: { who: WhoView }) {
  return (
    <Section title="People">
      <ul className="flex flex-col gap-1 text-sm">
        {props.who.people.map(({ id, name }) => (
          <li key={id}>
            <Link to="/people/$id" params={{ id }} className="hover:text-accent hover:underline">
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Figures(props: { dna: DnaOfOne }) {
  const { who, lead, slack, months, weeks, risks, topics } = props.dna;
  const { owes, owed, name } = who;
  return (
    <div className="flex min-w-0 flex-col gap-9">
      <Section title={`What ${name} owes`}>
        <p className="text-sm text-muted">
          <Kept keeping={owes} who={name} className="text-xl font-semibold text-ink" /> kept on time
        </p>
        <div className="my-3">
          <KeepingBar keeping={owes} />
        </div>
        <KeepingWords keeping={owes} who={name} />
        <div className="mt-5">
          <Spans lead={lead} slack={slack} moved={who.moved} who={name} />
        </div>
      </Section>
      <Section title={`What is owed to ${name}`}>
        <p className="text-sm text-muted">
          Open <Figure figure={owed.open} title={`Open, owed to ${name}`} />, overdue{' '}
          <Figure figure={owed.overdue} title={`Overdue, owed to ${name}`} />, without a date{' '}
          <Figure figure={owed.openUndated} title={`Open without a date, owed to ${name}`} />; kept on time{' '}
          <Kept keeping={owed} who={`owed to ${name}`} />
        </p>
      </Section>
      <Section title="At risk" hint={`On either side: open, and overdue or due within ${risks.days} days.`}>
        <RisksList risks={risks} who={name} />
      </Section>
      <Section title="By month" hint="What they owed, by the month in which it was due.">
        <MonthsChart months={months} who={name} />
      </Section>
      <Section title="The weeks ahead">
        <WeeksChart weeks={weeks} who={name} />
      </Section>
      <Section title="What it is about">
        <TopicsList topics={topics} who={name} />
      </Section>
    </div>
  );
}
