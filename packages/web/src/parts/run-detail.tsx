// A run whole: why it failed, what it brought by stream, when it went, and the last lines that the program wrote.
import { useQuery } from '@tanstack/react-query';
import type { SyncRunView } from '@vito/contracts/sync';
import { useClock } from '../data/clock.js';
import { useServices } from '../data/services.js';
import { runQuery } from '../data/sync-queries.js';
import { inWords } from '../format/errors.js';
import { fullMoment } from '../format/moment.js';
import { isUnderWay, wayOut } from '../format/sync-words.js';
import { titled } from '../format/words.js';
import { Duration } from './duration.js';

const heads = ['New or changed', 'As before', 'Deleted', 'Held back'] as const;

export function RunDetail(props: { run: SyncRunView }) {
  const { run } = props;
  const { client } = useServices();
  const clock = useClock();
  const whole = useQuery(runQuery(client, run.id, run.endedAt));
  const { problem = null, log = [] } = whole.data ?? {};
  return (
    <div className="flex flex-col gap-4 text-sm">
      {whole.isError ? <p className="text-late">It could not be loaded. {inWords(whole.error)}</p> : null}
      {run.state === 'failed' ? (
        <div>
          {problem ? <p className="wrap-anywhere text-late">{titled(problem)}</p> : null}
          {run.reason && wayOut(run.reason) ? (
            <p className="mt-0.5 text-pretty text-muted">{wayOut(run.reason)}</p>
          ) : null}
        </div>
      ) : null}
      {run.streams.length > 0 ? <Counts run={run} /> : null}
      {run.streams.length === 0 && !isUnderWay(run) ? <p className="text-muted">Nothing was committed.</p> : null}
      <p className="text-xs text-faint">
        {run.startedAt ? `Began ${fullMoment(run.startedAt, clock.zone)}` : 'Not begun'}
        {run.startedAt ? (run.endedAt ? ' · took ' : ' · so far ') : ''}
        <Duration run={run} />
        <span className="block">
          Its id: <span className="font-mono">{run.id}</span>
        </span>
      </p>
      {log.length > 0 ? (
        <details open={run.state === 'failed'}>
          <summary className="cursor-pointer text-xs font-medium text-muted hover:text-ink">
            The last lines that the program wrote
          </summary>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
            tabIndex={0}
            className="mt-1.5 max-h-80 overflow-auto rounded-md border border-hair bg-sunken p-3 font-mono text-xs leading-relaxed whitespace-pre-wrap wrap-anywhere"
          >
            {log.join('\n')}
          </pre>
        </details>
      ) : null}
    </div>
  );
}

function Counts(props: { run: SyncRunView }) {
  return (
    <div className="overflow-x-auto">
      <table className="text-left">
        <thead className="align-bottom text-xs text-muted">
          <tr>
            <th scope="col" className="py-1 font-medium sm:pr-6">
              Stream
            </th>
            {heads.map((head) => (
              <th
                key={head}
                scope="col"
                className="py-1 pl-2 text-right sm:pl-4 font-medium max-sm:max-w-18 sm:whitespace-nowrap"
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.run.streams.map((one) => (
            <tr key={one.id} className="border-t border-hair">
              <td className="min-w-20 py-1.5 wrap-break-word sm:pr-6">{one.name || 'no longer chosen'}</td>
              {[one.kept, one.same, one.gone].map((number, index) => (
                <td
                  key={heads[index]}
                  className={`py-1.5 pl-2 text-right sm:pl-4 align-top ${number === 0 ? 'text-faint' : ''}`}
                >
                  {number.toLocaleString('en')}
                </td>
              ))}
              <td
                className={`py-1.5 pl-2 text-right sm:pl-4 align-top ${one.held === 0 ? 'text-faint' : 'font-medium text-soon'}`}
              >
                {one.held.toLocaleString('en')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
