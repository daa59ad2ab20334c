// One entry of the log: time, a node on the rail, and what happened.
import type { TimelineEntry } from '@vito/contracts/timeline';
import { Bot, Radio } from 'lucide-react';
import { memo, type ReactNode, useState } from 'react';
import { isFinding } from '../format/entries.js';
import { fullMoment, timeOf } from '../format/moment.js';
import { DocumentIcon } from './document-icon.js';
import { DeedEntry } from './entry-deed.js';
import { DocumentEntry, type Progress } from './entry-document.js';
import { FactEntry } from './entry-fact.js';
import { FindingEntry } from './entry-finding.js';
import { RunEntry } from './entry-run.js';
import { StatusIcon } from './status-icon.js';

/** An entry that came over the socket this many milliseconds ago still makes its entrance. */
const entrance = 2000;

export const Entry = memo(function Entry(props: {
  entry: TimelineEntry;
  zone: string;
  myName: string | null;
  arrivedAt: number | null;
  progress: Progress | null;
}) {
  const { entry, zone } = props;
  const [fresh] = useState(() => props.arrivedAt !== null && Date.now() - props.arrivedAt < entrance);
  return (
    <li
      data-seq={entry.seq}
      data-type={entry.type}
      className={`group/entry relative grid grid-cols-[1.75rem_minmax(0,1fr)] sm:grid-cols-[3rem_1.75rem_minmax(0,1fr)] ${fresh ? 'animate-arrive' : ''}`}
    >
      <time
        dateTime={entry.at}
        title={fullMoment(entry.at, zone)}
        className="pt-2.75 text-xs text-faint max-sm:absolute max-sm:top-0 max-sm:right-0"
      >
        {timeOf(entry.at, zone)}
      </time>
      <span className="relative flex justify-center">
        <span
          aria-hidden="true"
          className="absolute inset-y-0 left-1/2 w-px -translate-x-1/2 bg-hair group-last/entry:bottom-auto group-last/entry:h-4"
        />
        <span className="relative mt-2 flex size-6 items-center justify-center rounded-full bg-canvas">
          <Node entry={entry} />
        </span>
      </span>
      <div className={`min-w-0 rounded-lg pl-2 ${fresh ? 'animate-glow' : ''}`}>{content(props)}</div>
    </li>
  );
});

function content(props: Parameters<typeof Entry>[0]): ReactNode {
  const { entry } = props;
  if (entry.commitment && isFinding(entry)) return <FindingEntry commitment={entry.commitment} />;
  if (entry.commitment)
    return <DeedEntry entry={entry} commitment={entry.commitment} myName={props.myName} zone={props.zone} />;
  if (entry.fact) return <FactEntry fact={entry.fact} at={entry.at} zone={props.zone} />;
  if (entry.run) return <RunEntry type={entry.type} run={entry.run} />;
  return <DocumentEntry entry={entry} progress={props.progress} myName={props.myName} />;
}

function Node(props: { entry: TimelineEntry }) {
  const { document, commitment, fact, run } = props.entry;
  if (commitment && isFinding(props.entry)) {
    return <StatusIcon status={commitment.hidden ? 'cancelled' : commitment.status} size={17} />;
  }
  if (commitment) return <span className="size-1.75 rounded-full bg-accent" />;
  if (document)
    return <DocumentIcon document={document} size={15} className={document.problem ? 'text-late' : 'text-muted'} />;
  if (fact) return <Radio size={15} strokeWidth={1.75} aria-hidden="true" className="text-muted" />;
  if (run) return <Bot size={15} strokeWidth={1.75} aria-hidden="true" className="text-muted" />;
  return <span className="size-1.5 rounded-full bg-edge" />;
}
