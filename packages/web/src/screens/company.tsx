// The company: how promises are kept, by whom, what lies ahead, what is at risk. Each figure leads to what it counted.
import { useQuery } from '@tanstack/react-query';
import type { Dna } from '@vito/contracts/dna';
import { ChartNoAxesColumn } from 'lucide-react';
import { pickFiles } from '../data/pick-files.js';
import { dnaQuery } from '../data/queries.js';
import { useServices } from '../data/services.js';
import { Button } from '../parts/button.js';
import { Figure, Kept } from '../parts/figure.js';
import { KeepingBar, KeepingWords } from '../parts/keeping-bar.js';
import { KeepingTable } from '../parts/keeping-table.js';
import { MonthsChart } from '../parts/months-chart.js';
import { RisksList } from '../parts/risks-list.js';
import { ScreenHeader } from '../parts/screen-header.js';
import { Section } from '../parts/section.js';
import { Spans } from '../parts/spans.js';
import { Empty, FiguresWaiting, Trouble } from '../parts/states.js';
import { TopicsList } from '../parts/topics-list.js';
import { WeeksChart } from '../parts/weeks-chart.js';

const who = 'the whole company';

export function Company() {
  const { client, uploads } = useServices();
  const dna = useQuery(dnaQuery(client));
  return (
    <div>
      <ScreenHeader title="Company" />
      {dna.isPending ? <FiguresWaiting /> : null}
      {dna.isError ? (
        <Trouble what="The figures could not be loaded" error={dna.error} onRetry={() => void dna.refetch()} />
      ) : null}
      {dna.data?.all.n === 0 ? (
        <Empty
          drawing={<ChartNoAxesColumn size={36} strokeWidth={1.4} aria-hidden="true" />}
          title="No figures yet"
          actions={
            <Button tone="strong" onClick={() => pickFiles(uploads)}>
              Add files
            </Button>
          }
        >
          Once promises are found in what you put in, it shows here how they are kept, by whom, and what lies ahead.
        </Empty>
      ) : null}
      {dna.data && dna.data.all.n > 0 ? <Figures dna={dna.data} /> : null}
    </div>
  );
}

function Figures(props: { dna: Dna }) {
  const { all, keeping, lead, slack, moved, months, people, organisations, weeks, risks, topics } = props.dna;
  return (
    <div className="mx-auto grid max-w-7xl grid-cols-1 gap-x-12 gap-y-10 px-4 pt-6 pb-20 md:px-6 xl:grid-cols-2">
      <Section
        title="Promises kept"
        hint="Of those with a date that were done or are overdue: how many were done by it. Called off and not yet due do not count."
        className="xl:col-span-2"
      >
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <Kept keeping={keeping} who={who} className="text-2xl font-semibold tracking-tight" />
          <span className="text-sm text-muted">
            kept on time, among <Figure figure={all} title="All commitments" /> commitments
          </span>
        </div>
        <div className="my-4">
          <KeepingBar keeping={keeping} />
        </div>
        <KeepingWords keeping={keeping} who={who} />
        <div className="mt-6">
          <Spans lead={lead} slack={slack} moved={moved} who={who} />
        </div>
      </Section>
      <Section title="At risk" hint={`Open, and overdue or due within ${risks.days} days.`}>
        <RisksList risks={risks} who={who} />
      </Section>
      <Section title="By month" hint="By the month in which they were due.">
        <MonthsChart months={months} who={who} />
      </Section>
      <Section title="People" hint="How they keep what they owe.">
        <KeepingTable list={people} />
      </Section>
      <Section title="Organisations" hint="With their people.">
        <KeepingTable list={organisations} />
      </Section>
      <Section title="The weeks ahead" hint="Open and due, and with whom most of it lies.">
        <WeeksChart weeks={weeks} who={who} />
      </Section>
      <Section title="What it is about" hint="Words that stand in most of what is to be done.">
        <TopicsList topics={topics} who={who} />
      </Section>
    </div>
  );
}
